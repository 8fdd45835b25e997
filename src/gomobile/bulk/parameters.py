"""What an action needs to know beside the contacts, checked as the doors for one contact check it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from gomobile.accounts.caller import Organization
from gomobile.attributes import service as attributes
from gomobile.attributes.messages import reportable
from gomobile.audiences import service as audiences
from gomobile.contacts.checks import ATTRIBUTES, PHONE, check
from gomobile.contacts.fields import FIELDS
from gomobile.db.pool import Connection
from gomobile.errors import FieldError, InvalidInput, NotFound
from gomobile.tags import service as tags

_KEYS: dict[str, tuple[str, ...]] = {
    "tag": ("tag",),
    "untag": ("tag",),
    "add_to_audience": ("audienceId",),
    "remove_from_audience": ("audienceId",),
    "set_field": ("field", "value"),
}
_AT = "parameters"
_ATTRIBUTE = f"{ATTRIBUTES}."


def read_parameters(
    conn: Connection, organization: Organization, action: str, raw: object
) -> tuple[dict[str, Any], list[FieldError]]:
    """The parameters of an action in the form in which they are kept, and what is wrong with them.

    tag, untag: `tag` (id or name), kept with both. To and from an audience: `audienceId` of a static one (or its name).
    set_field: `field` (any of a contact but its number, or customAttributes.<name>) and `value`, where null clears.
    """
    keys = _KEYS.get(action, ())
    if raw is None:
        raw = {}
    if not isinstance(raw, dict):
        return {}, [FieldError(_AT, "type", "parameters is an object.", {}, reportable(raw))]
    errors = [
        FieldError(f"{_AT}.{name[:64]}", "unknownProperty", f"{action} takes {', '.join(keys) or 'no parameters'}.")
        for name in raw
        if name not in keys
    ]
    errors += [FieldError(f"{_AT}.{name}", "required", f"{action} needs {name}.") for name in keys if name not in raw]
    if errors or not keys:
        return {}, errors
    try:
        if keys == ("tag",):
            tag = tags.find(conn, organization.id, _text(raw, "tag"))
            return {"tagId": str(tag.id), "tag": tag.name}, []
        if keys == ("audienceId",):
            found = audiences.find(conn, organization.id, _text(raw, "audienceId"))
            audiences.find_static(conn, organization.id, found.id, f"{_AT}.audienceId")
            return {"audienceId": str(found.id), "audience": found.name}, []
        return _field(conn, organization, _text(raw, "field"), raw["value"])
    except NotFound as error:
        return {}, [FieldError(f"{_AT}.{keys[0]}", "notFound", error.message, {}, reportable(raw[keys[0]]))]
    except InvalidInput as error:
        return {}, list(error.errors)


def field_of(parameters: Mapping[str, Any]) -> tuple[str, str | None]:
    """The field that set_field is about, and the name of the attribute where it is one."""
    field = parameters["field"]
    return field, field.removeprefix(_ATTRIBUTE) if field.startswith(_ATTRIBUTE) else None


def id_in(parameters: Mapping[str, Any], name: str) -> UUID:
    """An id among kept parameters."""
    return UUID(parameters[name])


def _text(raw: dict[str, Any], name: str) -> str:
    value = raw[name]
    if not isinstance(value, str) or not value.strip():
        raise InvalidInput.of(f"{_AT}.{name}", "type", f"{name} is a text.", reportable(value))
    return value


def _field(
    conn: Connection, organization: Organization, field: str, value: Any
) -> tuple[dict[str, Any], list[FieldError]]:
    at = f"{_AT}.value"
    if field == PHONE:
        text = "Contacts are known by their number: it cannot be the same for many."
        return {}, [FieldError(f"{_AT}.field", "notApplicable", text, {}, field)]
    if field.startswith(_ATTRIBUTE):
        slug = field.removeprefix(_ATTRIBUTE)
        definitions = attributes.load_definitions(conn, organization.id)
        values, refused = attributes.apply({slug: value}, definitions, attributes.api_format(organization))
        if refused:
            where = at if slug in definitions else f"{_AT}.field"
            return {}, [FieldError(where, one["code"], one["message"], {}, one["value"]) for one in refused]
        return {"field": field, "value": values[slug]}, []
    if field not in FIELDS:
        known = [*FIELDS, f"{_ATTRIBUTE}<name>"]
        text = f"field is one of {', '.join(known)}."
        return {}, [FieldError(f"{_AT}.field", "enum", text, {"enum": known}, reportable(field))]
    given, errors = check({field: value}, creates=False)
    if errors:
        return {}, [FieldError(at, error.code, error.message, error.params, error.value) for error in errors]
    return {"field": field, "value": given.values[FIELDS[field].column]}, []
