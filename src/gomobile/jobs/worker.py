"""The worker process: takes jobs from the queue until told to stop."""

from __future__ import annotations

import asyncio
import threading

import structlog

from gomobile.jobs.app import create_jobs, resume
from gomobile.settings import Settings

log = structlog.get_logger("gomobile.jobs")

CONCURRENCY = 2
GRACE_SECONDS = 20


def run(conninfo: str, settings: Settings, stop: threading.Event) -> None:
    """Work until `stop` is set; long works then end at their next resting point, and the next worker resumes them."""
    resume(conninfo)
    asyncio.run(_run(conninfo, settings, stop))


async def _run(conninfo: str, settings: Settings, stop: threading.Event) -> None:
    app = create_jobs(conninfo, settings, stop)
    async with app.open_async():
        working = asyncio.create_task(
            app.run_worker_async(
                concurrency=CONCURRENCY,
                install_signal_handlers=False,
                shutdown_graceful_timeout=GRACE_SECONDS,
                fetch_job_polling_interval=2.0,
            )
        )
        while not stop.is_set() and not working.done():
            await asyncio.wait([working], timeout=0.2)
        if not working.done():
            working.cancel()
        try:
            await working
        except asyncio.CancelledError:
            log.info("worker stopped")
