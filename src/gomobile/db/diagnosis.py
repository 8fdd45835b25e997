"""What `gomobile doctor` asks the database."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gomobile.db.pool import Connection


@dataclass(frozen=True, slots=True)
class Queue:
    """Jobs that wait for over a minute, and running ones whose worker gave no sign of life for a minute."""

    waiting: int
    oldest_seconds: float
    stalled: int


def clock_skew(conn: Connection) -> float:
    """Return by how many seconds the database's clock is ahead of ours."""
    before = time.time()
    row = conn.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
    assert row is not None
    return row[0] - (before + time.time()) / 2


def size(conn: Connection) -> int:
    """Return the bytes of the database."""
    row = conn.execute("SELECT pg_database_size(current_database())").fetchone()
    assert row is not None
    return row[0]


def setting(conn: Connection, name: str) -> str:
    """Return a server setting as people write it, e.g. `4GB`."""
    row = conn.execute("SELECT current_setting(%s)", [name]).fetchone()
    assert row is not None
    return row[0]


def queue(conn: Connection) -> Queue | None:
    """Return the state of the job queue; None before the tables exist."""
    row = conn.execute("SELECT to_regclass('procrastinate_jobs') IS NOT NULL").fetchone()
    if not row or not row[0]:
        return None
    row = conn.execute(
        """
        WITH due AS (
            SELECT coalesce(job.scheduled_at, event.at) AS since
            FROM procrastinate_jobs job
            LEFT JOIN LATERAL (
                SELECT max(at) AS at FROM procrastinate_events
                WHERE job_id = job.id AND type IN ('deferred', 'deferred_for_retry', 'scheduled')
            ) event ON true
            WHERE job.status = 'todo'
        ), stalled AS (
            SELECT FROM procrastinate_jobs job
            LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
            WHERE job.status = 'doing'
              AND (worker.id IS NULL OR worker.last_heartbeat < now() - interval '1 minute')
        )
        SELECT (SELECT count(*) FROM due WHERE since < now() - interval '1 minute'),
               (SELECT coalesce(extract(epoch FROM now() - min(since)), 0)::float8 FROM due),
               (SELECT count(*) FROM stalled)
        """
    ).fetchone()
    assert row is not None
    return Queue(row[0], max(0.0, row[1]), row[2])
