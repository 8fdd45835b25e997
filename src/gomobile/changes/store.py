"""Rows of the change feed and of timelines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from gomobile.accounts.caller import ActorKind
from gomobile.changes.answers import ChangeKind, EventKind
from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.changes")
_FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in the feed: behind the first `skip` contacts of the row `(era, xid, id)`."""

    era: int = 0
    xid: int = 0
    id: UUID = _FIRST
    skip: int = 0


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One kind of change that one transaction made; `skip` contacts of it come before `contact_ids`."""

    era: int
    xid: int
    id: UUID
    kind: ChangeKind
    actor_kind: ActorKind
    actor: UUID | None
    audience_id: UUID | None
    skip: int
    contact_ids: list[UUID]
    more: bool


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One event of a contact or of one that was merged into it. `before` has overwritten values by field, `after`
    what those became, if not current.
    """

    id: UUID
    contact_id: UUID
    kind: EventKind
    actor_kind: ActorKind
    actor: UUID | None
    actor_name: str | None
    before: dict[str, Any]
    after: dict[str, Any]


def read_feed(
    conn: Connection, org_id: UUID, position: Position, rows: int, kinds: Sequence[str] | None = None
) -> list[FeedRow]:
    """The rows of the next `rows` changes after a position, of some kinds only if they are given."""
    values = {
        "org_id": org_id,
        "era": position.era,
        "xid": str(position.xid),
        "id": position.id,
        "skip": position.skip,
        "rows": rows,
        "kinds": list(kinds) if kinds else None,
    }
    with conn.cursor(row_factory=class_row(FeedRow)) as cursor:
        return cursor.execute(SQL["read_feed"], values).fetchall()


def find_end(conn: Connection) -> Position:
    """The position after which every later change comes."""
    row = conn.execute(SQL["find_end"]).fetchone()
    assert row is not None
    return Position(row[0], row[1])


def read_timeline(
    conn: Connection, org_id: UUID, contact_ids: Sequence[UUID], before: UUID | None, rows: int
) -> list[TimelineRow]:
    """Events of these contacts, newest first, older than the event `before`."""
    values = {"org_id": org_id, "contact_ids": list(contact_ids), "before": before, "rows": rows}
    with conn.cursor(row_factory=class_row(TimelineRow)) as cursor:
        return cursor.execute(SQL["read_timeline"], values).fetchall()
