"""What the engine works by: the plan that a mapping makes of a file, and the job of an import."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from gomobile.accounts.caller import Organization
from gomobile.contacts.upsert import load_aliases
from gomobile.db.pool import Connection
from gomobile.imports import engine
from gomobile.imports.corrections import store as corrections
from gomobile.imports.files import table_of
from gomobile.imports.mapping import ColumnMapping
from gomobile.imports.new_attributes import require_attributes
from gomobile.imports.options import ImportOptions
from gomobile.imports.plan import KnownFormats, Plan, make_plan, mapping_from_json
from gomobile.imports.samples import samples_of
from gomobile.imports.sources import Table
from gomobile.imports.store import ImportRow
from gomobile.settings import Settings

SAMPLE_ROWS = 200


def make_plan_of(
    conn: Connection,
    organization: Organization,
    table: Table,
    columns: Sequence[ColumnMapping],
    options: ImportOptions,
    *,
    write: bool,
    known: KnownFormats | None = None,
) -> Plan:
    """The plan of a mapping; with `write`, the attributes that it is to create are created.

    `known` formats go before what the cells of the file suggest; they serve where the file is gone, too.
    """
    samples = samples_of(table, SAMPLE_ROWS) if table.path.exists() else []
    format = options.values(organization, table.format)
    definitions = require_attributes(
        conn, organization, columns, samples, format, create=options.create_attributes, write=write
    )
    return make_plan(table.header, columns, definitions, format, samples, known)


def plan_of(conn: Connection, organization: Organization, row: ImportRow, *, write: bool = False) -> Plan:
    """The plan of an import as it is mapped. Of one that has run: the one that it ran by."""
    return make_plan_of(
        conn, organization, Table.from_json(row.source["table"]), mapping_from_json(row.columns),
        ImportOptions.from_json(row.options), write=write, known=row.source.get("formats"),
    )  # fmt: skip


def make_job(
    conninfo: str,
    settings: Settings,
    conn: Connection,
    organization: Organization,
    row: ImportRow,
    *,
    write: bool = False,
) -> engine.Job:
    """The engine's view of an import; with `write`, the attributes that it is to create are created."""
    table = table_of(row)
    audience_id = ImportOptions.from_json(row.options).audience_id
    return engine.Job(
        conninfo,
        organization.id,
        row.id,
        table,
        plan_of(conn, organization, row, write=write),
        settings.import_threads,
        # The size that the import began with: the chunks that it has committed are blocks of that size.
        row.source["blockBytes"],
        load_aliases(conn, organization.id),
        UUID(audience_id) if audience_id else None,
        corrections.load_all(conn, organization.id, row.id),
    )
