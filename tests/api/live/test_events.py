"""Live updates: who listens is told what changed, once, and is let go in time."""

from __future__ import annotations

import time
from uuid import UUID

import httpx2
import pytest

from gomobile import __version__
from gomobile.bulk import service as bulk
from gomobile.db.pool import Database, connect
from gomobile.events import hub, routes
from gomobile.people import sessions
from gomobile.people.sessions import Device
from tests import make
from tests.api.live.conftest import Live


def contact(api: make.Api) -> str:
    answer = api.post("/contact", json={"primaryPhone": make.phone()})
    assert answer.status_code == 201, answer.text
    return answer.json()["contact"]["id"]


def test_the_version_comes_first_and_then_what_changes(live: Live, api: make.Api) -> None:
    with live.listen(api.secret) as events:
        assert events.response.headers["content-type"].startswith("text/event-stream")
        assert events.response.headers["cache-control"] == "no-store"
        hello = events.next()
        id = contact(api)
        changed = events.until("changed", "contacts")
        tag = api.post("/tags", json={"name": "VIP"}).json()["id"]
        tagged = events.until("changed", "tags")

    assert (hello.name, hello.data) == ("hello", {"version": __version__})
    assert hello.id
    assert changed.id
    assert hello.id != changed.id
    assert changed.data == {"topic": "contacts", "ids": [id]}
    assert tagged.data == {"topic": "tags", "ids": [tag]}


def test_nobody_is_told_of_another_organization(live: Live, api: make.Api, other: make.Api) -> None:
    with live.listen(api.secret) as mine, live.listen(other.secret) as theirs:
        mine.next(), theirs.next()
        contact(api)
        theirs_id = contact(other)
        mine.until("changed", "contacts")
        told = theirs.until("changed", "contacts")

    assert told.data["ids"] == [theirs_id]


def test_a_change_is_told_although_an_older_transaction_still_runs(live: Live, api: make.Api, conninfo: str) -> None:
    with connect(conninfo) as slow, live.listen(api.secret) as events:
        slow.execute("SELECT pg_current_xact_id()")
        events.next()
        id = contact(api)

        assert events.until("changed", "contacts").data["ids"] == [id]


def test_a_job_is_told_when_it_moves_on(live: Live, api: make.Api, conninfo: str) -> None:
    contact(api)
    with live.listen(api.secret) as events:
        events.next()
        body = {"action": "archive", "filter": {}, "expectedCount": 1}
        id = api.post("/bulk-actions", json=body).json()["id"]
        waiting = events.until("job")
        bulk.run(conninfo, api.organization.id, UUID(id))
        done = waiting
        while done.data["status"] != "done":
            done = events.until("job")

    assert (waiting.data["kind"], waiting.data["id"]) == ("bulk_action", id)
    assert waiting.data["by"]["name"].startswith("key ")
    assert (done.data["done"], done.data["total"]) == (1, 1)


def test_who_comes_back_is_told_what_came_in_between(live: Live, api: make.Api) -> None:
    with live.listen(api.secret) as events:
        last = events.next().id
    missed = contact(api)
    attribute = api.post("/custom-attributes", json={"displayName": "Loyalty", "type": "text"}).json()["id"]

    with live.listen(api.secret, last) as again:
        again.next()
        found = {event.data["topic"]: event.data.get("ids") for event in (again.next(), again.next())}

    assert found == {"contacts": [missed], "attributes": [attribute]}


@pytest.mark.parametrize("since", ["nonsense", "0/0/9:1:", "7/0/1:1:"])
def test_a_position_that_means_nothing_means_everything(live: Live, api: make.Api, since: str) -> None:
    with live.listen(api.secret, since) as events:
        events.next()

        assert events.until("changed").data == {"topic": "all"}


def test_agents_are_not_told_of_jobs_that_they_may_not_see(live: Live, api: make.Api, database: Database) -> None:
    agent = make.key(database, api.organization, "agent")
    with live.listen(agent) as events:
        events.next()
        api.post("/imports", files={"file": ("people.csv", b"phone\n0612345678\n")}, data={"dryRun": "false"})
        first = events.next()
        assert first.name == "changed"
        assert contact(api) in (events.until("changed", "contacts").data["ids"])


def test_a_revoked_key_hears_no_more(
    live: Live, api: make.Api, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(routes, "CHECK_SECONDS", 1.0)
    made = api.post("/auth/api-keys", json={"name": "reader"}).json()
    with live.listen(made["key"] if "key" in made else made["secret"]) as events:
        events.next()
        assert api.delete(f"/auth/api-keys/{made['id']}").status_code < 300

        events.until("goodbye")
        with pytest.raises(StopIteration):
            events.next()
        assert events.comments


def test_an_ended_session_hears_no_more_and_listening_keeps_nobody_signed_in(
    live: Live, api: make.Api, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(routes, "CHECK_SECONDS", 0.1)
    id = UUID(make.person(database, api.organization))
    with database.transaction() as conn:
        begun = sessions.begin(conn, id, Device(None, None), keep=False, org_id=api.organization.id)

    with live.listen(cookies={"gomobile_session": begun.token}) as events:
        events.next()
        with database.transaction() as conn:
            conn.execute("UPDATE sessions SET last_seen_at = last_seen_at - interval '1 hour'")
        while len(events.comments) < 5:
            contact(api)
            events.until("changed", "contacts")
        with database.transaction() as conn:
            seen = conn.execute("SELECT last_seen_at < now() - interval '50 minutes' FROM sessions").fetchone()
            sessions.end_all(conn, id)

        events.until("goodbye")
    assert seen == (True,)


def test_listeners_of_an_organization_are_bounded(
    live: Live, api: make.Api, other: make.Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "MOST_LISTENERS", 1)
    with live.listen(api.secret) as events, live.listen(other.secret):
        events.next()
        refused = live.client.get("/api/events", headers={"X-API-Key": api.secret})

    assert (refused.status_code, refused.json()["code"]) == (503, "TOO_MANY_LISTENERS")
    assert refused.headers["Retry-After"] == "30"


def test_one_key_leaves_room_for_others(
    live: Live, api: make.Api, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "MOST_OF_ONE", 1)
    colleague = make.key(database, api.organization, "agent")
    with live.listen(api.secret) as events, live.listen(colleague) as others:
        events.next()
        others.next()
        refused = live.client.get("/api/events", headers={"X-API-Key": api.secret})

    assert (refused.status_code, refused.json()["code"]) == (503, "TOO_MANY_LISTENERS")


def test_nothing_is_told_to_who_has_just_been_shut_out(
    live: Live, api: make.Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "CHECK_NEWS_SECONDS", 0)
    made = api.post("/auth/api-keys", json={"name": "reader"}).json()
    with live.listen(made["secret"]) as events:
        events.next()
        assert api.delete(f"/auth/api-keys/{made['id']}").status_code < 300
        contact(api)

        assert events.next().name == "goodbye"


def test_who_leaves_is_forgotten_and_nothing_is_held(live: Live, api: make.Api, conninfo: str) -> None:
    with live.listen(api.secret) as events:
        events.next()
        with connect(conninfo, autocommit=True) as conn:
            held = conn.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"
            ).fetchone()
    deadline = time.monotonic() + 10
    while live.app.state.live._listeners and time.monotonic() < deadline:
        contact(api)  # the server notices when it next sends, or when the connection is closed

    assert held == (0,)
    assert not live.app.state.live._listeners
    assert not live.app.state.live._watches


def test_the_server_stops_at_once_although_somebody_listens(live: Live, api: make.Api) -> None:
    with live.listen(api.secret) as events:
        events.next()
        began = time.monotonic()
        live.stop()
        with pytest.raises((StopIteration, httpx2.RemoteProtocolError)):
            events.next()

    assert time.monotonic() - began < 4
