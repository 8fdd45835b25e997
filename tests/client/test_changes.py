"""The change feed and the timeline through the real service."""

from __future__ import annotations

import pytest

from gomobile.client import AsyncGomobile, BadRequest, Gomobile
from tests.client.conftest import Service


def test_a_feed_read_in_parts_misses_nothing_and_repeats_nothing(gomobile: Gomobile) -> None:
    first = gomobile.contacts.create("0612345678")
    gomobile.contacts.upsert([{"primary_phone": f"+2126{at:08}"} for at in range(12)])
    gomobile.contacts.update(first.id, city="Rabat")
    everything = list(gomobile.contacts.changes(limit=5))
    assert [change.kind for change in everything] == ["created"] * 13 + ["updated"]
    assert everything[-1].contact is not None
    assert everything[-1].contact.city == "Rabat"
    for cut, change in enumerate(everything):
        rest = list(gomobile.contacts.changes(change.cursor, limit=4))
        assert [(one.kind, one.contact_id) for one in rest] == [
            (one.kind, one.contact_id) for one in everything[cut + 1 :]
        ]


def test_a_first_copy_is_followed_by_what_came_after(gomobile: Gomobile) -> None:
    gomobile.contacts.create("0612345678")
    cursor = gomobile.contacts.latest_cursor()
    assert list(gomobile.contacts.changes(cursor)) == []
    gone = gomobile.contacts.create("0612345679", first_name="Amina")
    gomobile.contacts.delete(gone.id)
    gomobile.contacts.restore(gone.id)
    gomobile.contacts.delete(gone.id, permanent=True)
    changes = list(gomobile.contacts.changes(cursor))
    assert [change.kind for change in changes] == ["created", "deleted", "restored", "erased"]
    assert changes[-1].contact is None
    assert changes[0].actor is not None
    assert changes[0].actor.kind == "key"
    with pytest.raises(BadRequest):
        list(gomobile.contacts.changes("yesterday"))


def test_following_waits_for_what_comes(service: Service) -> None:
    waits: list[float] = []

    def write_instead_of_waiting(seconds: float) -> None:
        waits.append(seconds)
        client.contacts.create(f"061234567{len(waits)}")

    with Gomobile(service.key, service.base_url, sleep=write_instead_of_waiting) as client:
        follower = client.contacts.follow_changes("now", interval=3)
        seen = [next(follower).contact_id for _ in range(3)]
        assert waits == [3, 3, 3]
        assert seen == [contact.id for contact in client.contacts.list(sort_order="asc")]


def test_a_timeline_tells_who_changed_what(gomobile: Gomobile) -> None:
    id = gomobile.contacts.create("0612345678", city="Fès").id
    for city in ("Rabat", "Agadir", "Oujda"):
        gomobile.contacts.update(id, city=city)
    gomobile.contacts.delete(id)
    events = list(gomobile.contacts.interactions(id, limit=2))
    assert [event.kind for event in events] == ["deleted", "updated", "updated", "updated", "created"]
    change = events[1].changes[0]
    assert (change.field, change.previous, change.value) == ("city", "Agadir", "Oujda")
    assert events[1].actor is not None
    assert events[1].actor.id == gomobile.me().id


@pytest.mark.anyio
async def test_the_asynchronous_feed_is_the_same(service: Service) -> None:
    async with AsyncGomobile(service.key, service.base_url) as client:
        cursor = await client.contacts.latest_cursor()
        made = await client.contacts.create("0612345678")
        assert [change.contact_id async for change in client.contacts.changes(cursor)] == [made.id]
        assert [event.kind async for event in client.contacts.interactions(made.id)] == ["created"]
        async for change in client.contacts.follow_changes(cursor):
            assert change.contact_id == made.id
            break
