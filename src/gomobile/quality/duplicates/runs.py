"""Runs over all contacts of an organization: queue, follow, cancel, and hold while working."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection, connect
from gomobile.errors import AppError
from gomobile.jobs.names import ACCEPT_DUPLICATES, SCAN_DUPLICATES
from gomobile.jobs.queue import defer
from gomobile.quality.duplicates import run_store
from gomobile.quality.duplicates.errors import Cancelled, DuplicateRunActive, DuplicateRunEnded, DuplicateRunNotFound
from gomobile.quality.duplicates.run_store import Run
from gomobile.quality.duplicates.run_store import RunKind as Kind

if TYPE_CHECKING:
    from gomobile.http.answers import Failure

Phase = Literal["reading", "certain", "training", "comparing", "numbers", "merging"]
Report = Callable[[dict[str, Any]], None]
TASKS: dict[str, str] = {"scan": SCAN_DUPLICATES, "accept": ACCEPT_DUPLICATES}


def create(
    conn: Connection, org_id: UUID, actor: Actor, kind: Kind, *, full: bool = False, min_score: float | None = None
) -> Run:
    """Note a run that somebody is about to do. Raises DuplicateRunActive while one of its kind waits or works."""
    id = run_store.insert(conn, org_id, actor, kind, full=full, min_score=min_score)
    if id is None:
        raise DuplicateRunActive(runId=run_store.find_active(conn, org_id, kind))
    return get(conn, org_id, id)


def queue(conn: Connection, org_id: UUID, run: Run) -> None:
    """Let a worker do a run when this transaction is committed."""
    defer(conn, TASKS[run.kind], only_once=f"duplicates/{run.id}", org_id=str(org_id), run_id=str(run.id))


def get(conn: Connection, org_id: UUID, id: UUID) -> Run:
    """One run. Raises DuplicateRunNotFound."""
    found = run_store.get(conn, org_id, id)
    if found is None:
        raise DuplicateRunNotFound
    return found


def list_runs(conn: Connection, org_id: UUID, page: int, limit: int) -> tuple[list[Run], int]:
    """A page of runs, newest first, and how many there are."""
    return run_store.list_runs(conn, org_id, limit, (page - 1) * limit)


def cancel(conn: Connection, org_id: UUID, id: UUID) -> Run:
    """Stop a run at its next resting point; what it has stored or merged stays. Raises DuplicateRunEnded."""
    get(conn, org_id, id)
    state = run_store.request_cancel(conn, org_id, id)
    if state is None:
        raise DuplicateRunEnded
    if state == "queued":
        run_store.move(conn, org_id, id, "cancelled", of=["queued"])
    return get(conn, org_id, id)


@dataclass
class Held:
    """A run that this process does: `control` is a connection of its own on which each statement is a transaction."""

    control: Connection
    org_id: UUID
    run: Run
    stop: threading.Event
    on_progress: Report
    _said: dict[str, Any] = field(default_factory=dict)

    def say(self, phase: Phase, **numbers: Any) -> None:
        """Note how far it is. Raises Cancelled when somebody wants it to stop, or the worker ends."""
        self._said = {"phase": phase, **numbers}
        self.on_progress(self._said)
        if run_store.set_progress(self.control, self.org_id, self.run.id, self._said) or self.stop.is_set():
            raise Cancelled


@contextmanager
def held(
    conninfo: str, org_id: UUID, id: UUID, on_progress: Report, stop: threading.Event | None = None
) -> Iterator[Held | None]:
    """Do a run: it is `running` inside and settled afterwards. None when another process does it or it has ended.

    A run that the worker was stopped in stays `running`, to be resumed; one that somebody cancelled is `cancelled`.
    """
    with connect(conninfo, name="gomobile-duplicates-control", autocommit=True) as control:
        if not run_store.lock(control, id) or not run_store.move(
            control, org_id, id, "running", of=["queued", "running"]
        ):
            yield None
            return
        run = get(control, org_id, id)
        try:
            yield Held(control, org_id, run, stop or threading.Event(), on_progress)
            run_store.move(control, org_id, id, "completed", of=["running"])
        except Cancelled:
            if get(control, org_id, id).cancel_requested:
                run_store.move(control, org_id, id, "cancelled", of=["running"])
        except Exception as error:
            known = isinstance(error, AppError)
            shown: Failure = {
                "code": error.code if known else "INTERNAL_ERROR",  # type: ignore[union-attr]
                "message": error.message if known else "Something went wrong; the log of the server tells what.",  # type: ignore[union-attr]
            }
            run_store.move(control, org_id, id, "failed", of=["running"], error=shown)
            raise


def resume(conninfo: str) -> None:
    """Queue again what a worker left that died: a run that is `running` although nobody holds it."""
    with connect(conninfo, name="gomobile-resume", autocommit=True) as conn:
        for org_id, id, kind in run_store.stale_runs(conn):
            with connect(conninfo, name="gomobile-resume-probe", autocommit=True) as probe:
                if not run_store.lock(probe, id):
                    continue
            defer(conn, TASKS[kind], only_once=f"duplicates/{id}", org_id=str(org_id), run_id=str(id))
