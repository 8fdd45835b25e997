"""Rows of runs: scans for duplicates and acceptances of many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from gomobile.accounts.caller import Actor, ActorKind
from gomobile.db.pool import Connection
from gomobile.db.queries import load

if TYPE_CHECKING:
    from gomobile.http.answers import Failure
    from gomobile.quality.duplicates import answers

SQL = load("gomobile.quality.duplicates")

RunKind = Literal["scan", "accept"]
RunStatus = Literal["queued", "running", "completed", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Run:
    """A scan (`kind` scan) or an acceptance of every pair from `min_score` on (accept)."""

    id: UUID
    kind: RunKind
    status: RunStatus
    full_scan: bool
    min_score: float | None
    feed_era: int | None
    feed_xid: int | None
    model: dict[str, Any] | None
    progress: answers.DuplicateProgress
    report: answers.DuplicateReport
    error: Failure | None
    cancel_requested: bool
    created_by_kind: ActorKind
    created_by: UUID | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


def insert(
    conn: Connection, org_id: UUID, actor: Actor, kind: str, *, full: bool = False, min_score: float | None = None
) -> UUID | None:
    """Note a run; None while one of its kind is active."""
    values = {"org_id": org_id, "kind": kind, "full": full, "min_score": min_score}
    row = conn.execute(SQL["insert_run"], {**values, "actor_kind": actor.kind, "actor": actor.id}).fetchone()
    return row[0] if row else None


def get(conn: Connection, org_id: UUID, id: UUID) -> Run | None:
    """One run."""
    with conn.cursor(row_factory=class_row(Run)) as cursor:
        return cursor.execute(SQL["get_run"], {"org_id": org_id, "id": id}).fetchone()


def find_last_scan(conn: Connection, org_id: UUID) -> Run | None:
    """The last scan that came to its end."""
    with conn.cursor(row_factory=class_row(Run)) as cursor:
        return cursor.execute(SQL["last_scan"], {"org_id": org_id}).fetchone()


def find_active(conn: Connection, org_id: UUID, kind: str) -> UUID | None:
    """The run of a kind that waits or works."""
    row = conn.execute(SQL["active_run"], {"org_id": org_id, "kind": kind}).fetchone()
    return row[0] if row else None


def list_runs(conn: Connection, org_id: UUID, limit: int, offset: int) -> tuple[list[Run], int]:
    """A page of runs, newest first, without their models, and how many there are."""
    with conn.cursor(row_factory=class_row(Run)) as cursor:
        rows = cursor.execute(SQL["list_runs"], {"org_id": org_id, "limit": limit, "offset": offset}).fetchall()
    total = conn.execute(SQL["count_runs"], {"org_id": org_id}).fetchone()
    return rows, int(total[0]) if total else 0


def move(
    conn: Connection,
    org_id: UUID,
    id: UUID,
    status: RunStatus,
    *,
    of: Sequence[RunStatus],
    error: Failure | None = None,
) -> bool:
    """Change the state if it is one of `of`; False when it is not."""
    values = {"org_id": org_id, "id": id, "status": status, "from": list(of)}
    return conn.execute(SQL["move_run"], {**values, "error": Jsonb(error) if error else None}).rowcount > 0


def set_progress(conn: Connection, org_id: UUID, id: UUID, progress: dict[str, Any]) -> bool:
    """Note how far a run is; True when somebody cancelled it."""
    row = conn.execute(SQL["set_progress"], {"org_id": org_id, "id": id, "progress": Jsonb(progress)}).fetchone()
    return bool(row and row[0])


def set_report(conn: Connection, org_id: UUID, id: UUID, report: dict[str, Any]) -> None:
    """Note what a run has done."""
    conn.execute(SQL["set_report"], {"org_id": org_id, "id": id, "report": Jsonb(report)})


def set_scanned(conn: Connection, org_id: UUID, id: UUID, era: int, xid: int, model: dict[str, Any] | None) -> None:
    """Note where a scan has read to, and its model."""
    values = {"org_id": org_id, "id": id, "era": era, "xid": xid, "model": Jsonb(model) if model else None}
    conn.execute(SQL["set_scanned"], values)


def request_cancel(conn: Connection, org_id: UUID, id: UUID) -> str | None:
    """Ask a run to stop; gives its state, None when it has ended."""
    row = conn.execute(SQL["request_cancel"], {"org_id": org_id, "id": id}).fetchone()
    return row[0] if row else None


def lock(conn: Connection, id: UUID) -> bool:
    """Hold a run until the connection is closed; False when another process does."""
    return conn.execute(SQL["lock_run"], {"id": id}).fetchone() == (True,)


def stale_runs(conn: Connection) -> list[tuple[UUID, UUID, str]]:
    """(organization, run, kind) of the runs that are marked as running."""
    return conn.execute(SQL["stale_runs"]).fetchall()
