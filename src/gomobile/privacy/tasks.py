"""Background work of privacy."""

from __future__ import annotations

import procrastinate

from gomobile.jobs.names import END_EXPIRED
from gomobile.jobs.work import Work
from gomobile.privacy import expiry


def register(app: procrastinate.App, work: Work) -> None:
    """Add the tasks."""

    @app.task(name=END_EXPIRED)
    def end_expired() -> None:
        expiry.end_expired(work.conninfo, work.stop)

    @app.periodic(cron="* * * * *")
    @app.task(name="privacy.look_for_expired", queueing_lock="privacy.look_for_expired")
    def look_for_expired(timestamp: int) -> None:
        expiry.end_expired(work.conninfo, work.stop)
