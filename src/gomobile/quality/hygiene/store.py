"""Rows of clean-ups: schedules and runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from gomobile.accounts.caller import Actor, ActorKind
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.quality.hygiene.schedule import Every, Schedule
from gomobile.quality.hygiene.step import Status, Task

if TYPE_CHECKING:
    from gomobile.http.answers import Failure
    from gomobile.quality.hygiene import answers

SQL = load("gomobile.quality.hygiene")


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """What an organization has said about a clean-up, and when it is due next."""

    task: str
    enabled: bool
    every: Every
    day: int
    hour: int
    due_at: datetime | None

    @property
    def schedule(self) -> Schedule:
        """As a value."""
        return Schedule(self.enabled, self.every, self.day, self.hour)


@dataclass(frozen=True, slots=True)
class DueRow:
    """A clean-up that is due, and the time zone of its organization."""

    organization_id: UUID
    timezone: str
    task: str
    enabled: bool
    every: Every
    day: int
    hour: int


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run of a clean-up. status: queued, running, completed, cancelled or failed."""

    organization_id: UUID
    id: UUID
    task: Task
    dry_run: bool
    status: Status
    filter: answers.HygieneLimits
    done_to: UUID | None
    report: answers.HygieneReport
    error: Failure | None
    cancel_requested: bool
    created_by_kind: ActorKind
    created_by: UUID | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def ended(self) -> bool:
        """Whether nothing more happens."""
        return self.status not in ("queued", "running")


def list_schedules(conn: Connection, org_id: UUID) -> dict[str, ScheduleRow]:
    """The stored schedules by clean-up."""
    with conn.cursor(row_factory=class_row(ScheduleRow)) as cursor:
        rows = cursor.execute(SQL["list_schedules"], {"org_id": org_id}).fetchall()
    return {row.task: row for row in rows}


def lock_schedules(conn: Connection, org_id: UUID) -> None:
    """Keep others from changing the organization's schedules until the transaction ends."""
    conn.execute(SQL["lock_schedules"], {"org_id": org_id})


def store_schedule(
    conn: Connection, org_id: UUID, actor: Actor, task: str, schedule: Schedule, due_at: datetime | None
) -> None:
    """Keep the schedule of a clean-up."""
    values = {
        "org_id": org_id,
        "task": task,
        "enabled": schedule.enabled,
        "every": schedule.every,
        "day": schedule.day,
        "hour": schedule.hour,
        "due_at": due_at,
        "actor_kind": actor.kind,
        "actor": actor.id,
    }
    conn.execute(SQL["store_schedule"], values)


def take_due(conn: Connection, now: datetime) -> list[DueRow]:
    """Clean-ups of any organization that are due, held until the transaction ends."""
    with conn.cursor(row_factory=class_row(DueRow)) as cursor:
        return cursor.execute(SQL["take_due"], {"now": now}).fetchall()


def set_due(conn: Connection, org_id: UUID, task: str, due_at: datetime) -> None:
    """Say when a clean-up is due next."""
    conn.execute(SQL["set_due"], {"org_id": org_id, "task": task, "due_at": due_at})


def insert_run(
    conn: Connection, org_id: UUID, actor: Actor, task: str, filter: dict[str, Any], *, dry_run: bool
) -> UUID:
    """Note a run to be made."""
    values = {
        "org_id": org_id,
        "task": task,
        "dry_run": dry_run,
        "filter": Jsonb(filter),
        "actor_kind": actor.kind,
        "actor": actor.id,
    }
    row = conn.execute(SQL["insert_run"], values).fetchone()
    assert row is not None
    return row[0]


def active_run(conn: Connection, org_id: UUID, task: str) -> UUID | None:
    """A run of a clean-up over every contact that has not ended and changes something."""
    row = conn.execute(SQL["active_run"], {"org_id": org_id, "task": task}).fetchone()
    return row[0] if row else None


def get_run(conn: Connection, org_id: UUID, id: UUID, *, lock: bool = False) -> RunRow | None:
    """One run; `lock` holds it until the transaction ends."""
    return _runs(conn).execute(SQL["lock_run" if lock else "get_run"], {"org_id": org_id, "id": id}).fetchone()


def step_run(
    conn: Connection,
    run: RunRow,
    status: Status,
    done_to: UUID | None,
    report: answers.HygieneReport,
    now: datetime,
) -> None:
    """Note a step of a run."""
    values = {
        "org_id": run.organization_id,
        "id": run.id,
        "status": status,
        "done_to": done_to,
        "report": Jsonb(report),
        "now": now,
    }
    conn.execute(SQL["step_run"], values)


def fail_run(conn: Connection, org_id: UUID, id: UUID, error: Failure) -> None:
    """Note why a run ended early."""
    conn.execute(SQL["fail_run"], {"org_id": org_id, "id": id, "error": Jsonb(error)})


def ask_to_cancel(conn: Connection, org_id: UUID, id: UUID) -> bool:
    """Ask a run to end at its next step; False when it has ended."""
    return conn.execute(SQL["ask_to_cancel"], {"org_id": org_id, "id": id}).fetchone() is not None


def list_runs(conn: Connection, org_id: UUID, task: str | None, page: int, limit: int) -> tuple[list[RunRow], int]:
    """A page of runs, the newest first, and how many there are."""
    values = {"org_id": org_id, "task": task, "rows": limit, "offset": (page - 1) * limit}
    rows = _runs(conn).execute(SQL["list_runs"], values).fetchall()
    count = conn.execute(SQL["count_runs"], {"org_id": org_id, "task": task}).fetchone()
    assert count is not None
    return rows, count[0]


def last_runs(conn: Connection, org_id: UUID) -> dict[str, RunRow]:
    """The latest run of each clean-up."""
    return {row.task: row for row in _runs(conn).execute(SQL["last_runs"], {"org_id": org_id}).fetchall()}


def unfinished_runs(conn: Connection) -> list[tuple[UUID, UUID]]:
    """Runs, of any organization, that have not ended: organization and run."""
    return conn.execute(SQL["unfinished_runs"]).fetchall()


def _runs(conn: Connection) -> Cursor[RunRow]:
    return conn.cursor(row_factory=class_row(RunRow))
