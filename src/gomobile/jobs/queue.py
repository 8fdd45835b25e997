"""Queue a job inside the caller's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from psycopg import errors as pg
from psycopg.types.json import Jsonb

from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.jobs")
QUEUE = "default"


def defer(
    conn: Connection, task: str, *, only_once: str | None = None, at: datetime | None = None, **arguments: Any
) -> None:
    """Queue `task` (a name of jobs.app) with JSON arguments; it is visible to workers when the transaction commits.

    With `only_once` nothing is queued while a job of that name waits; `at` makes it wait for that moment.
    """
    values = {"queue": QUEUE, "task": task, "queueing_lock": only_once, "arguments": Jsonb(arguments), "at": at}
    try:
        with conn.transaction():
            conn.execute(SQL["defer"], values)
    except pg.UniqueViolation:
        if only_once is None:
            raise
