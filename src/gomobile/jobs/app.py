"""The one place where background work is assembled: every task, and what runs by the clock."""

from __future__ import annotations

import threading
from uuid import UUID

import procrastinate
import structlog
from psycopg.conninfo import conninfo_to_dict

from gomobile.accounts.caller import Actor
from gomobile.db.pool import connect
from gomobile.db.queries import load
from gomobile.errors import AppError
from gomobile.imports import files
from gomobile.imports import service as imports
from gomobile.imports import store as import_store
from gomobile.imports.errors import Cancelled, ImportBusy
from gomobile.jobs.names import PREVIEW_IMPORT, RUN_IMPORT, UNDO_IMPORT
from gomobile.jobs.queue import defer
from gomobile.settings import Settings

log = structlog.get_logger("gomobile.jobs")


def create_jobs(conninfo: str, settings: Settings, stop: threading.Event) -> procrastinate.App:
    """The worker's application. `stop` makes running imports end at their next chunk, to be resumed."""
    connector = procrastinate.PsycopgConnector(kwargs=conninfo_to_dict(conninfo), min_size=1, max_size=4)
    app = procrastinate.App(connector=connector)

    @app.task(name=RUN_IMPORT)
    def run_import(org_id: str, import_id: str) -> None:
        _settle(lambda: imports.run(conninfo, settings, UUID(org_id), UUID(import_id), stop=stop), import_id)

    @app.task(name=PREVIEW_IMPORT)
    def preview_import(org_id: str, import_id: str) -> None:
        _settle(lambda: imports.preview(conninfo, settings, UUID(org_id), UUID(import_id), stop=stop), import_id)

    @app.task(name=UNDO_IMPORT)
    def undo_import(org_id: str, import_id: str, actor_kind: str, actor_id: str | None) -> None:
        actor = Actor(actor_kind, UUID(actor_id) if actor_id else None)  # type: ignore[arg-type]
        _settle(lambda: imports.undo(conninfo, UUID(org_id), UUID(import_id), actor), import_id)

    @app.periodic(cron="* * * * *")
    @app.task(name="imports.resume_stale", queueing_lock="imports.resume_stale")
    def resume_stale(timestamp: int) -> None:
        resume_imports(conninfo)

    @app.periodic(cron="*/5 * * * *")
    @app.task(name="housekeeping", queueing_lock="housekeeping")
    def housekeeping(timestamp: int) -> None:
        with connect(conninfo, name="gomobile-housekeeping") as conn:
            conn.execute(load("gomobile.jobs")["squash_counts"])
            conn.execute(load("gomobile.jobs")["purge_finished_jobs"])
            conn.execute(load("gomobile.http")["purge_idempotency_keys"])
            expired = import_store.expire_uploads(conn)
        for _, import_id in expired:
            files.remove(settings, import_id)

    return app


def resume_imports(conninfo: str) -> None:
    """Queue imports whose process died: they are `running` but nobody holds their lock."""
    with connect(conninfo, name="gomobile-resume", autocommit=True) as conn:
        for org_id, import_id, status in import_store.stale_imports(conn):
            with connect(conninfo, name="gomobile-resume-probe", autocommit=True) as probe:
                if not import_store.lock(probe, import_id):
                    continue
            task = {"running": RUN_IMPORT, "validating": PREVIEW_IMPORT, "undoing": UNDO_IMPORT}[status]
            arguments = {"org_id": str(org_id), "import_id": str(import_id)}
            if status == "undoing":
                arguments |= {"actor_kind": "system", "actor_id": None}  # type: ignore[dict-item]
            log.info("import resumed", import_id=str(import_id), status=status)
            defer(conn, task, only_once=f"import/{import_id}", **arguments)


def _settle(work: object, import_id: str) -> None:
    """Run import work; what the import itself records as its state is not a failure of the job."""
    try:
        work()  # type: ignore[operator]
    except (Cancelled, ImportBusy):
        log.info("import stopped", import_id=import_id)
    except AppError as error:
        log.warning("import failed", import_id=import_id, code=error.code, message=error.message)
