"""Read the choices of a request: per field a contact, or a value. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from gomobile.attributes.messages import reportable
from gomobile.contacts.checks import check
from gomobile.contacts.fields import FIELDS
from gomobile.errors import FieldError, InvalidInput
from gomobile.http.answers import FieldProblem
from gomobile.quality.merges.choosing import ATTRIBUTE, PRIMARY_PHONE, Choice, Given

#: Checks attributes by name; returns what is to be stored, and `{field, value, code, message}` of each refused one.
CheckAttributes = Callable[[Mapping[str, Any]], tuple[Mapping[str, Any], list[FieldProblem]]]


def read_choices(
    raw: Mapping[str, Any], contacts: Collection[UUID], check_attributes: CheckAttributes
) -> dict[str, Choice]:
    """The choices by field; a value that is the id of one of `contacts` means that contact's value.

    Another id is a value of an attribute only, which may hold ids of another system; of a field it is a slip. Raises
    InvalidInput with every refused one.
    """
    choices: dict[str, Choice] = {}
    errors: list[FieldError] = []
    attributes: dict[str, Any] = {}
    for field, value in raw.items():
        id = _id(value)
        if not (field in FIELDS or field == PRIMARY_PHONE or (field.startswith(ATTRIBUTE) and field != ATTRIBUTE)):
            text = "There is no such field; write an attribute as customAttributes.<name>."
            errors.append(FieldError(f"choices.{field[:80]}", "unknownProperty", text, {}, reportable(value)))
        elif id is not None and id in contacts:
            choices[field] = id
        elif field == PRIMARY_PHONE or (id is not None and not field.startswith(ATTRIBUTE)):
            text = "Give the id of one of the contacts that are merged: its value is kept."
            errors.append(FieldError(f"choices.{field}", "notAmong", text, {}, reportable(value)))
        elif field.startswith(ATTRIBUTE):
            attributes[field.removeprefix(ATTRIBUTE)] = value
        else:
            given, found = check({field: value}, creates=False)
            errors += [FieldError(f"choices.{e.field}", e.code, e.message, e.params, e.value) for e in found]
            choices[field] = Given(given.values.get(FIELDS[field].column))
    if attributes:
        stored, refused = check_attributes(attributes)
        errors += [FieldError(f"choices.{e['field']}", e["code"], e["message"], {}, e["value"]) for e in refused]
        choices |= {ATTRIBUTE + name: Given(stored.get(name)) for name in attributes}
    if errors:
        raise InvalidInput(errors)
    return choices


def _id(value: object) -> UUID | None:
    if isinstance(value, str):
        try:
            return UUID(value)
        except ValueError:
            return None
    return value if isinstance(value, UUID) else None
