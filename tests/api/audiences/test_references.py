"""Rules that are stored while somebody else stores others, or deletes what they name."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from gomobile.accounts.caller import Actor
from gomobile.audiences import service
from gomobile.db.pool import Connection, Database
from tests import make
from tests.api.audiences.conftest import audience

SECONDS = 20
"""What every wait here ends after, whatever happens."""
SYSTEM = Actor("system")


def rules(field: str, operator: str, id: str) -> dict[str, Any]:
    return {"logic": "AND", "conditions": [{"field": field, "operator": operator, "value": [id]}]}


def beside(conn: Connection, request: Callable[[], Any]) -> Callable[[], Any]:
    """Make a request beside an open transaction, until it has ended or waits for that; how to get its answer then."""
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(request()))
    thread.start()
    awaited = "SELECT EXISTS (SELECT FROM pg_locks w WHERE NOT w.granted AND %s = ANY (pg_blocking_pids(w.pid)))"
    patience = threading.Event()
    for _ in range(SECONDS * 50):
        if not thread.is_alive() or conn.execute(awaited, [conn.info.backend_pid]).fetchone() == (True,):
            break
        patience.wait(0.02)

    def answer() -> Any:
        thread.join(SECONDS)
        return answers[0]

    return answer


def test_the_second_of_two_audiences_that_ask_about_each_other_is_refused(api: make.Api, database: Database) -> None:
    other = audience(api, "Other")
    one, two = (audience(api, name, type="live", rules=rules("audience", "in", other)) for name in ("One", "Two"))
    with database.transaction() as conn:
        service.update(conn, api.organization, SYSTEM, UUID(one), rules=rules("audience", "in", two))
        change = {"rules": rules("audience", "in", one)}
        answer = beside(conn, lambda: api.put(f"/audience/{two}", json=change))

    assert answer().status_code == 400
    assert answer().json()["fieldDetails"]["rules"][0]["code"] == "audienceCircle"


@pytest.mark.parametrize("kind", ["tag", "audience"])
def test_what_rules_that_are_being_stored_name_is_not_deleted(api: make.Api, database: Database, kind: str) -> None:
    if kind == "tag":
        id = api.post("/tags", json={"name": "VIP"}).json()["id"]
        path, code, asked = f"/tags/{id}", "TAG_IN_USE", rules("tags", "has_any", id)
    else:
        id = audience(api, "Donors")
        path, code, asked = f"/audience/{id}", "AUDIENCE_IN_USE", rules("audience", "in", id)
    with database.transaction() as conn:
        service.create(conn, api.organization, SYSTEM, "Asking", type="live", rules=asked)
        answer = beside(conn, lambda: api.delete(path))

    assert (answer().status_code, answer().json()["code"]) == (409, code)
