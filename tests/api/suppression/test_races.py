"""Several people at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from typing import Any
from uuid import UUID

import pytest

from gomobile import clock
from gomobile.db.pool import Connection, Database
from gomobile.privacy.suppression import service, store
from tests import make


def at_once(count: int, work: Any) -> list[Any]:
    """What each of several threads that begin together returns."""
    begin = Barrier(count)

    def run(n: int) -> Any:
        begin.wait()
        return work(n)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_two_who_make_the_key_at_once_get_the_same(api: make.Api, database: Database) -> None:
    def take(_: int) -> bytes:
        with database.transaction() as conn:
            return store.take_secret(conn, api.organization.id)

    assert len(set(at_once(6, take))) == 1


def test_one_adds_a_number_and_the_others_are_told(api: make.Api) -> None:
    body = {"phone": "0612345678", "reason": "asked"}
    answers = at_once(4, lambda _: api.post("/suppressions", json=body))

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.json()["suppression"]["id"] for answer in answers}) == 1


def test_many_numbers_in_opposite_orders_do_not_meet_in_a_deadlock(api: make.Api) -> None:
    for phone in range(200):
        if phone % 40 == 0:
            api.post("/contact", json={"primaryPhone": f"0612{phone:06}"})

    def add(n: int) -> Any:
        data = [{"phone": f"0612{phone:06}", "reason": "asked"} for phone in range(200)]
        return api.post("/suppressions/bulk", json={"data": data[:: -1 if n % 2 else 1]})

    answers = at_once(4, add)
    assert [answer.status_code for answer in answers] == [200] * 4
    assert sum(answer.json()["added"] for answer in answers) == 200
    assert sum(answer.json()["alreadySuppressed"] for answer in answers) == 600


@pytest.mark.parametrize("work", ["add", "lift", "expire"])
def test_the_contact_is_waited_for_before_the_suppression_is_held(api: make.Api, database: Database, work: str) -> None:
    """As whoever changes a contact does, who then looks at its suppressions: two orders would be a deadlock."""
    body = {"phone": "0612345678", "reason": "asked"}
    api.post("/contact", json={"primaryPhone": body["phone"]})
    ends = (clock.now() + timedelta(days=1)).isoformat()
    made = api.post("/suppressions", json={**body, "expiresAt": ends}).json()["suppression"]["id"]
    if work == "expire":
        with database.transaction() as conn:
            conn.execute("UPDATE suppressions SET expires_at = now()")

    def done() -> int:
        if work == "expire":
            with database.transaction() as conn:
                return 199 + service.expire(conn)
        if work == "lift":
            return api.delete(f"/suppressions/{made}", json={"reason": "asked again"}).status_code
        return api.post("/suppressions", json=body).status_code

    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as conn:
            conn.execute("SELECT FROM contacts FOR NO KEY UPDATE")
            waiting = pool.submit(done)
            assert is_awaited(conn)
            conn.execute("SELECT FROM suppressions FOR UPDATE NOWAIT")
        assert waiting.result() == 200


def is_awaited(conn: Connection) -> bool:
    """Whether, before long, somebody waits for what this transaction holds."""
    query = "SELECT EXISTS (SELECT FROM pg_locks w WHERE NOT w.granted AND %s = ANY (pg_blocking_pids(w.pid)))"
    patience = Event()
    for _ in range(1_000):
        if conn.execute(query, [conn.info.backend_pid]).fetchone() == (True,):
            return True
        patience.wait(0.02)
    return False


def test_of_two_who_lift_one_is_told_that_it_is_done(api: make.Api) -> None:
    made = api.post("/suppressions", json={"phone": "0612345678", "reason": "asked"}).json()["suppression"]["id"]
    answers = at_once(2, lambda _: api.delete(f"/suppressions/{made}", json={"reason": "asked again"}))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


def test_a_number_that_is_added_while_somebody_asks_is_seen_by_who_asks_next(api: make.Api, database: Database) -> None:
    api.post("/suppressions", json={"phone": "0612345670", "reason": "asked"})
    with database.transaction() as conn:
        assert service.suppressed(conn, api.organization.id, ["+212612345678"], "call") == {}
        api.post("/suppressions", json={"phone": "0612345678", "reason": "asked"})
        found = service.suppressed(conn, api.organization.id, ["+212612345678"], "call")
    assert isinstance(found["+212612345678"].id, UUID)
