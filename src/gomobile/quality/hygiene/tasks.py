"""Background work of clean-ups and of the health page."""

from __future__ import annotations

from uuid import UUID

import procrastinate
import structlog

from gomobile import clock
from gomobile.db.pool import connect
from gomobile.errors import AppError
from gomobile.jobs.names import RUN_HYGIENE, SUMMARIZE_QUALITY
from gomobile.jobs.queue import is_queued
from gomobile.jobs.work import Work
from gomobile.quality import summary
from gomobile.quality.hygiene import service, store

log = structlog.get_logger("gomobile.jobs")


def register(app: procrastinate.App, work: Work) -> None:
    """Add the tasks."""

    @app.task(name=RUN_HYGIENE)
    def run_hygiene(org_id: str, run_id: str) -> None:
        try:
            service.run(work.conninfo, UUID(org_id), UUID(run_id), stop=work.stop)
        except AppError as error:
            log.warning("clean-up failed", run_id=run_id, code=error.code, message=error.message)

    @app.task(name=SUMMARIZE_QUALITY)
    def summarize_quality(org_id: str) -> None:
        with connect(work.conninfo, name="gomobile-quality") as conn:
            summary.refresh(conn, UUID(org_id))

    @app.periodic(cron="17 * * * *")
    @app.task(name="quality.summarize_all", queueing_lock="quality.summarize_all")
    def summarize_all(timestamp: int) -> None:
        with connect(work.conninfo, name="gomobile-quality") as conn:
            summary.queue_all(conn)

    @app.periodic(cron="*/5 * * * *")
    @app.task(name="hygiene.due", queueing_lock="hygiene.due")
    def queue_due(timestamp: int) -> None:
        with connect(work.conninfo, name="gomobile-hygiene") as conn:
            service.queue_due(conn, clock.now())


def resume(conninfo: str) -> None:
    """Queue again runs that a worker left."""
    with connect(conninfo, name="gomobile-resume") as conn:
        for org_id, id in store.unfinished_runs(conn):
            if not is_queued(conn, RUN_HYGIENE, run_id=str(id)):
                service.queue(conn, org_id, id)
