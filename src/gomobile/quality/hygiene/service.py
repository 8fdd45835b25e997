"""Clean-ups of an organization: when they run, their runs, and the work of one."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gomobile import clock
from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.audit import service as audit
from gomobile.db.pool import Connection, connect
from gomobile.db.repeating import repeated
from gomobile.errors import AppError
from gomobile.http.answers import Failure
from gomobile.jobs.names import RUN_HYGIENE
from gomobile.jobs.queue import defer
from gomobile.quality.hygiene import store
from gomobile.quality.hygiene.catalogue import CLEAN_UPS, CleanUp, find
from gomobile.quality.hygiene.errors import CleanUpRunning, HygieneRunFinished, HygieneRunNotFound
from gomobile.quality.hygiene.schedule import Schedule, changed, next_due
from gomobile.quality.hygiene.step import START, Work, with_step
from gomobile.quality.hygiene.store import RunRow

__all__ = ["RunRow", "Scheduled"]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A clean-up as an organization has it; `due_at` is None while it is switched off."""

    clean_up: CleanUp
    schedule: Schedule
    due_at: datetime | None
    last_run: RunRow | None


def list_clean_ups(conn: Connection, org_id: UUID) -> list[Scheduled]:
    """The clean-ups that an organization can switch on."""
    stored = store.list_schedules(conn, org_id)
    runs = store.last_runs(conn, org_id)
    found = []
    for one in CLEAN_UPS.values():
        if one.schedule is not None:
            row = stored.get(one.name)
            due_at = row.due_at if row and row.enabled else None
            found.append(Scheduled(one, row.schedule if row else one.schedule, due_at, runs.get(one.name)))
    return found


def set_schedule(
    conn: Connection, organization: Organization, actor: Actor, task: str, given: Mapping[str, Any]
) -> Scheduled:
    """Switch a clean-up on or off, or set when it runs; what is not given stays.

    Raises CleanUpNotFound, or InvalidInput naming each refused field.
    """
    known = find(task, offered=True)
    assert known.schedule is not None
    store.lock_schedules(conn, organization.id)
    row = store.list_schedules(conn, organization.id).get(task)
    schedule = changed(row.schedule if row else known.schedule, dict(given))
    due_at = next_due(schedule, clock.now(), organization.timezone) if schedule.enabled else None
    store.store_schedule(conn, organization.id, actor, task, schedule, due_at)
    return next(one for one in list_clean_ups(conn, organization.id) if one.clean_up.name == task)


def start(
    conn: Connection,
    org_id: UUID,
    actor: Actor,
    task: str,
    *,
    dry_run: bool = False,
    only: Mapping[str, Any] | None = None,
    offered: bool = True,
) -> RunRow:
    """Queue a run. `only` limits it to `contacts` (ids) or a `filter` (rules), both checked before.

    Raises CleanUpNotFound, or CleanUpRunning while one over every contact has not ended.
    """
    find(task, offered=offered)
    if not dry_run and not only and offered:
        store.lock_schedules(conn, org_id)
        active = store.active_run(conn, org_id, task)
        if active is not None:
            raise CleanUpRunning(runId=active)
    id = store.insert_run(conn, org_id, actor, task, dict(only or {}), dry_run=dry_run)
    queue(conn, org_id, id)
    return get(conn, org_id, id)


def queue(conn: Connection, org_id: UUID, id: UUID) -> None:
    """Queue the work of a run."""
    defer(conn, RUN_HYGIENE, only_once=f"hygiene/{id}", org_id=str(org_id), run_id=str(id))


def get(conn: Connection, org_id: UUID, id: UUID) -> RunRow:
    """One run. Raises HygieneRunNotFound."""
    found = store.get_run(conn, org_id, id)
    if found is None:
        raise HygieneRunNotFound
    return found


def list_runs(conn: Connection, org_id: UUID, task: str | None, page: int, limit: int) -> tuple[list[RunRow], int]:
    """A page of runs, the newest first, and how many there are."""
    return store.list_runs(conn, org_id, task, page, limit)


def cancel(conn: Connection, org_id: UUID, id: UUID) -> RunRow:
    """Let a run end at its next step; what it did stays. Raises HygieneRunNotFound or HygieneRunFinished."""
    get(conn, org_id, id)
    if not store.ask_to_cancel(conn, org_id, id):
        raise HygieneRunFinished
    return get(conn, org_id, id)


def queue_due(conn: Connection, now: datetime) -> int:
    """Queue the clean-ups that are due, of any organization, and set when they are due next; how many.

    In one transaction that holds their rows: each is queued once per period, with any number of workers. One that
    was missed while nothing ran is made up for once.
    """
    due = store.take_due(conn, now)
    for one in due:
        schedule = Schedule(one.enabled, one.every, one.day, one.hour)
        store.set_due(conn, one.organization_id, one.task, next_due(schedule, now, one.timezone))
        if store.active_run(conn, one.organization_id, one.task) is None:
            id = store.insert_run(conn, one.organization_id, Actor("system"), one.task, {}, dry_run=False)
            queue(conn, one.organization_id, id)
            audit.record(
                conn,
                Actor("system"),
                "hygiene.run",
                subject_kind="hygiene_task",
                subject_id=one.task,
                org_id=one.organization_id,
                actor_name="the schedule",
            )
    return len(due)


def run(conninfo: str, org_id: UUID, id: UUID, *, stop: threading.Event | None = None) -> RunRow:
    """Make the steps of a run that are left, each in its own transaction, until it ends or `stop` is set.

    The step and its place in the run are stored together, under the run's lock: a run that is resumed, or worked on
    twice, does nothing twice. What goes wrong is noted on the run and raised.
    """

    def step() -> RunRow | None:
        with connect(conninfo, name="gomobile-hygiene") as conn:
            return _step(conn, org_id, id)

    try:
        while True:
            if (ended := repeated(step)) is not None:
                return ended
            if stop is not None and stop.is_set():
                with connect(conninfo, name="gomobile-hygiene") as conn:
                    return get(conn, org_id, id)
    except AppError as error:
        _fail(conninfo, org_id, id, {"code": error.code, "message": error.message})
        raise
    except Exception as error:
        _fail(conninfo, org_id, id, {"code": "INTERNAL_ERROR", "message": f"{type(error).__name__}; see the log."})
        raise


def _step(conn: Connection, org_id: UUID, id: UUID) -> RunRow | None:
    """Make one step; the run when it has ended."""
    row = store.get_run(conn, org_id, id, lock=True)
    if row is None:
        raise HygieneRunNotFound
    if row.ended:
        return row
    now = clock.now()
    if row.cancel_requested:
        store.step_run(conn, row, "cancelled", row.done_to, row.report, now)
        return get(conn, org_id, id)
    organization = accounts.organization_of(conn, org_id)
    work = Work(
        organization,
        Actor(row.created_by_kind, row.created_by),  # type: ignore[arg-type]
        row.done_to or START,
        row.started_at or now,
        row.dry_run,
        row.filter,
    )
    done = find(row.task).step(conn, work)
    ended = done.next is None
    status = "completed" if ended else "running"
    store.step_run(conn, row, status, done.next or row.done_to, with_step(row.report, done), now)
    return get(conn, org_id, id) if ended else None


def _fail(conninfo: str, org_id: UUID, id: UUID, error: Failure) -> None:
    with connect(conninfo, name="gomobile-hygiene") as conn:
        store.fail_run(conn, org_id, id, error)
