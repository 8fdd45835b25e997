"""Bodies that hold many entries, `{"data": […]}`, and what is told of those that failed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gomobile.errors import FieldError, InvalidInput
from gomobile.http.answers import EntryProblem, LineProblem


def entries_of(
    body: Any, most: int, one: str = "entry", many: str = "entries", *, limited: str = "", more: str = ""
) -> list[Any]:
    """The entries of a body, one to `most` of them, unchecked themselves.

    `one` and `many` name them in messages, `limited` says by what they are limited, and `more` what can be done beside
    sending several requests. Raises InvalidInput with every problem at once.
    """
    if not isinstance(body, dict):
        raise InvalidInput.of("body", "type", f'The body is an object: {{"data": [{one}, …]}}.')
    errors = [
        FieldError(name[:64], "unknownProperty", "This property is not known.")
        for name in sorted(body.keys() - {"data"})
    ]
    data = body.get("data")
    if "data" not in body:
        errors.append(FieldError("data", "required", f"Give the {many} in `data`."))
    elif not isinstance(data, list):
        errors.append(FieldError("data", "type", f"data is a list of {many}."))
    elif not data:
        errors.append(FieldError("data", "minItems", f"Give at least one {one}.", {"min": 1}))
    elif len(data) > most:
        text = f"data has at most {most:,} {many}{limited}; send {len(data):,} in several requests{more}."
        errors.append(FieldError("data", "maxItems", text, {"max": most}))
    if errors:
        raise InvalidInput(errors)
    assert isinstance(data, list)
    return data


def problems_json(problems: Iterable[tuple[int, FieldError]]) -> list[EntryProblem]:
    """`(index, problem)` as the API shows them."""
    return [
        {"index": at, "field": error.field, "value": error.value, "code": error.code, "message": error.message}
        for at, error in problems
    ]


def line_problems_json(problems: Iterable[tuple[int, FieldError]]) -> list[LineProblem]:
    """`(line of a file, problem)` as the API shows them."""
    return [
        {"line": at, "field": error.field, "value": error.value, "code": error.code, "message": error.message}
        for at, error in problems
    ]
