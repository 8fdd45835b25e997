"""Create the attributes that a mapping names and the organization lacks: only when asked to."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import polars as pl

from gomobile.accounts.caller import Organization
from gomobile.attributes import service as attributes
from gomobile.attributes.definition import AttributeType, Definition
from gomobile.attributes.detect import detect_format
from gomobile.attributes.errors import AttributeExists
from gomobile.attributes.slug import slugify, unique_slug
from gomobile.attributes.values import ValueFormat, ValueProblem, coerce
from gomobile.db.pool import Connection
from gomobile.errors import FieldError, InvalidInput
from gomobile.imports.column_mapping import TAKEN
from gomobile.imports.mapping import UNMAPPED, ColumnMapping
from gomobile.imports.plan import ATTRIBUTE
from gomobile.phones.vectorized import normalize_series

_NOBODY = UUID(int=0)
# The first type that reads nearly every sample wins; the cells that it does not read are refused and reported.
_ENOUGH = 0.9
_IDENTIFIER = re.compile(r"(^|[\W_])(id|uuid|ref|code|n°|no)$", re.IGNORECASE)
# A phone number that says of which country it is: with fewer digits it is an amount, or a code.
_FULL_NUMBER = re.compile(r"(?:\+|00)[\d\s().-]*")
_LEAST_DIGITS = 8
_FURTHER_PHONE = TAKEN.partition("{header")[0].format(field="primaryPhone")
_NEW, _NEW_PHONE = "a new attribute", "a new attribute, for a further phone number"
_CANDIDATES: tuple[AttributeType, ...] = ("number", "date", "datetime", "email", "url", "boolean")


def require_attributes(
    conn: Connection,
    organization: Organization,
    columns: Sequence[ColumnMapping],
    samples: Sequence[Sequence[str | None]],
    format: ValueFormat,
    *,
    create: bool,
    write: bool,
) -> dict[str, Definition]:
    """The definitions by name, with the missing ones. Raises InvalidInput naming what is missing unless `create`.

    Only with `write` are the missing ones stored; a dry run works with definitions that nobody else sees.
    """
    known = attributes.load_definitions(conn, organization.id)
    wanted = [column for column in columns if column.field.startswith(ATTRIBUTE)]
    if archived := [column for column in wanted if (found := known.get(_name(column))) and found.archived]:
        raise InvalidInput(
            FieldError(
                column.field,
                "archivedAttribute",
                f"The attribute {_name(column)!r} for the column {column.header!r} is archived;"
                " restore it first, or ignore the column.",
            )
            for column in archived
        )
    missing = [column for column in wanted if _name(column) not in known]
    if missing and not create:
        raise InvalidInput(
            FieldError(
                column.field,
                "unknownAttribute",
                f"There is no custom attribute {_name(column)!r} for the column {column.header!r};"
                " create it first, let the import create it (--create-attributes, over HTTP createAttributes=true),"
                " or ignore the column.",
            )
            for column in missing
        )
    for column in missing:
        cells = [row[column.column] for row in samples if column.column < len(row)]
        shape = column.format_over(format)
        name, type = _name(column), guess_type(cells, shape, column.header, phones=column.reason == _NEW_PHONE)
        shown = _display_name(name, column.header)
        if write:
            # Another import may define it at this moment; its definition then serves both.
            with contextlib.suppress(AttributeExists):
                attributes.create(conn, organization.id, shown, type)
        else:
            known[name] = Definition(id=_NOBODY, name=name, display_name=shown, type=type)
    return attributes.load_definitions(conn, organization.id) if missing and write else known


def with_new_attributes(columns: Sequence[ColumnMapping]) -> list[ColumnMapping]:
    """The mapping with an attribute, named after its header, for each column that nothing else takes, and for each
    phone number beside the first.
    """
    taken = {column.field.removeprefix(ATTRIBUTE) for column in columns if column.field}
    found = []
    for column in columns:
        is_phone = column.reason.startswith(_FURTHER_PHONE)
        if not column.field and (is_phone or column.reason in UNMAPPED):
            slug = unique_slug(column.header, taken)
            taken.add(slug)
            column = replace(column, field=ATTRIBUTE + slug, reason=_NEW_PHONE if is_phone else _NEW)
        found.append(column)
    return found


def guess_type(
    cells: Sequence[str | None], format: ValueFormat, header: str = "", *, phones: bool = False
) -> AttributeType:
    """The narrowest type that reads nearly all of these cells; text when none does or there are none.

    `phones` says that the column is named as one of phone numbers, which may then be written as within their country.
    """
    given = [cell for cell in cells if cell and cell != "--"]
    if not given:
        return "text"
    if _are_phones(given, format.region, national=phones):
        return "phone_number"
    if _IDENTIFIER.search(header) or all(re.fullmatch(r"0\d+|\d{16,}", cell) for cell in given):
        return "text"  # a code, not a quantity: its zeros and digits matter
    timed = any(":" in cell for cell in given)
    for type in _CANDIDATES:
        if type == "date" and timed:
            continue  # a date would lose the time of day
        if type == "number" and any(cell.startswith("+") and _digits(cell) >= _LEAST_DIGITS for cell in given):
            continue  # nor is a number signed like that, and the sign of a phone number matters
        definition = Definition(id=_NOBODY, name="x", display_name="x", type=type)
        shape = detect_format(given, type, format)
        if sum(_reads(cell, definition, shape) for cell in given) >= _ENOUGH * len(given):
            return type
    return "text"


def _are_phones(cells: Sequence[str], region: str, *, national: bool) -> bool:
    """Whether nearly all are phone numbers that exist, written as such."""
    likely = [cell for cell in cells if national or (_FULL_NUMBER.fullmatch(cell) and _digits(cell) >= _LEAST_DIGITS)]
    if len(likely) < _ENOUGH * len(cells):
        return False
    statuses = normalize_series(pl.Series(likely, dtype=pl.String), region)["status"]
    return statuses.is_in(["valid", "possible"]).sum() >= _ENOUGH * len(cells)


def _digits(cell: str) -> int:
    return sum(map(str.isdigit, cell))


def _reads(cell: str, definition: Definition, format: ValueFormat) -> bool:
    try:
        coerce(cell, definition, format)
    except ValueProblem:
        return False
    return True


def _name(column: ColumnMapping) -> str:
    return column.field.removeprefix(ATTRIBUTE)


def _display_name(slug: str, header: str) -> str:
    """The header where its slug is the one asked for, else the slug in words."""
    if slugify(header) == slug and 3 <= len(header.strip()) <= 64:
        return header.strip()
    text = slug.replace("_", " ").strip()
    return text if len(text) >= 3 else f"{text} value"
