"""Background work of bulk."""

from __future__ import annotations

import procrastinate

from gomobile.jobs.work import Work


def register(app: procrastinate.App, work: Work) -> None:
    """Add the tasks."""
