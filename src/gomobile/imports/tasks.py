"""Background work of imports."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import procrastinate
import structlog

from gomobile.db.pool import connect
from gomobile.errors import AppError
from gomobile.imports import files, leftovers, service, store
from gomobile.imports.errors import Cancelled, ImportBusy
from gomobile.imports.queueing import defer
from gomobile.jobs.names import PREVIEW_IMPORT, RUN_IMPORT, UNDO_IMPORT
from gomobile.jobs.work import Work

log = structlog.get_logger("gomobile.jobs")


def register(app: procrastinate.App, work: Work) -> None:
    """Add the tasks."""

    @app.task(name=RUN_IMPORT)
    def run_import(org_id: str, import_id: str) -> None:
        _settle(
            lambda: service.run(work.conninfo, work.settings, UUID(org_id), UUID(import_id), stop=work.stop), import_id
        )

    @app.task(name=PREVIEW_IMPORT)
    def preview_import(org_id: str, import_id: str) -> None:
        _settle(
            lambda: service.preview(work.conninfo, work.settings, UUID(org_id), UUID(import_id), stop=work.stop),
            import_id,
        )

    @app.task(name=UNDO_IMPORT)
    def undo_import(org_id: str, import_id: str) -> None:
        _settle(
            lambda: service.undo(work.conninfo, work.settings, UUID(org_id), UUID(import_id), stop=work.stop), import_id
        )

    @app.periodic(cron="*/5 * * * *")
    @app.task(name="imports.expire_uploads", queueing_lock="imports.expire_uploads")
    def expire_uploads(timestamp: int) -> None:
        with connect(work.conninfo, name="gomobile-housekeeping") as conn:
            expired = store.expire_uploads(conn)
        for _, import_id in expired:
            files.remove(work.settings, import_id)
        with connect(work.conninfo, name="gomobile-housekeeping") as conn:
            leftovers.remove(conn, work.settings)


def resume(conninfo: str) -> None:
    """Queue imports whose process died: they are `running` but nobody holds their lock."""
    with connect(conninfo, name="gomobile-resume", autocommit=True) as conn:
        for org_id, import_id, status in store.stale_imports(conn):
            with connect(conninfo, name="gomobile-resume-probe", autocommit=True) as probe:
                if not store.lock(probe, import_id):
                    continue
            task = {"running": RUN_IMPORT, "validating": PREVIEW_IMPORT, "undoing": UNDO_IMPORT}[status]
            log.info("import resumed", import_id=str(import_id), status=status)
            defer(conn, org_id, task, import_id)


def _settle(work: Callable[[], object], import_id: str) -> None:
    """Run import work; what the import itself records as its state is not a failure of the job."""
    try:
        work()
    except (Cancelled, ImportBusy):
        log.info("import stopped", import_id=import_id)
    except AppError as error:
        log.warning("import failed", import_id=import_id, code=error.code, message=error.message)
