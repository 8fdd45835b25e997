"""Background work of people."""

from __future__ import annotations

from uuid import UUID

import procrastinate

from gomobile.db.pool import connect
from gomobile.jobs.names import MAIL_LINK
from gomobile.jobs.work import Work
from gomobile.people import mailing
from gomobile.people.mailing import resume

__all__ = ["register", "resume"]

_AGAIN = procrastinate.RetryStrategy(max_attempts=mailing.TRIES, exponential_wait=4)


def register(app: procrastinate.App, work: Work) -> None:
    """Add the tasks."""

    @app.task(name=MAIL_LINK, retry=_AGAIN)
    def mail_link(link_id: str) -> None:
        mailing.mail_link(work.conninfo, work.settings, UUID(link_id))

    @app.periodic(cron="23 * * * *")
    @app.task(name="people.purge", queueing_lock="people.purge")
    def purge(timestamp: int) -> None:
        with connect(work.conninfo, name="gomobile-people") as conn:
            mailing.purge(conn)
