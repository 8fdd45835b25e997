"""Rows of what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.events.news import MOST_IDS
from gomobile.events.position import Position

SQL = load("gomobile.events")
ROWS = 200
"""Rows of the feed, and lines of the log, that one look reads."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look saw of an organization.

    changes: of the feed, each with `ids` (null for too many) and `audienceId`
    lines: of the audit log, each with `action` and `id`
    """

    org_id: UUID
    era: int
    snapshot: str
    sequence: int
    changes: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    mark: str

    @property
    def position(self) -> Position:
        """The moment of the look."""
        return Position(self.era, self.snapshot, self.sequence)


def look(conn: Connection, positions: Mapping[UUID, Position | None]) -> list[Sight]:
    """See what has happened since these positions."""
    since = list(positions.values())
    values = {
        "org_ids": list(positions),
        "eras": [one.era if one else None for one in since],
        "snapshots": [one.snapshot if one else None for one in since],
        "sequences": [one.sequence if one else None for one in since],
        "ids": MOST_IDS,
        "rows": ROWS,
    }
    with conn.cursor(row_factory=class_row(Sight)) as cursor:
        return cursor.execute(SQL["look"], values).fetchall()
