"""Background work of duplicates."""

from __future__ import annotations

from uuid import UUID

import procrastinate

from gomobile.jobs.names import ACCEPT_DUPLICATES, FIND_CERTAIN_DUPLICATES, SCAN_DUPLICATES
from gomobile.jobs.work import Work
from gomobile.quality.duplicates import certain, service


def register(app: procrastinate.App, work: Work) -> None:
    """Add the tasks."""

    @app.task(name=SCAN_DUPLICATES)
    def scan_duplicates(org_id: str, run_id: str) -> None:
        service.scan(work.conninfo, work.settings, UUID(org_id), UUID(run_id), stop=work.stop)

    @app.task(name=ACCEPT_DUPLICATES)
    def accept_duplicates(org_id: str, run_id: str) -> None:
        service.accept(work.conninfo, UUID(org_id), UUID(run_id), stop=work.stop)

    @app.task(name=FIND_CERTAIN_DUPLICATES)
    def find_certain(org_id: str, ids: list[str] | None = None) -> None:
        certain.find_again(work.conninfo, UUID(org_id), None if ids is None else [UUID(id) for id in ids])


def resume(conninfo: str) -> None:
    """Queue again what a worker left that died."""
    service.resume(conninfo)
