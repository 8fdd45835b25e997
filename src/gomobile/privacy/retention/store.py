"""Rows that are old enough to go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.privacy.retention")

FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Old:
    """What is older than a moment."""

    org_id: UUID
    before: datetime

    def values(self, **more: Any) -> dict[str, Any]:
        """The parameters of a query; `floor` is the smallest UUIDv7 of the moment."""
        milliseconds = int(self.before.timestamp() * 1000)
        return {"org_id": self.org_id, "before": self.before, "floor": UUID(int=milliseconds << 80), **more}


def list_organizations(conn: Connection) -> list[UUID]:
    """Every organization."""
    return [id for (id,) in conn.execute(SQL["list_organizations"]).fetchall()]


def lock_run(conn: Connection, org_id: UUID) -> bool:
    """Keep others from applying retention until the session ends; False when another one does."""
    row = conn.execute(SQL["lock_run"], {"org_id": org_id}).fetchone()
    return bool(row and row[0])


def unlock_run(conn: Connection, org_id: UUID) -> None:
    """Let go of what `lock_run` holds; a connection that is lost has done so already."""
    if not conn.closed:
        conn.execute(SQL["unlock_run"], {"org_id": org_id})


def trash(conn: Connection, old: Old, limit: int) -> list[UUID]:
    """Some contacts of the trash, locked."""
    return [id for (id,) in conn.execute(SQL["trash"], old.values(limit=limit)).fetchall()]


COUNTS = {
    "trash": "count_trash",
    "import_rejects": "count_import_rejects",
    "call_results": "count_call_results",
    "audience_exits": "count_audience_exits",
    "history": "count_history",
}


def count(conn: Connection, kind: str, old: Old) -> int:
    """How many rows of a kind would go."""
    row = conn.execute(SQL[COUNTS[kind]], old.values()).fetchone()
    assert row is not None
    return int(row[0])


def drop_import_rejects(conn: Connection, old: Old, limit: int) -> int:
    """Remove some refused rows."""
    return conn.execute(SQL["drop_import_rejects"], old.values(limit=limit)).rowcount


def drop_import_samples(conn: Connection, old: Old) -> None:
    """Remove the rows that previews show."""
    conn.execute(SQL["drop_import_samples"], old.values())


def drop_call_results(conn: Connection, old: Old, limit: int) -> int:
    """Remove some call results."""
    return conn.execute(SQL["drop_call_results"], old.values(limit=limit)).rowcount


def drop_exits(conn: Connection, old: Old, after: UUID, limit: int) -> tuple[int, UUID | None]:
    """Remove old exits of the next contacts; how many, and up to which contact (None: there were no more)."""
    return _drop_part(conn, "exits_chunk", "drop_audience_exits", old, after, limit)


def drop_history(conn: Connection, old: Old, after: UUID, limit: int) -> tuple[int, UUID | None]:
    """The same for before-images."""
    return _drop_part(conn, "history_chunk", "drop_history", old, after, limit)


def _drop_part(conn: Connection, chunk: str, drop: str, old: Old, after: UUID, limit: int) -> tuple[int, UUID | None]:
    row = conn.execute(SQL[chunk], old.values(after=after, limit=limit)).fetchone()
    to = row[0] if row else None
    if to is None:
        return 0, None
    return conn.execute(SQL[drop], old.values(after=after, to=to)).rowcount, to
