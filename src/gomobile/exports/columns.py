"""The columns of an export: which there are, which a caller asked for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from gomobile.attributes.definition import Definition
from gomobile.contacts.fields import CHANNELS, TEXT_FIELDS
from gomobile.errors import FieldError, InvalidInput

Kind = Literal["text", "phone", "code", "number", "boolean", "date", "moment", "stamp", "enum", "list"]
"""What the cells are: `text` anything that a person may have typed, `phone` the number as provided, `code` a text
that this product makes (an id, a status, a canonical number), `moment` a time that an import takes back, `stamp` one
that it leaves out.
"""

ATTRIBUTES = "customAttributes"
MOST = 1_500
"""Columns of one export; PostgreSQL takes 1,664 in a SELECT."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, what its cells are, and the table column or the attribute it comes from."""

    name: str
    kind: Kind
    source: str
    attribute: Definition | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """Where a JSON object holds it: `("phone", "e164")`."""
        return tuple(self.name.split(".", 1))


FIELDS = (
    Column("primaryPhone", "phone", "primary_phone"),
    *(Column(field.name, "code" if field.name == "gender" else "text", field.column) for field in TEXT_FIELDS),
    Column(CHANNELS.name, "list", CHANNELS.column),
)
FACTS = (
    Column("id", "code", "id"),
    Column("phone.e164", "code", "phone_key"),
    Column("phone.status", "code", "phone_status"),
    Column("phone.type", "code", "phone_type"),
    Column("phone.region", "code", "phone_region"),
    Column("createdAt", "stamp", "created_at"),
    Column("updatedAt", "stamp", "updated_at"),
)
DELETED = Column("deletedAt", "stamp", "deleted_at")
SUPPRESSED = Column("suppressed", "code", "suppressed")
"""The channels by which the contact must not be reached, separated by `;`; only where it is asked for."""

_KINDS: dict[str, Kind] = {
    "phone_number": "code",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "datetime": "moment",
    "enum": "enum",
}


def choose(
    definitions: Iterable[Definition], asked: Sequence[str] = (), *, archived: bool = False, deleted: bool = False
) -> list[Column]:
    """The columns of an export in their order.

    Without `asked`: every field, every attribute in use (with `archived` those put away too), then the read-only
    facts; an import recognises them all and leaves the facts out. `asked` are names of columns, or `customAttributes`
    and `phone` for all below them; `suppressed` has to be asked for; one asked for twice is there once. Raises
    InvalidInput naming the unknown ones and those there are.
    """
    known = list(definitions)
    attributes = [_attribute(one) for one in known if archived or not one.archived]
    facts = (*FACTS, DELETED) if deleted else FACTS
    usual = [*FIELDS, *attributes, *facts]
    chosen = _chosen(usual, [*usual, *map(_attribute, known), DELETED, SUPPRESSED], asked) if asked else usual
    if not chosen:
        text = "This organization has no custom attributes; name other columns."
        raise InvalidInput.of("columns", "minItems", text, min=1)
    if len(chosen) > MOST:
        raise InvalidInput.of(
            "columns", "maxItems", f"An export has at most {MOST:,} columns; name those that you need.", max=MOST
        )
    return chosen


def _chosen(usual: Sequence[Column], every: Sequence[Column], asked: Sequence[str]) -> list[Column]:
    by_name = {column.name: column for column in every}
    groups = {group: [one for one in usual if one.name.startswith(f"{group}.")] for group in (ATTRIBUTES, "phone")}
    chosen: dict[str, Column] = {}
    unknown: list[str] = []
    for name in asked:
        found = [by_name[name]] if name in by_name else groups.get(name)
        if found is None:
            unknown.append(name[:80])
        chosen |= {column.name: column for column in found or ()}
    if unknown:
        raise InvalidInput([FieldError("columns", "enum", _unknown(unknown, usual), {"unknown": unknown})])
    return list(chosen.values())


def _unknown(unknown: Sequence[str], usual: Sequence[Column]) -> str:
    names = [column.name for column in usual]
    there = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    which = ", ".join(repr(name) for name in unknown[:10])
    return f"There is no column {which}. There are: {there}; and {ATTRIBUTES} and phone for all of theirs."


def _attribute(definition: Definition) -> Column:
    name = f"{ATTRIBUTES}.{definition.name}"
    return Column(name, _KINDS.get(definition.type, "text"), definition.name, definition)
