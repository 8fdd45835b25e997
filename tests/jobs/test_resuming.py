"""What a worker left is queued again each minute, whichever worker lives; what waits or runs is not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import procrastinate
import pytest

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor
from gomobile.audiences import service as audiences
from gomobile.audiences.live import building
from gomobile.contacts.batch import upsert_batch
from gomobile.db.pool import Connection, connect
from gomobile.imports import tasks as imports
from gomobile.jobs.app import create_jobs
from gomobile.jobs.names import BUILD_AUDIENCE, REMOVE_TAG, RUN_HYGIENE
from gomobile.quality.hygiene import service as hygiene
from gomobile.settings import Settings
from gomobile.tags import service as tags
from tests import make

SYSTEM = Actor("system")
RABAT = {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "Rabat"}]}
QUEUED = [(BUILD_AUDIENCE,), (RUN_HYGIENE,), (REMOVE_TAG,)]


@dataclass
class Left:
    """Works that were begun: a build, a clean-up, and a tag that is taken off."""

    conn: Connection
    app: procrastinate.App

    def resume(self) -> None:
        """What the worker does each minute."""
        self.app.tasks["resume"](timestamp=0)

    def waiting(self) -> list[tuple[Any, ...]]:
        query = "SELECT task_name FROM procrastinate_jobs WHERE status = 'todo' ORDER BY task_name"
        return self.conn.execute(query).fetchall()

    def run(self, *, seen: str) -> None:
        """Let a worker that was seen last before this interval take every job."""
        self.conn.execute(
            "WITH worker AS (INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - %s::interval) RETURNING id)"
            " UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM worker)",
            [seen],
        )


@pytest.fixture
def left(conninfo: str, app_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Left]:
    monkeypatch.setattr(building, "AT_ONCE", 0)
    monkeypatch.setattr(tags, "AT_ONCE", 0)
    with connect(conninfo, autocommit=True) as conn:
        with conn.transaction():
            owner = accounts.create_organization(conn, "Left", country="MA")
            upsert_batch(conn, owner, SYSTEM, [{"primaryPhone": make.phone()}])
            audiences.create(conn, owner, SYSTEM, "Rabatis", type="live", rules=RABAT)
            hygiene.start(conn, owner.id, SYSTEM, "archive_inactive")
            tag = tags.create(conn, owner.id, SYSTEM, "Gone")
            ids = [row[0] for row in conn.execute("SELECT id FROM contacts").fetchall()]
            tags.add(conn, owner.id, SYSTEM, tag.id, ids)
            tags.delete(conn, owner.id, SYSTEM, tag.id)
        yield Left(conn, create_jobs(conninfo, app_settings, threading.Event()))


def test_what_waits_is_not_queued_twice(left: Left) -> None:
    left.resume()

    assert left.waiting() == QUEUED


def test_what_runs_is_not_queued(left: Left) -> None:
    left.run(seen="1 second")

    left.resume()

    assert left.waiting() == []


def test_what_a_worker_left_that_died_is_queued_once(left: Left) -> None:
    left.run(seen="1 minute")

    left.resume()
    left.resume()

    assert left.waiting() == QUEUED


def test_what_a_job_left_is_queued_once(left: Left) -> None:
    left.conn.execute("UPDATE procrastinate_jobs SET status = 'failed'")

    left.resume()
    left.resume()

    assert left.waiting() == QUEUED


def test_works_that_cannot_be_asked_keep_no_others_from_going_on(left: Left, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_conninfo: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(imports, "resume", fail)
    left.conn.execute("DELETE FROM procrastinate_jobs")

    left.resume()

    assert left.waiting() == QUEUED
