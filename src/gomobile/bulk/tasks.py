"""Background work of bulk."""

from __future__ import annotations

from uuid import UUID

import procrastinate
import structlog

from gomobile.bulk import service, store
from gomobile.bulk.errors import BulkActionBusy
from gomobile.db.pool import connect
from gomobile.jobs.names import RUN_BULK_ACTION, UNDO_BULK_ACTION
from gomobile.jobs.queue import defer
from gomobile.jobs.work import Work

log = structlog.get_logger("gomobile.jobs")


def register(app: procrastinate.App, work: Work) -> None:
    """Add the tasks."""

    @app.task(name=RUN_BULK_ACTION)
    def run(org_id: str, action_id: str) -> None:
        _settle(service.run, org_id, action_id)

    @app.task(name=UNDO_BULK_ACTION)
    def undo(org_id: str, action_id: str) -> None:
        _settle(service.undo, org_id, action_id)

    def _settle(step: object, org_id: str, action_id: str) -> None:
        try:
            step(work.conninfo, UUID(org_id), UUID(action_id), stop=work.stop)  # type: ignore[operator]
        except BulkActionBusy:
            log.info("bulk action is being worked on", action_id=action_id)


def resume(conninfo: str) -> None:
    """Queue actions whose process died: they are `running` or `undoing` but nobody holds them."""
    with connect(conninfo, name="gomobile-resume", autocommit=True) as conn:
        for org_id, action_id, status in store.stale(conn):
            with connect(conninfo, name="gomobile-resume-probe", autocommit=True) as probe:
                if not store.hold(probe, action_id):
                    continue
            task = RUN_BULK_ACTION if status == "running" else UNDO_BULK_ACTION
            log.info("bulk action resumed", action_id=str(action_id), status=status)
            defer(conn, task, only_once=f"{task}/{action_id}", org_id=str(org_id), action_id=str(action_id))
