"""Rows of the queue: pairs that wait for a decision, and those decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import class_row

from gomobile.accounts.caller import Actor, ActorKind
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.quality.duplicates.store import PairKind, PairStatus

if TYPE_CHECKING:
    from gomobile.quality.duplicates import answers

SQL = load("gomobile.quality.duplicates")
_LARGEST_GROUPS = 5_000
"""Contacts that are followed for the groups of a page."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts that may be one person; `left_id` is the older one."""

    left_id: UUID
    right_id: UUID
    kind: PairKind
    score: float
    explanation: list[answers.ComparedField]
    status: PairStatus
    found_at: datetime
    decided_at: datetime | None
    decided_by_kind: ActorKind | None
    decided_by: UUID | None

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided about it."""
        return self.status in ("open", "skipped")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the queue begins: after this pair. `turn` is when it was skipped, None for one that was not."""

    turn: str | None
    score: float
    left_id: UUID
    right_id: UUID


def list_pairs(
    conn: Connection,
    org_id: UUID,
    status: str,
    min_score: float,
    after: Place | None,
    rows: int,
    certain: bool | None = None,
) -> list[Pair]:
    """A page of the pairs with a status, the best ones first; `certain` leaves only those that are so, or not."""
    values = {
        "org_id": org_id,
        "status": status,
        "min_score": min_score,
        "certain": certain,
        "rows": rows,
        "after_turn": (after.turn or "-infinity") if after else None,
        "after_score": -after.score if after else None,
        "after_left": after.left_id if after else None,
        "after_right": after.right_id if after else None,
    }
    return _cursor(conn).execute(SQL["list_pairs"], values).fetchall()


def count_pairs(conn: Connection, org_id: UUID, status: str, min_score: float, certain: bool | None = None) -> int:
    """How many pairs `list_pairs` has in all."""
    values = {"org_id": org_id, "status": status, "min_score": min_score, "certain": certain}
    row = conn.execute(SQL["count_pairs"], values).fetchone()
    return int(row[0]) if row else 0


def count_open(conn: Connection, org_id: UUID, min_score: float) -> int:
    """How many pairs an acceptance would begin with."""
    row = conn.execute(SQL["count_open"], {"org_id": org_id, "min_score": min_score}).fetchone()
    return int(row[0]) if row else 0


def connected_pairs(conn: Connection, org_id: UUID, ids: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """The waiting pairs that are connected with these contacts."""
    values = {"org_id": org_id, "ids": list(ids), "largest": _LARGEST_GROUPS}
    return conn.execute(SQL["connected_pairs"], values).fetchall()


def lock_pair(conn: Connection, org_id: UUID, left_id: UUID, right_id: UUID) -> Pair | None:
    """A pair that nobody else decides about until the transaction ends. Its contacts are locked before it, in the
    order in which a merge locks them.
    """
    conn.execute(SQL["lock_contacts"], {"org_id": org_id, "ids": [left_id, right_id]})
    values = {"org_id": org_id, "left_id": left_id, "right_id": right_id}
    return _cursor(conn).execute(SQL["lock_pair"], values).fetchone()


def decide(conn: Connection, org_id: UUID, actor: Actor, pair: Pair, status: str) -> Pair:
    """Note what was decided about a locked pair."""
    values = {
        "org_id": org_id,
        "left_id": pair.left_id,
        "right_id": pair.right_id,
        "status": status,
        "actor_kind": actor.kind,
        "actor": actor.id,
    }
    decided = _cursor(conn).execute(SQL["decide_pair"], values).fetchone()
    assert decided is not None, "the pair was locked, so it is there"
    return decided


def hand_over(conn: Connection, org_id: UUID, loser_id: UUID, survivor_id: UUID) -> None:
    """Ask the waiting pairs of a loser of its survivor instead."""
    conn.execute(SQL["hand_over"], {"org_id": org_id, "loser_id": loser_id, "survivor_id": survivor_id})


def find_next_open(conn: Connection, org_id: UUID, min_score: float, until: datetime, after: Place) -> Pair | None:
    """The best open pair after a place that was found until then."""
    values = {
        "org_id": org_id,
        "min_score": min_score,
        "until": until,
        "after_score": -after.score,
        "after_left": after.left_id,
        "after_right": after.right_id,
    }
    return _cursor(conn).execute(SQL["next_open"], values).fetchone()


def _cursor(conn: Connection) -> Cursor[Pair]:
    return conn.cursor(row_factory=class_row(Pair))
