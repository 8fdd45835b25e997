"""A request that PostgreSQL ends in favour of another transaction is made again, and nobody notices."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from starlette.testclient import TestClient

from gomobile.db.pool import Database
from gomobile.http.app import create_app
from gomobile.http.call import AgentCall
from gomobile.http.call import router as make_router
from gomobile.settings import Settings
from tests import make
from tests.conftest import Postgres

SECONDS = 20
"""What every wait here ends after, whatever happens."""
LOCK = "SELECT id FROM organizations WHERE slug = %s FOR UPDATE"


class Meeting:
    """Two transactions that lock two rows in opposite order. The request is the one that loses: it waits last, and
    PostgreSQL's look for a deadlock comes after one second for it, for the other one later than this test lasts.
    """

    def __init__(self, conninfo: str, admin: str) -> None:
        self.admin = admin
        self.dbname = str(conninfo_to_dict(conninfo)["dbname"])
        self.has_first = threading.Event()
        self.attempts = 0
        self.other_got_both = False

    def route(self, call: Any) -> dict[str, int]:
        """What the request does: lock the first row, and, when the other waits for it, the second one."""
        self.attempts += 1
        call.conn.execute("SELECT set_config('lock_timeout', %s, true)", [f"{SECONDS}s"])
        call.conn.execute(LOCK, ["first"])
        self.has_first.set()
        if self.attempts == 1:
            call.conn.execute("UPDATE organizations SET name = 'Lost' WHERE slug = 'first'")
            assert self._is_awaited(call.conn)
        call.conn.execute(LOCK, ["second"])
        return {"attempts": self.attempts}

    @contextmanager
    def other(self) -> Iterator[None]:
        """The other transaction, on a thread of its own, which has the second row when this begins."""
        has_second = threading.Event()

        def lock_both() -> None:
            with psycopg.connect(self.admin, dbname=self.dbname) as conn:
                for name in ("deadlock_timeout", "lock_timeout", "statement_timeout"):
                    conn.execute("SELECT set_config(%s, %s, false)", [name, f"{SECONDS}s"])
                conn.execute(LOCK, ["second"])
                has_second.set()
                assert self.has_first.wait(SECONDS)
                conn.execute(LOCK, ["first"])
                self.other_got_both = True

        thread = threading.Thread(target=lock_both)
        thread.start()
        assert has_second.wait(SECONDS)
        yield
        thread.join(2 * SECONDS)
        assert not thread.is_alive()

    def _is_awaited(self, conn: Any) -> bool:
        """Whether, before long, somebody waits for what this transaction holds."""
        query = "SELECT EXISTS (SELECT FROM pg_locks w WHERE NOT w.granted AND %s = ANY (pg_blocking_pids(w.pid)))"
        patience = threading.Event()
        for _ in range(SECONDS * 50):
            if conn.execute(query, [conn.info.backend_pid]).fetchone()[0]:
                return True
            patience.wait(0.02)
        return False


@pytest.fixture
def meeting(conninfo: str, postgres: Postgres) -> Meeting:
    return Meeting(conninfo, postgres.admin)


def test_a_request_that_loses_a_deadlock_is_made_again(
    meeting: Meeting, database: Database, app_settings: Settings
) -> None:
    router = make_router("/meeting", "meeting")

    @router.post("")
    def meet(call: AgentCall) -> dict[str, int]:
        return meeting.route(call)

    app = create_app(database, app_settings)
    app.include_router(router, prefix="/api")
    app.router.routes.insert(0, app.router.routes.pop())
    first, _ = make.organization(database, name="First"), make.organization(database, name="Second")
    with TestClient(app) as client, meeting.other():
        answer = make.Api(client, first, make.key(database, first)).post("/meeting")

    assert (answer.status_code, answer.json()) == (200, {"attempts": 2})
    assert meeting.other_got_both
    with database.transaction() as conn:
        assert conn.execute("SELECT name FROM organizations WHERE slug = 'first'").fetchone() == ("First",)
