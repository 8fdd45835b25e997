"""Queue a job inside the caller's transaction, and see whether one is queued."""

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


def is_queued(conn: Connection, task: str, **arguments: Any) -> bool:
    """Whether a job of `task` with these arguments, and maybe others, waits or runs; not when its worker died."""
    row = conn.execute(SQL["is_queued"], {"task": task, "arguments": Jsonb(arguments)}).fetchone()
    return row == (True,)
