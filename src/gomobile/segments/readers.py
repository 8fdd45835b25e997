"""Single values of rules, read as the type of the field that they are compared with. Pure."""

from __future__ import annotations

import functools
import zoneinfo
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from gomobile.attributes.definition import AttributeType, Definition
from gomobile.attributes.parse.text import fold
from gomobile.attributes.values import ValueFormat, ValueProblem, coerce
from gomobile.segments.context import Context
from gomobile.segments.fields import Field
from gomobile.segments.refusal import Refusal, refusal

_NOBODY = UUID(int=0)
MAX_PART = 256


def read_zone(raw: object) -> str:
    """The zone of a relative date: "organization" (when none is given), "contact" or an IANA name. Raises Refusal."""
    if raw is None or raw in ("organization", "contact"):
        return str(raw or "organization")
    if isinstance(raw, str) and raw in zones():
        return raw
    text = "zone is organization, contact or an IANA name such as Africa/Casablanca."
    raise refusal("enum", text, raw, enum=["organization", "contact"])


@functools.cache
def zones() -> frozenset[str]:
    """The IANA names that may be given."""
    return frozenset(name for name in zoneinfo.available_timezones() if name not in ("Factory", "localtime"))


def _typed(type: AttributeType) -> Callable[[object, Field, Context], Any]:
    """A reader that takes what an attribute of this type takes."""

    def read(raw: object, field: Field, context: Context) -> Any:
        definition = field.definition or Definition(_NOBODY, field.name, field.label, type)
        if definition.type != type:
            definition = replace(definition, type=type)
        organization = context.organization
        source = ValueFormat(decimal=".", time_zone=organization.timezone, region=organization.default_region)
        try:
            value = coerce(raw, definition, source)
        except ValueProblem as problem:
            raise refusal(problem.code, problem.message, raw) from None
        if value is None:
            raise refusal("required", "The value is blank; ask with is_empty whether a field is set.", raw)
        return value

    return read


def _choice(raw: object, field: Field, _context: Context) -> str:
    if isinstance(raw, str) and len(raw) <= MAX_PART:
        if field.definition is not None:
            option = field.definition.choices.get(fold(raw))
        else:
            option = next((option for option in field.options if option.id == raw.strip().lower()), None)
        if option is not None:
            return option.id
    labels = [option.label for option in field.options if not option.archived]
    shown = ", ".join(labels[:20]) + (", …" if len(labels) > 20 else "")
    raise refusal("enum", f"{field.label} is one of {shown}.", raw, options=labels[:100])


def _region(raw: object, _field: Field, _context: Context) -> str:
    from gomobile.phones.regions import NON_GEOGRAPHIC, all_regions

    code = raw.strip().upper() if isinstance(raw, str) else None
    if code is None or (code != NON_GEOGRAPHIC and code not in all_regions()):
        raise refusal("enum", "A region is an ISO 3166-1 code such as MA or FR.", raw)
    return code


def _carrier(raw: object, _field: Field, _context: Context) -> str:
    from gomobile.segments.carriers import carrier_named

    name = carrier_named(raw) if isinstance(raw, str) and len(raw) <= MAX_PART else None
    if name is None:
        raise refusal("enum", "No number range is known of this carrier; see phone.carrier of a contact.", raw)
    return name


def _zone_name(raw: object, _field: Field, _context: Context) -> str:
    if not isinstance(raw, str) or raw not in zones():
        raise refusal("enum", "A time zone is an IANA name such as Africa/Casablanca.", raw)
    return raw


def _tag(raw: object, _field: Field, context: Context) -> str:
    if isinstance(raw, str) and len(raw) <= MAX_PART:
        id = _uuid(raw)
        if id in context.tags.values():
            return str(id)
        named = context.tags.get(fold(raw))
        if named is not None:
            return str(named)
    text = "There is no such tag; create it first, or name one by its name or id."
    raise Refusal(("", "unknownTag", text, {}, raw), gone=True)


def _audience(raw: object, _field: Field, context: Context) -> str:
    id = _uuid(raw) if isinstance(raw, str) else None
    if id is None or id not in context.audiences:
        text = "There is no such audience; give the id of one that is not deleted."
        raise Refusal(("", "unknownAudience", text, {}, raw), gone=True)
    return str(id)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None


READERS: dict[str, Callable[[Any, Field, Context], Any]] = {
    "text": _typed("text"), "channels": _typed("text"), "phone": _typed("phone_number"), "number": _typed("number"),
    "boolean": _typed("boolean"), "date": _typed("date"), "datetime": _typed("datetime"), "choice": _choice,
    "consent": _choice, "region": _region, "carrier": _carrier, "timeZone": _zone_name, "tags": _tag,
    "audience": _audience,
}  # fmt: skip
