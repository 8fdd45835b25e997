"""Bulk actions as long works."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from psycopg.rows import class_row

from gomobile.bulk.action import CHUNK
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.works.work import LongWork

SQL = load("gomobile.bulk")


def works_of(conn: Connection, org_id: UUID, rows: int, ids: Sequence[UUID] = ()) -> list[LongWork]:
    """Those that have not ended, the `rows` newest of those that have, and those of `ids`."""
    values = {"org_id": org_id, "rows": rows, "ids": list(ids), "size": CHUNK}
    with conn.cursor(row_factory=class_row(LongWork)) as cursor:
        return cursor.execute(SQL["list_works"], values).fetchall()
