"""Live audiences of large organizations while a job finds their members."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID

import pytest
from psycopg import errors as pg

from gomobile.audiences.live import building, moving
from gomobile.db.pool import Database
from tests import make
from tests.api.audiences.conftest import audience, contact

SECONDS = 20
"""What every wait here ends after, whatever happens."""
RABAT = {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "Rabat"}]}
FES = {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "Fès"}]}


@pytest.fixture
def waiting(api: make.Api, monkeypatch: pytest.MonkeyPatch) -> str:
    """An audience of one contact that a job is to find."""
    monkeypatch.setattr(building, "AT_ONCE", 0)
    contact(api, city="Rabat")
    return audience(api, "Rabatis", type="live", rules=RABAT)


def build(api: make.Api, database: Database, id: str) -> bool:
    return building.build(database.conninfo, api.organization.id, UUID(id))


def shown(api: make.Api, id: str) -> tuple[str, int]:
    found = api.get(f"/audience/{id}").json()
    return found["status"], found["contactCount"]


def fail_once(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let the first range that is looked at end so, when its members have been found."""
    real = moving.move_range

    def move_range(*given: Any) -> None:
        monkeypatch.setattr(moving, "move_range", real)
        real(*given)
        raise error

    monkeypatch.setattr(moving, "move_range", move_range)


def test_a_build_that_cannot_go_on_is_failed_until_the_rules_change(
    api: make.Api, database: Database, waiting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_once(monkeypatch, pg.DivisionByZero())
    with pytest.raises(pg.DivisionByZero):
        build(api, database, waiting)

    assert shown(api, waiting) == ("failed", 0)
    assert "log" in api.get(f"/audience/{waiting}").json()["error"]
    assert [work["status"] for work in api.get("/jobs").json()["data"]] == ["failed"]
    assert {"audience_failed"} <= {alert["name"] for alert in api.get("/home").json()["alerts"]}

    wanted = contact(api, city="Fès")
    api.put(f"/audience/{waiting}", json={"rules": FES})
    assert build(api, database, waiting)

    assert shown(api, waiting) == ("ready", 1)
    assert [one["id"] for one in api.get(f"/audience/{waiting}/contacts").json()["data"]] == [wanted]


@pytest.mark.parametrize("error", [pg.DeadlockDetected(), pg.SerializationFailure()])
def test_a_range_that_loses_a_deadlock_is_looked_at_again(
    api: make.Api, database: Database, waiting: str, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    fail_once(monkeypatch, error)

    assert build(api, database, waiting)

    assert shown(api, waiting) == ("ready", 1)


def test_a_build_that_the_database_ended_is_gone_on_with(
    api: make.Api, database: Database, waiting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_once(monkeypatch, pg.AdminShutdown())
    with pytest.raises(pg.AdminShutdown):
        build(api, database, waiting)
    assert shown(api, waiting) == ("building", 0)

    assert build(api, database, waiting)

    assert shown(api, waiting) == ("ready", 1)


def test_a_build_waits_for_who_changes_the_audience_without_the_lock_that_they_take_next(
    api: make.Api, database: Database, waiting: str
) -> None:
    worker = threading.Thread(target=build, args=(api, database, waiting), daemon=True)
    with database.transaction() as conn:
        conn.execute("SELECT set_config('lock_timeout', %s, true)", [f"{SECONDS}s"])
        conn.execute("SELECT FROM audiences WHERE id = %s FOR UPDATE", [waiting])
        worker.start()
        awaited = "SELECT EXISTS (SELECT FROM pg_locks w WHERE NOT w.granted AND %s = ANY (pg_blocking_pids(w.pid)))"
        patience = threading.Event()
        for _ in range(SECONDS * 50):
            if conn.execute(awaited, [conn.info.backend_pid]).fetchone() == (True,):
                break
            patience.wait(0.02)
        key = f"audiences/{api.organization.id}"
        free = conn.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [key]).fetchone()
    worker.join(SECONDS)

    assert free == (True,)
    assert shown(api, waiting) == ("ready", 1)
