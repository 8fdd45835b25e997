"""What the bodies of bulk requests have in common. Pure."""

from __future__ import annotations

from typing import Any

from gomobile.errors import FieldError, InvalidInput


def entries_of(body: Any, most: int) -> list[Any]:
    """The entries of `{"data": […]}`, one to `most`, unchecked themselves. Raises InvalidInput."""
    if not isinstance(body, dict):
        raise InvalidInput.of("body", "type", 'The body is an object: {"data": […]}.')
    errors = [
        FieldError(str(name)[:64], "unknownProperty", "This property is not known.")
        for name in sorted(body.keys() - {"data"})
    ]
    data = body.get("data")
    if "data" not in body:
        errors.append(FieldError("data", "required", "Give the entries in `data`."))
    elif not isinstance(data, list):
        errors.append(FieldError("data", "type", "data is a list."))
    elif not data:
        errors.append(FieldError("data", "minItems", "Give at least one entry.", {"min": 1}))
    elif len(data) > most:
        text = f"data has at most {most:,} entries; send {len(data):,} in several requests."
        errors.append(FieldError("data", "maxItems", text, {"max": most}))
    if errors:
        raise InvalidInput(errors)
    assert isinstance(data, list)
    return data


def errors_json(problems: Any) -> list[dict[str, Any]]:
    """`(index, problem)` as the API shows them."""
    return [
        {"index": at, "field": error.field, "value": error.value, "code": error.code, "message": error.message}
        for at, error in problems
    ]
