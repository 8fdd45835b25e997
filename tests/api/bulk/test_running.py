"""Bulk actions that are stopped, killed, met by others: each contact is handled once, and counts add up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from uuid import UUID

import pytest
from psycopg import OperationalError

from gomobile.bulk import service, store
from gomobile.bulk.action import BulkAction
from gomobile.bulk.errors import BulkActionBusy
from gomobile.bulk.tasks import resume
from gomobile.db.pool import Database, connect
from tests import losing
from tests.api.bulk.conftest import Bulk

CITY = {"field": "city", "value": "Fès"}

_DIES = """
import os, signal, sys
from uuid import UUID
from gomobile.assembly import connect_nouns
from gomobile.bulk import service
connect_nouns()
def die(action):
    if action.done >= 10:
        os.kill(os.getpid(), signal.SIGKILL)
service.run(sys.argv[1], UUID(sys.argv[2]), UUID(sys.argv[3]), report=die)
"""


def jobs(database: Database, task: str) -> int:
    with database.transaction() as conn:
        row = conn.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [task]).fetchone()
    assert row is not None
    return row[0]


def test_a_killed_action_goes_on_where_it_was(bulk: Bulk, database: Database) -> None:
    id = bulk.start("set_field", CITY)
    with database.transaction() as conn:
        conn.execute("DELETE FROM procrastinate_jobs")
    # The set is fixed in chunks of five here; the process that is killed goes on with it.
    service.run(bulk.conninfo, bulk.api.organization.id, UUID(id), stop=_set())
    arguments = [bulk.conninfo, str(bulk.api.organization.id), id]
    killed = subprocess.run([sys.executable, "-c", _DIES, *arguments], env={**os.environ}, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    shown = bulk.show(id)
    assert (shown["status"], shown["progress"]["done"]) == ("running", 10)
    with database.transaction() as conn:
        assert conn.execute("SELECT count(*) FROM contacts WHERE city = 'Fès'").fetchone() == (10,)
    resume(bulk.conninfo)
    resume(bulk.conninfo)
    assert jobs(database, "bulk.run") == 1
    assert bulk.run(id).status == "completed"
    progress = bulk.show(id)["progress"]
    assert (progress["matched"], progress["changed"], progress["skipped"]) == (23, 23, 0)
    with database.transaction() as conn:
        assert conn.execute("SELECT max(version), min(version) FROM contacts").fetchone() == (2, 2)


def _set() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


def test_a_cancelled_action_keeps_what_is_done(bulk: Bulk) -> None:
    id = bulk.start("set_field", CITY)

    def cancel(action: BulkAction) -> None:
        if action.done == 5:
            assert bulk.api.post(f"/bulk-actions/{id}/cancel").json()["cancelRequested"]

    assert bulk.run(id, report=cancel).status == "cancelled"
    shown = bulk.show(id)
    assert (shown["progress"]["matched"], shown["progress"]["done"]) == (23, 10)
    assert bulk.api.post(f"/bulk-actions/{id}/cancel").json()["code"] == "BULK_ACTION_STATE"
    assert bulk.undo(id) == {"restored": 10, "skipped": 0}
    assert bulk.api.post(f"/bulk-actions/{id}/undo").json()["code"] == "BULK_ACTION_STATE"


def test_an_undo_is_resumed_too(bulk: Bulk, database: Database) -> None:
    before = bulk.state()
    id = bulk.do("set_field", CITY)
    bulk.api.post(f"/bulk-actions/{id}/undo")
    stop = threading.Event()

    def halt(action: BulkAction) -> None:
        if action.undone >= 5:
            stop.set()

    assert service.undo(bulk.conninfo, bulk.api.organization.id, UUID(id), stop=stop, report=halt).status == "undoing"
    resume(bulk.conninfo)
    assert jobs(database, "bulk.undo") == 1
    assert service.undo(bulk.conninfo, bulk.api.organization.id, UUID(id)).status == "undone"
    assert bulk.state() == before


def test_one_process_at_a_time_does_an_action(bulk: Bulk) -> None:
    id = bulk.start("archive")
    with connect(bulk.conninfo, name="test", autocommit=True) as conn:
        assert store.hold(conn, UUID(id))
        with pytest.raises(BulkActionBusy):
            bulk.run(id)


def test_two_actions_at_once_both_come_to_their_end(bulk: Bulk, database: Database) -> None:
    bulk.api.post("/tags", json={"name": "VIP"})
    ids = [bulk.start("set_field", CITY), bulk.start("tag", {"tag": "VIP"}), bulk.start("set_field", CITY)]
    found: list[BulkAction] = []
    threads = [threading.Thread(target=lambda one=one: found.append(bulk.run(one))) for one in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.status for one in found] == ["completed"] * 3
    assert sorted(bulk.show(id)["progress"]["done"] for id in ids) == [23, 23, 23]
    both = sum(bulk.show(id)["progress"]["changed"] for id in (ids[0], ids[2]))
    assert both == 23
    with database.transaction() as conn:
        assert conn.execute("SELECT count(*) FROM contacts WHERE city = 'Fès'").fetchone() == (23,)
        assert conn.execute("SELECT sum(contacts)::int FROM tag_counts").fetchone() == (23,)


def test_the_set_is_fixed_when_the_action_begins(bulk: Bulk) -> None:
    rabat = {"filter": {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "Rabat"}]}}
    id = bulk.start("set_field", CITY, rabat)
    assert bulk.run(id).changed == bulk.show(id)["expectedCount"] == 15


def test_what_is_gone_fails_the_action(bulk: Bulk) -> None:
    tag = bulk.api.post("/tags", json={"name": "VIP"}).json()["id"]
    id = bulk.start("tag", {"tag": "VIP"})
    bulk.api.delete(f"/tags/{tag}")
    assert bulk.run(id).status == "failed"
    assert bulk.show(id)["error"]["code"] == "TAG_NOT_FOUND"


def test_an_action_on_nobody_is_completed(bulk: Bulk) -> None:
    id = bulk.do("archive", None, {"search": "nobody at all"})
    assert bulk.show(id)["progress"] == {"matched": 0, "done": 0, "changed": 0, "skipped": 0, "rate": 0}
    assert bulk.api.get("/bulk-actions").json()["meta"]["total"] == 1


def test_what_nobody_expected_fails_the_action_which_then_does_not_run_again_and_again(
    bulk: Bulk, database: Database
) -> None:
    before = bulk.state()
    id = bulk.start("set_field", CITY)
    with database.transaction() as conn:
        conn.execute("DELETE FROM procrastinate_jobs")
    losing.refuse(bulk.conninfo, "contact_history", state=losing.BUG, times=2)

    assert bulk.run(id).status == "failed"
    assert bulk.show(id)["error"]["code"] == "INTERNAL_ERROR"
    assert "refused by a test" not in bulk.show(id)["error"]["message"]

    losing.accept(bulk.conninfo, "contact_history")
    with database.transaction() as conn:
        conn.execute("UPDATE bulk_actions SET status = 'queued'")
    assert bulk.run(id).status == "completed"
    bulk.api.post(f"/bulk-actions/{id}/undo")
    with database.transaction() as conn:
        conn.execute("DROP SEQUENCE refused_contact_history; DROP FUNCTION refused_contact_history")
        conn.execute("DELETE FROM procrastinate_jobs")
    losing.refuse(bulk.conninfo, "contact_history", state=losing.BUG)
    assert service.undo(bulk.conninfo, bulk.api.organization.id, UUID(id)).status == "failed"
    resume(bulk.conninfo)
    assert jobs(database, "bulk.run") == jobs(database, "bulk.undo") == 0
    assert bulk.undo(id)["restored"] == 23
    assert bulk.state() == before


def test_an_action_whose_database_went_away_goes_on_by_itself(bulk: Bulk) -> None:
    id = bulk.start("set_field", CITY)
    losing.refuse(bulk.conninfo, "contact_history", state=losing.GONE)

    with pytest.raises(OperationalError):
        bulk.run(id)

    assert bulk.show(id)["status"] == "running"
    assert bulk.run(id).status == "completed"
