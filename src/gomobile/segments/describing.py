"""What a rule builder needs to know of fields and operators, so that it needs no knowledge of its own. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from gomobile.segments.context import Context
from gomobile.segments.fields import CHANNELS_ASKED, CONSENT, Field, all_fields, resolve
from gomobile.segments.operators import CALENDAR_UNITS, SHAPES, UNITS, YEAR, Kind, Operator

Group = Literal["profile", "phone", "attribute", "tag", "audience", "engagement", "consent", "suppression", "dates"]
Input = Literal[
    "none", "text", "phone", "option", "region", "carrier", "timeZone", "number", "boolean", "date", "datetime",
    "channel", "tag", "audience", "span", "day", "calls",
]  # fmt: skip
"""How a value is put in: `option` of the options of the field, `tag` and `audience` from their lists, `span` an amount
and a unit, `day` of a month or today, `calls` an object."""

PURPOSES = ("marketing", "service", "survey")
"""The purposes that are offered; an organization may use words of its own."""

_OF_KINDS: dict[Kind, Input] = {
    "text": "text",
    "phone": "phone",
    "choice": "option",
    "region": "region",
    "carrier": "carrier",
    "timeZone": "timeZone",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
    "channels": "channel",
    "tags": "tag",
    "audience": "audience",
    "calls": "calls",
    "consent": "option",
}
_DATES = frozenset({"createdAt", "updatedAt"})


def offered(context: Context) -> Iterator[Field]:
    """Every field that a builder offers: those that can be listed, and consents to the usual purposes."""
    yield from all_fields(context)
    for purpose in PURPOSES:
        for channel in CHANNELS_ASKED:
            yield resolve(f"{CONSENT}{purpose}.{channel}", context)


def group_of(field: Field) -> Group:
    """Under which heading a field stands."""
    if field.source == "contact":
        if field.name in _DATES:
            return "dates"
        return "phone" if field.name.startswith(("phone.", "primaryPhone")) else "profile"
    if field.source in ("engagement", "calls"):
        return "engagement"
    return "tag" if field.source == "tags" else field.source  # type: ignore[return-value]  # the others are equal


def units_of(kind: Kind, operator: Operator) -> list[str]:
    """The units of the span that an operator takes."""
    if operator == "anniversary_within_next":
        return list(YEAR)
    return list(CALENDAR_UNITS if kind == "date" else UNITS)


def input_of(kind: Kind, operator: Operator) -> Input:
    """How the value, or each of the values, of an operator is put in."""
    shape = SHAPES[operator]
    if shape in ("none", "span", "day", "calls"):
        return shape
    return "text" if shape == "part" and kind not in ("tags", "channels") else _OF_KINDS[kind]
