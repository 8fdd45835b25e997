"""Background work of demo."""

from __future__ import annotations

from uuid import UUID

import procrastinate
import structlog

from gomobile.db.pool import connect
from gomobile.demo import service
from gomobile.errors import AppError
from gomobile.jobs.names import FILL_DEMO
from gomobile.jobs.queue import is_queued
from gomobile.jobs.work import Work

log = structlog.get_logger("gomobile.jobs")


def register(app: procrastinate.App, work: Work) -> None:
    """Add the task."""

    @app.task(name=FILL_DEMO)
    def fill_demo(org_id: str) -> None:
        try:
            service.run(work.conninfo, work.settings, UUID(org_id), stop=work.stop)
        except AppError as error:
            log.warning("demo stopped", organization=org_id, code=error.code, message=error.message)


def resume(conninfo: str) -> None:
    """Queue again what a worker left, except where a command is at it."""
    with connect(conninfo, name="gomobile-resume") as conn:
        for org_id in service.unfinished(conn):
            if not (service.is_held(conninfo, org_id) or is_queued(conn, FILL_DEMO, org_id=str(org_id))):
                service.queue(conn, org_id)
