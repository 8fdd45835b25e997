"""Background work of audiences."""

from __future__ import annotations

from uuid import UUID

import procrastinate

from gomobile.audiences.live import building, due, store
from gomobile.db.pool import connect
from gomobile.jobs.names import BUILD_AUDIENCE
from gomobile.jobs.queue import is_queued
from gomobile.jobs.work import Work


def register(app: procrastinate.App, work: Work) -> None:
    """Add the tasks."""

    @app.task(name=BUILD_AUDIENCE)
    def build_audience(org_id: str, audience_id: str) -> None:
        building.build(work.conninfo, UUID(org_id), UUID(audience_id), work.stop)

    @app.periodic(cron="* * * * *")
    @app.task(name="audiences.clock", queueing_lock="audiences.clock")
    def clock(timestamp: int) -> None:
        due.work_off(work.conninfo, work.stop)

    @app.periodic(cron="17 * * * *")
    @app.task(name="audiences.horizon", queueing_lock="audiences.horizon")
    def horizon(timestamp: int) -> None:
        due.extend(work.conninfo, work.stop)


def resume(conninfo: str) -> None:
    """Queue the builds that a worker left."""
    with connect(conninfo, name="gomobile-resume", autocommit=True) as conn:
        for org_id, id in store.list_building(conn):
            if not is_queued(conn, BUILD_AUDIENCE, audience_id=str(id)):
                building.queue(conn, org_id, id)
