"""Moves into and out of audiences, in the change feed and in timelines."""

from __future__ import annotations

from tests import make
from tests.api.audiences.conftest import audience, contact


def test_moves_are_in_the_change_feed(api: make.Api) -> None:
    one = contact(api)
    id = audience(api, "Donors", one)
    api.post(f"/audience/{id}/remove-contacts", json={"contacts": [one]})

    entries = api.get("/contact/changes").json()["data"]

    assert [(entry["kind"], entry["audienceId"], entry["contactId"]) for entry in entries] == [
        ("created", None, one),
        ("entered", id, one),
        ("exited", id, one),
    ]
    assert entries[1]["contact"]["id"] == one
    assert entries[1]["actor"]["kind"] == "key"


def test_a_feed_of_some_kinds_has_no_others(api: make.Api) -> None:
    one, two = contact(api), contact(api)
    id = audience(api, "Donors", one, two)
    api.delete(f"/contact/{two}")

    def kinds(query: str) -> list[str]:
        found, cursor = [], ""
        while True:
            page = api.get(f"/contact/changes?limit=1&{query}{cursor}").json()
            found += [entry["kind"] for entry in page["data"]]
            cursor = "&cursor=" + page["meta"]["nextCursor"]
            if not page["meta"]["hasNextPage"]:
                return found

    assert kinds("kinds=entered&kinds=exited") == ["entered", "entered", "exited"]
    assert kinds("kinds=deleted") == ["deleted"]
    assert api.get("/contact/changes?kinds=vanished").status_code == 400
    assert id


def test_moves_are_in_the_timeline(api: make.Api) -> None:
    one = contact(api)
    id = audience(api, "Donors", one)
    api.post(f"/audience/{id}/remove-contacts", json={"contacts": [one]})
    api.post(f"/audience/{id}/add-contacts", json={"contacts": [one]})
    api.put(f"/audience/{id}", json={"name": "Friends"})

    events = api.get(f"/contact/{one}/interactions").json()["data"]

    assert [event["kind"] for event in events] == ["entered", "exited", "entered", "created"]
    assert events[0]["audience"] == {"id": id, "name": "Friends"}
    assert events[1]["audience"] == {"id": id, "name": "Friends", "reason": "removed"}
    assert events[3]["audience"] is None
    assert all(event["changes"] == [] for event in events)
    assert events[0]["actor"]["kind"] == "key"
    assert events[0]["actor"]["name"]
    assert events == sorted(events, key=lambda event: event["at"], reverse=True)


def test_a_timeline_is_paged_without_gaps(api: make.Api) -> None:
    one = contact(api)
    for name in ("Donors", "Friends", "Authors"):
        audience(api, name, one)
    whole = [event["id"] for event in api.get(f"/contact/{one}/interactions").json()["data"]]
    pieces, cursor = [], ""
    while True:
        page = api.get(f"/contact/{one}/interactions?limit=1{cursor}").json()
        pieces += [event["id"] for event in page["data"]]
        if not page["meta"]["hasNextPage"]:
            break
        cursor = "&cursor=" + page["meta"]["nextCursor"]

    assert pieces == whole
    assert len(whole) == 4
