"""The one place where background work is assembled: the tasks of every noun, and what runs by the clock."""

from __future__ import annotations

import threading

import procrastinate
import structlog
from psycopg.conninfo import conninfo_to_dict

from gomobile.assembly import connect_nouns
from gomobile.audiences import tasks as audiences
from gomobile.bulk import tasks as bulk
from gomobile.calls import tasks as calls
from gomobile.db.pool import connect
from gomobile.db.queries import load
from gomobile.demo import tasks as demo
from gomobile.imports import tasks as imports
from gomobile.jobs.work import Work
from gomobile.people import tasks as people
from gomobile.privacy import tasks as privacy
from gomobile.quality import tasks as quality
from gomobile.settings import Settings
from gomobile.tags import tasks as tags

log = structlog.get_logger("gomobile.jobs")

NOUNS = (imports, audiences, bulk, calls, quality, privacy, tags, people, demo)


def resume(conninfo: str) -> None:
    """Queue again what a worker left, of every noun whose work is long; not what waits or runs."""
    for noun in NOUNS:
        if not hasattr(noun, "resume"):
            continue
        try:
            noun.resume(conninfo)
        except Exception:
            # One that cannot be asked keeps no other from going on.
            log.exception("work was not resumed", noun=noun.__name__)


def create_jobs(conninfo: str, settings: Settings, stop: threading.Event) -> procrastinate.App:
    """The worker's application. `stop` makes long work end at its next resting point, to be resumed."""
    connect_nouns()
    connector = procrastinate.PsycopgConnector(kwargs=conninfo_to_dict(conninfo), min_size=1, max_size=4)
    app = procrastinate.App(connector=connector)
    work = Work(conninfo, settings, stop)
    for noun in NOUNS:
        noun.register(app, work)

    @app.periodic(cron="* * * * *")
    @app.task(name="resume", queueing_lock="resume")
    def resume_left(timestamp: int) -> None:
        resume(conninfo)

    @app.periodic(cron="*/5 * * * *")
    @app.task(name="housekeeping", queueing_lock="housekeeping")
    def housekeeping(timestamp: int) -> None:
        with connect(conninfo, name="gomobile-housekeeping") as conn:
            conn.execute(load("gomobile.jobs")["squash_counts"])
            conn.execute(load("gomobile.jobs")["squash_tag_counts"])
            conn.execute(load("gomobile.jobs")["squash_audience_counts"])
            conn.execute(load("gomobile.jobs")["end_abandoned_jobs"])
            conn.execute(load("gomobile.jobs")["purge_finished_jobs"])
            conn.execute(load("gomobile.http")["purge_idempotency_keys"])

    return app
