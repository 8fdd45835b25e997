"""The contacts of an organization on their way to a scan: out of PostgreSQL by COPY, folded, into Parquet files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

from psycopg import sql

from gomobile.db.pool import Connection
from gomobile.quality.duplicates.frame import RAW, prepare
from gomobile.quality.duplicates.store import SQL, Since

_COPY = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(sql.SQL(SQL["select_contacts"]))
BLOCK_BYTES = 8 * 1024 * 1024


def write_parts(
    conn: Connection,
    org_id: UUID,
    folder: Path,
    since: Since | None,
    attributes: Sequence[str],
    on_block: Callable[[int], None],
) -> int:
    """Write the live contacts into `folder` in files of a few ten thousand; returns their number.

    `since` is where in the change feed those begin that count as changed; None: all of them. `on_block` gets the number
    of contacts so far and may raise to end it. Memory does not grow with the number of contacts.
    """
    import polars as pl

    done = 0
    schema: dict[str, type[pl.String]] = dict.fromkeys(RAW, pl.String)
    for at, block in enumerate(_blocks(conn, org_id, since, attributes)):
        raw = pl.read_csv(io.BytesIO(block), has_header=False, schema=schema)
        frame = prepare(raw, done, len(attributes))
        frame.write_parquet(folder / f"part-{at:05}.parquet", compression="lz4")
        done += len(frame)
        on_block(done)
    return done


def _blocks(conn: Connection, org_id: UUID, since: Since | None, attributes: Sequence[str]) -> Iterator[bytearray]:
    """Whole rows of CSV, some megabytes at a time."""
    values = {
        "org_id": org_id,
        "full": since is None,
        "era": since.era if since else 0,
        "xid": since.xid if since else 0,
        "names": list(attributes),
    }
    data = bytearray()
    with conn.cursor() as cursor, cursor.copy(_COPY, values) as copy:
        for row in copy:
            data += row
            if len(data) >= BLOCK_BYTES:
                yield data
                data = bytearray()
    if data:
        yield data
