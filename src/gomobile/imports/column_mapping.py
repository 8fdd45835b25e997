"""Which field a column of a file is: the value, its words, and what makes one refused. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol, get_args

from gomobile.attributes.values import ValueFormat
from gomobile.contacts import fields
from gomobile.errors import FieldError, InvalidInput
from gomobile.imports.options import DateOrder, DecimalMark

FIELDS: tuple[str, ...] = ("primaryPhone", *fields.FIELDS)
ATTRIBUTE = "customAttributes."
Policy = Literal["overwrite", "fill", "never"]
POLICIES: tuple[Policy, ...] = get_args(Policy)

NOT_RECOGNISED = "not recognised"
NOT_MAPPED = "not mapped"
UNMAPPED = frozenset({NOT_RECOGNISED, NOT_MAPPED})
"""The reasons of a column that nothing takes, apart from one that is left out for what it is."""

TAKEN = "{field} is already taken from {header!r}"
"""The reason of a column that is as its field, which a better one has."""

SLUG = re.compile(r"[a-z0-9_]{1,64}")


class AttributeName(Protocol):
    """The names of a custom attribute: the slug that programs use and the name that people see."""

    @property
    def name(self) -> str:
        """The slug."""
        ...

    @property
    def display_name(self) -> str:
        """What people call it."""
        ...


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column. `column` counts from 0; `field` is of FIELDS, `customAttributes.<slug>` or "" (ignored).

    `policy` says what a cell does to a value that the contact has; `confidence` (0 to 1) and `reason` say
    how the field was found. `decimal` and `date` say how its cells are written, where that is known.
    """

    column: int
    header: str
    field: str
    policy: Policy = "overwrite"
    confidence: float = 1.0
    reason: str = ""
    decimal: DecimalMark | None = None
    date: DateOrder | None = None

    def format_over(self, whole: ValueFormat) -> ValueFormat:
        """How its cells are written; as those of the whole file where nothing is said of this column."""
        return replace(whole, decimal=self.decimal or whole.decimal, date=self.date or whole.date)


def format_problem(field: str, *, formatted: bool) -> tuple[str, str] | None:
    """Code and message when a column of this field has no format."""
    if formatted and not field.startswith(ATTRIBUTE):
        return "notApplicable", "Only a custom attribute is written in a format."
    return None


def valid_fields() -> str:
    """The fields that a column can be, in words."""
    return f"{', '.join(FIELDS)} or {ATTRIBUTE}<name>"


def field_problem(name: str) -> tuple[str, str] | None:
    """Code and message when `name` is no field; None when it is one."""
    if name in FIELDS:
        return None
    if not name.startswith(ATTRIBUTE):
        return "enum", f"{name!r} is not a field; use {valid_fields()}."
    slug = name.removeprefix(ATTRIBUTE)
    if SLUG.fullmatch(slug):
        return None
    return "format", f"{slug!r} is not the name of an attribute: 1 to 64 of a-z, 0-9 and _."


def check_fields(columns: Sequence[ColumnMapping]) -> None:
    """Raise InvalidInput (`columns`: enum, format, duplicate) for unknown fields and one mapped twice."""
    errors: list[FieldError] = []
    taken: dict[str, ColumnMapping] = {}
    for column in columns:
        if not column.field:
            continue
        if problem := field_problem(column.field):
            code, message = problem
            errors.append(FieldError("columns", code, f"Column {column.header!r}: {message}", value=column.field))
            continue
        if problem := format_problem(column.field, formatted=bool(column.decimal or column.date)):
            code, message = problem
            errors.append(FieldError("columns", code, f"Column {column.header!r}: {message}", value=column.field))
        first = taken.setdefault(column.field, column)
        if first is not column:
            errors.append(
                FieldError(
                    "columns",
                    "duplicate",
                    f"{column.field} is mapped from both {first.header!r} and {column.header!r}; keep one.",
                    value=column.field,
                )
            )
    if errors:
        raise InvalidInput(errors)
