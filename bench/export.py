"""The export of every contact against one plain COPY of the same columns to the same place."""

from __future__ import annotations

import time
from collections.abc import Callable

from psycopg import sql

from bench.world import World
from gomobile.attributes import service as attributes
from gomobile.contacts.fields import CHANNELS, TEXT_FIELDS
from gomobile.db.pool import connect
from gomobile.exports.request import FORMATS, ExportRequest, Format
from gomobile.exports.service import open_export

TRIES = 3
FACTS = "id, phone_key, phone_status, phone_type, phone_region, uuid_extract_timestamp(id), updated_at"


def copy_seconds(world: World) -> float:
    """Seconds of a plain `COPY (SELECT …) TO STDOUT` into a file: raw columns, no order, no formula guard."""
    with connect(world.conninfo) as conn:
        names = attributes.load_definitions(conn, world.organization.id)
        fields = ["primary_phone", *(field.column for field in TEXT_FIELDS), CHANNELS.column]
        statement = sql.SQL(
            "COPY (SELECT {fields}, {attributes}, {facts} FROM contacts"
            " WHERE organization_id = {org_id} AND deleted_at IS NULL) TO STDOUT (FORMAT csv)"
        ).format(
            fields=sql.SQL(", ").join(map(sql.Identifier, fields)),
            attributes=sql.SQL(", ").join(sql.SQL("attributes ->> {}").format(sql.Literal(name)) for name in names),
            facts=sql.SQL(FACTS),
            org_id=sql.Literal(world.organization.id),
        )

        def once() -> None:
            with (world.folder / "copy.csv").open("wb") as out, conn.cursor() as cursor, cursor.copy(statement) as copy:
                for row in copy:
                    out.write(row)

        return _best(once)


def export_seconds(world: World, format: Format = "csv") -> float:
    """Seconds of an export of everything into a file, as the command writes it."""

    def once() -> None:
        request = ExportRequest(format)
        with (
            (world.folder / f"export.{format}").open("wb") as out,
            open_export(world.conninfo, world.organization, request) as export,
        ):
            export.write(out)

    return _best(once)


def rates(world: World) -> dict[Format, float]:
    """Contacts per second of each format."""
    with connect(world.conninfo) as conn:
        query = "SELECT count(*) FROM contacts WHERE organization_id = %s AND deleted_at IS NULL"
        row = conn.execute(query, [world.organization.id]).fetchone()
    assert row is not None
    return {format: row[0] / export_seconds(world, format) for format in FORMATS}


def _best(work: Callable[[], None]) -> float:
    """The fastest of a few tries: the others had company."""
    seconds = []
    for _ in range(TRIES):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)
