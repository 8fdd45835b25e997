"""The file of an import before it is mapped, as the API shows it. Pure."""

from __future__ import annotations

from gomobile.attributes.slug import unique_slug
from gomobile.imports import source_answers as answers
from gomobile.imports.answers import ImportColumn
from gomobile.imports.columns_view import ColumnLook
from gomobile.imports.mapping import FIELDS
from gomobile.imports.plan import ATTRIBUTE
from gomobile.imports.presenter import import_json
from gomobile.imports.reading import Source
from gomobile.imports.store import Mapping

_FIRST_ROWS = 20
_LABELS = {
    "primaryPhone": "Phone",
    "firstName": "First name",
    "lastName": "Last name",
    "fullName": "Full name",
    "primaryEmail": "E-mail",
    "address": "Address",
    "city": "City",
    "state": "State or region",
    "zip": "Postal code",
    "occupation": "Occupation",
    "preferredChannel": "Preferred channel",
    "gender": "Gender",
    "channels": "Channels",
}


def source_json(source: Source) -> answers.ImportSource:
    """All that a person needs to map the columns of a file."""
    row, table = source.row, source.table
    told = import_json(row)
    taken = {one.name for one in source.definitions}
    mapped = {column["column"]: column for column in row.columns}
    columns: list[answers.SourceColumn] = []
    for one in source.columns:
        slug = unique_slug(one.header, taken)
        taken.add(slug)
        columns.append(_column(one, slug, _mapped(mapped.get(one.column))))
    return {
        "id": row.id,
        "status": row.status,
        "filename": row.filename,
        "file": told["file"],
        "quote": table.quote,
        "sheets": [
            {"name": one.name, "rows": one.rows, "visible": one.visible, "chosen": one.name == table.sheet}
            for one in table.sheets
        ],
        "options": told["options"],
        "rows": table.lines,
        "firstRows": source.samples[:_FIRST_ROWS],
        "columns": columns,
        "targets": _targets(source),
        "warnings": [{"code": one.code, "message": one.message, "columns": one.columns} for one in source.doubts],
        "savedMappings": [_fitting(one, set(table.header)) for one in source.mappings],
    }


def _column(one: ColumnLook, slug: str, mapped: answers.MappedField) -> answers.SourceColumn:
    return {
        "column": one.column,
        "header": one.header,
        "samples": one.samples,
        "blanks": one.blanks,
        "suggested": {
            "field": one.suggested.field,
            "confidence": one.suggested.confidence,
            "reason": one.suggested.reason,
        },
        "mapped": mapped,
        "newAttribute": {"field": ATTRIBUTE + slug, "displayName": one.header, "type": one.type},
        "type": one.type,
        "decimal": one.format.decimal,
        "date": one.format.date,
    }


def _mapped(column: ImportColumn | None) -> answers.MappedField:
    if column is None:
        return {"field": "", "policy": "overwrite", "decimal": None, "date": None}
    return {
        "field": column["field"],
        "policy": column["policy"],
        "decimal": column.get("decimal"),
        "date": column.get("date"),
    }


def _targets(source: Source) -> list[answers.SourceTarget]:
    found: list[answers.SourceTarget] = [
        {
            "field": name,
            "label": _LABELS[name],
            "group": "phone" if name == "primaryPhone" else "profile",
            "type": {"primaryPhone": "phone_number", "primaryEmail": "email"}.get(name, "text"),  # type: ignore[typeddict-item]
            "required": name == "primaryPhone",
        }
        for name in FIELDS
    ]
    attributes: list[answers.SourceTarget] = [
        {
            "field": ATTRIBUTE + one.name,
            "label": one.display_name,
            "group": "attribute",
            "type": one.type,
            "required": False,
        }
        for one in source.definitions
    ]
    return found + attributes


def _fitting(mapping: Mapping, header: set[str]) -> answers.FittingMapping:
    used = [column["header"] for column in mapping.columns if column["field"]]
    return {
        "id": mapping.id,
        "name": mapping.name,
        "columns": len(used),
        "found": sum(name in header for name in used),
    }
