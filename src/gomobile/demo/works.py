"""The filling of an organization as a long work."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from psycopg.rows import class_row

from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.works.work import LongWork

SQL = load("gomobile.demo")


def works_of(conn: Connection, org_id: UUID, rows: int, ids: Sequence[UUID] = ()) -> list[LongWork]:
    """The one that there may be; its id is that of the organization."""
    with conn.cursor(row_factory=class_row(LongWork)) as cursor:
        return cursor.execute(SQL["list_works"], {"org_id": org_id, "rows": rows, "ids": list(ids)}).fetchall()
