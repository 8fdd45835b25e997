"""Background work of quality."""

from __future__ import annotations

import procrastinate

from gomobile.jobs.work import Work
from gomobile.quality.duplicates import tasks as duplicates
from gomobile.quality.hygiene import tasks as hygiene


def register(app: procrastinate.App, work: Work) -> None:
    """Add the tasks."""
    hygiene.register(app, work)
    duplicates.register(app, work)


def resume(conninfo: str) -> None:
    """Queue again what a worker left that died."""
    hygiene.resume(conninfo)
    duplicates.resume(conninfo)
