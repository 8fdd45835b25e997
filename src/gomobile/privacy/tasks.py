"""Background work of privacy."""

from __future__ import annotations

import procrastinate
import structlog

from gomobile.jobs.names import END_EXPIRED
from gomobile.jobs.work import Work
from gomobile.privacy import expiry
from gomobile.privacy.retention import service as retention

log = structlog.get_logger("gomobile.jobs")


def register(app: procrastinate.App, work: Work) -> None:
    """Add the tasks."""

    @app.task(name=END_EXPIRED)
    def end_expired() -> None:
        expiry.end_expired(work.conninfo, work.stop)

    @app.periodic(cron="* * * * *")
    @app.task(name="privacy.look_for_expired", queueing_lock="privacy.look_for_expired")
    def look_for_expired(timestamp: int) -> None:
        expiry.end_expired(work.conninfo, work.stop)

    @app.periodic(cron="17 3 * * *")
    @app.task(name="privacy.apply_retention", queueing_lock="privacy.apply_retention")
    def apply_retention(timestamp: int) -> None:
        for org_id, removed in retention.apply_everywhere(work.conninfo, work.stop).items():
            if removed:
                log.info("retention applied", organization=str(org_id), **removed)
