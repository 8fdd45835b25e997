"""The custom attributes of one contact: what callers send checked, what is stored shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gomobile.attributes import answers
from gomobile.attributes.definition import Definition
from gomobile.attributes.messages import message, reportable
from gomobile.attributes.slug import slugify
from gomobile.attributes.values import ValueFormat, ValueProblem, coerce
from gomobile.http.answers import FieldProblem

_LONGEST_NAME = 64


def apply(
    values: Mapping[str, object], definitions: Mapping[str, Definition], format: ValueFormat
) -> tuple[dict[str, Any], list[FieldProblem]]:
    """Check what a caller sent under `customAttributes`.

    Returns the values to store by name (None: clear), and one error `{field, value, code, message}` for each
    refused value; refused ones are left out of the first, so the contact keeps what it has. `definitions`
    holds the archived ones too, as `service.load_definitions` returns them.
    """
    accepted: dict[str, Any] = {}
    errors: list[FieldProblem] = []
    for name, value in values.items():
        definition = definitions.get(name)
        if definition is None:
            errors.append(_error(name, value, "unknownAttribute", _unknown(name, definitions)))
            continue
        try:
            accepted[name] = coerce(value, definition, format)
        except ValueProblem as problem:
            errors.append(_error(name, value, problem.code, problem.message))
    return accepted, errors


def entries(definitions: Mapping[str, Definition], values: Mapping[str, Any]) -> list[answers.ContactAttribute]:
    """The typed form for `GET /contact/:id`: an entry per attribute with a value, in the order of definition.

    An enum entry has `value` (the option's stable id) and `label` (what people see).
    """
    shown: list[answers.ContactAttribute] = []
    for definition in definitions.values():
        value = values.get(definition.name)
        if value is None or definition.archived:
            continue
        entry: answers.ContactAttribute = {
            "name": definition.name,
            "displayName": definition.display_name,
            "type": definition.type,
            "value": value,
        }
        if definition.type == "enum":
            entry["label"] = definition.label(value) or str(value)
        shown.append(entry)
    return shown


def visible(definitions: Mapping[str, Definition], values: Mapping[str, Any]) -> dict[str, Any]:
    """The stored values by name without those of archived attributes: the map form for lists."""
    return {
        name: value
        for name, value in values.items()
        if value is not None and (definition := definitions.get(name)) is not None and not definition.archived
    }


def _error(name: str, value: object, code: str, text: str) -> FieldProblem:
    field = name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"
    return {"field": f"customAttributes.{field}", "value": reportable(value), "code": code, "message": text}


def _unknown(name: str, definitions: Mapping[str, Definition]) -> str:
    likely = definitions.get(slugify(name[:_LONGEST_NAME]))
    if likely is None or likely.archived:
        return message("unknownAttribute", None, None)
    return f"There is no attribute of this name; {likely.display_name} is written as {likely.name}."
