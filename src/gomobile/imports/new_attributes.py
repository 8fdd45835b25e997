"""Create the attributes that a mapping names and the organization lacks: only when asked to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from gomobile.accounts.caller import Organization
from gomobile.attributes import service as attributes
from gomobile.attributes.definition import AttributeType, Definition
from gomobile.attributes.detect import detect_format
from gomobile.attributes.slug import slugify
from gomobile.attributes.values import ValueFormat, ValueProblem, coerce
from gomobile.db.pool import Connection
from gomobile.errors import FieldError, InvalidInput
from gomobile.imports.mapping import UNMAPPED, ColumnMapping
from gomobile.imports.plan import ATTRIBUTE

_NOBODY = UUID(int=0)
# The first type that reads nearly every sample wins; the cells that it does not read are refused and reported.
_ENOUGH = 0.9
_CANDIDATES: tuple[AttributeType, ...] = ("number", "date", "datetime", "email", "url", "boolean")


def require_attributes(
    conn: Connection,
    organization: Organization,
    columns: Sequence[ColumnMapping],
    samples: Sequence[Sequence[str | None]],
    format: ValueFormat,
    *,
    create: bool,
) -> dict[str, Definition]:
    """The definitions by name, after creating the missing ones. Raises InvalidInput naming them unless `create`."""
    known = attributes.load_definitions(conn, organization.id)
    missing = [c for c in columns if c.field.startswith(ATTRIBUTE) and _unusable(known, c.field)]
    if missing and not create:
        raise InvalidInput(
            FieldError(
                column.field,
                "unknownAttribute",
                f"There is no custom attribute {column.field.removeprefix(ATTRIBUTE)!r} for the column {column.header!r};"
                " create it first, ask for missing attributes to be created (--create-attributes), or ignore the column.",
            )
            for column in missing
        )
    for column in missing:
        cells = [row[column.column] for row in samples if column.column < len(row)]
        slug = column.field.removeprefix(ATTRIBUTE)
        attributes.create(
            conn, organization.id, _display_name(slug, column.header), guess_type(cells, format)
        )
    return attributes.load_definitions(conn, organization.id) if missing else known


def with_new_attributes(columns: Sequence[ColumnMapping]) -> list[ColumnMapping]:
    """The mapping with an attribute, named after its header, for each column that nothing else takes."""
    return [
        column
        if column.field or column.reason not in UNMAPPED
        else replace(column, field=ATTRIBUTE + slugify(column.header), reason="a new attribute")
        for column in columns
    ]


def guess_type(cells: Sequence[str | None], format: ValueFormat) -> AttributeType:
    """The narrowest type that reads nearly all of these cells; text when none does or there are none."""
    given = [cell for cell in cells if cell and cell != "--"]
    if not given:
        return "text"
    if all(re.fullmatch(r"0\d+|\d{16,}", cell) for cell in given):
        return "text"  # a code, not a quantity: its zeros and digits matter
    for type in _CANDIDATES:
        definition = Definition(id=_NOBODY, name="x", display_name="x", type=type)
        shape = detect_format(given, type, format)
        if sum(_reads(cell, definition, shape) for cell in given) >= _ENOUGH * len(given):
            return type
    return "text"


def _reads(cell: str, definition: Definition, format: ValueFormat) -> bool:
    try:
        coerce(cell, definition, format)
    except ValueProblem:
        return False
    return True


def _unusable(known: Mapping[str, Definition], field: str) -> bool:
    definition = known.get(field.removeprefix(ATTRIBUTE))
    return definition is None or definition.archived


def _display_name(slug: str, header: str) -> str:
    """The header where its slug is the one asked for, else the slug in words."""
    if slugify(header) == slug and 3 <= len(header.strip()) <= 64:
        return header.strip()
    text = slug.replace("_", " ").strip()
    return text if len(text) >= 3 else f"{text} value"
