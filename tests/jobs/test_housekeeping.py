"""What a worker tidies up every five minutes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import procrastinate
import pytest

from gomobile.db.diagnosis import queue
from gomobile.db.pool import Connection, connect
from gomobile.jobs.app import create_jobs
from gomobile.settings import Settings


@dataclass
class House:
    """A queue of jobs, and the worker's application."""

    conn: Connection
    app: procrastinate.App

    def job(self, status: str, **events: str) -> int:
        """A job of this state whose events were as long ago as is said."""
        query = (
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'test', %s) RETURNING id"
        )
        row = self.conn.execute(query, [status]).fetchone()
        assert row is not None
        for type, ago in events.items():
            self.conn.execute(
                "DELETE FROM procrastinate_events WHERE job_id = %s AND type = %s::text::procrastinate_job_event_type",
                [row[0], type],
            )
            self.conn.execute(
                "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, %s, now() - %s::interval)",
                [row[0], type, ago],
            )
        return row[0]

    def take(self, job: int, *, seen: str) -> None:
        """Let a worker that was seen last before this interval take a job."""
        self.conn.execute(
            "WITH worker AS (INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - %s::interval) RETURNING id)"
            " UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM worker) WHERE id = %s",
            [seen, job],
        )

    def tidy(self) -> dict[int, str]:
        """The states of the jobs that are left."""
        self.app.tasks["housekeeping"](timestamp=0)
        rows: list[Any] = self.conn.execute("SELECT id, status::text FROM procrastinate_jobs").fetchall()
        return dict(rows)


@pytest.fixture
def house(conninfo: str, app_settings: Settings) -> Iterator[House]:
    with connect(conninfo, autocommit=True) as conn:
        yield House(conn, create_jobs(conninfo, app_settings, threading.Event()))


def test_jobs_of_a_worker_that_died_are_ended_and_those_of_a_living_one_are_not(house: House) -> None:
    forgotten, dead, alive = house.job("doing"), house.job("todo"), house.job("todo")
    house.take(dead, seen="2 minutes")
    house.take(alive, seen="10 seconds")

    assert house.tidy() == {forgotten: "failed", dead: "failed", alive: "doing"}

    found = queue(house.conn)
    assert found is not None
    assert found.stalled == 0


def test_a_job_is_kept_for_a_week_from_its_end_however_long_it_waited(house: House) -> None:
    waited = house.job("succeeded", deferred="9 days", succeeded="1 minute")
    house.job("succeeded", deferred="9 days", succeeded="8 days")
    still = house.job("todo", deferred="9 days")

    assert house.tidy() == {waited: "succeeded", still: "todo"}
