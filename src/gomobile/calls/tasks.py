"""Background work of calls."""

from __future__ import annotations

import procrastinate
import structlog

from gomobile.calls import attaching
from gomobile.db.pool import connect
from gomobile.jobs.work import Work

log = structlog.get_logger("gomobile.jobs")


def register(app: procrastinate.App, work: Work) -> None:
    """Add the tasks."""

    @app.periodic(cron="*/10 * * * *")
    @app.task(name="calls.sweep", queueing_lock="calls.sweep")
    def sweep(timestamp: int) -> None:
        with connect(work.conninfo, name="gomobile-calls") as conn:
            if found := attaching.sweep(conn):
                log.info("call results found their contacts", contacts=found)
