"""Rows of what needs a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from psycopg.rows import class_row

from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.home")


@dataclass(frozen=True, slots=True)
class Troubles:
    """What may need a look."""

    suppressions_expiring: int
    builds_failed: int
    hygiene_on: bool


def find_troubles(conn: Connection, org_id: UUID, soon: timedelta) -> Troubles:
    """What needs a look in an organization."""
    with conn.cursor(row_factory=class_row(Troubles)) as cursor:
        row = cursor.execute(SQL["find_troubles"], {"org_id": org_id, "soon": soon}).fetchone()
    assert row is not None
    return row
