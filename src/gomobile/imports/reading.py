"""What is in a file that was taken in, and reading it another way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from gomobile.accounts.caller import Organization
from gomobile.attributes import service as attributes
from gomobile.attributes.definition import AttributeType, Definition
from gomobile.db.pool import Connection
from gomobile.imports import files, store
from gomobile.imports.columns_view import ColumnLook, Doubt, doubts, look
from gomobile.imports.corrections.service import open_for_fixing
from gomobile.imports.errors import ImportState
from gomobile.imports.files import table_of
from gomobile.imports.mapping import guess_mapping
from gomobile.imports.options import ImportOptions
from gomobile.imports.plan import ATTRIBUTE, mapping_from_json, mapping_to_json
from gomobile.imports.planning import SAMPLE_ROWS
from gomobile.imports.samples import samples_of
from gomobile.imports.sources import Table, open_table
from gomobile.imports.store import ImportRow
from gomobile.settings import Settings

_FIELD_TYPES: dict[str, AttributeType] = {"primaryPhone": "phone_number", "primaryEmail": "email"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it is read: its first rows, its columns, what is doubtful, and what the columns can be."""

    row: ImportRow
    table: Table
    samples: list[list[str | None]]
    columns: list[ColumnLook]
    doubts: list[Doubt]
    definitions: list[Definition]
    mappings: list[store.Mapping]


def source_of(conn: Connection, organization: Organization, row: ImportRow) -> Source:
    """Look into the file of an import. Raises SourceMissing once it has run."""
    table = table_of(row)
    samples = samples_of(table, SAMPLE_ROWS)
    definitions = attributes.list_definitions(conn, organization.id)
    suggested = guess_mapping(table.header, samples, definitions)
    options = ImportOptions.from_json(row.options)
    types = dict(_FIELD_TYPES)
    types.update((ATTRIBUTE + one.name, one.type) for one in definitions)
    return Source(
        row,
        table,
        samples,
        look(suggested, samples, options.values(organization, table.format), types),
        doubts(mapping_from_json(row.columns), suggested, samples),
        definitions,
        store.list_mappings(conn, organization.id),
    )


def read_again(
    conn: Connection, settings: Settings, organization: Organization, id: UUID, options: ImportOptions
) -> ImportRow:
    """Read the file of an import that has not run in another way, and guess its mapping anew.

    What was found and corrected in it is dropped: lines and columns may be others now. Raises SourceError, and what
    open_for_fixing raises.
    """
    row = open_for_fixing(conn, organization.id, id)
    folder = files.folder(settings, id)
    original = folder / files.ORIGINAL
    if row.status == "completed" or not original.exists():
        raise ImportState("This import has no file of its own to be read in another way.", status=row.status)
    old = table_of(row).path
    table = open_table(original, folder, filename=row.filename, options=options.reading(settings.import_max_bytes))
    definitions = attributes.list_definitions(conn, organization.id)
    columns = guess_mapping(table.header, samples_of(table, SAMPLE_ROWS), definitions)
    store.set_source(conn, organization.id, id, {**row.source, "table": table.to_json()})
    store.set_mapping(conn, organization.id, id, mapping_to_json(columns), options.to_json())
    store.forget_problems(conn, organization.id, id)
    store.forget_corrections(conn, organization.id, id)
    _drop_spools(folder, keep=table.path, old=old)
    found = store.get_import(conn, organization.id, id)
    assert found is not None
    return found


def reading_options(row: ImportRow, **given: str | bool | None) -> ImportOptions:
    """The options of an import with what was given about its file; null: find out."""
    return replace(ImportOptions.from_json(row.options), **given)  # type: ignore[arg-type]


def _drop_spools(folder: Path, *, keep: Path, old: Path) -> None:
    """Remove what other readings left behind. Should the request fail yet, the file is read anew: `old` stays then."""
    for path in folder.glob("spool-*"):
        if path not in (keep, old):
            path.unlink(missing_ok=True)
