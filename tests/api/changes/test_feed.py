"""The change feed."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.contacts import service as contacts
from gomobile.db.pool import Database
from tests import make

WRITERS, BATCHES, SIZE = 4, 6, 20


def read_all(api: make.Api, cursor: str | None = None, limit: int = 2) -> tuple[list[Any], str]:
    """Every entry from a cursor on, page by page; and the cursor to go on with."""
    found: list[Any] = []
    while True:
        params = {"limit": limit, **({"cursor": cursor} if cursor else {})}
        answer = api.get("/contact/changes", params=params)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["data"]
        cursor = page["meta"]["nextCursor"]
        assert cursor is not None
        if not page["meta"]["hasNextPage"]:
            return found, cursor


def test_every_kind_of_change_is_told_in_order(api: make.Api) -> None:
    id = api.post("/contact", json={"primaryPhone": make.phone()}).json()["contact"]["id"]
    api.patch(f"/contact/{id}", json={"city": "Fès"})
    api.delete(f"/contact/{id}")
    api.post(f"/contact/{id}/restore")
    api.delete(f"/contact/{id}?permanent=true")
    entries, cursor = read_all(api)
    assert [entry["kind"] for entry in entries] == ["created", "updated", "deleted", "restored", "erased"]
    assert {entry["contactId"] for entry in entries} == {id}
    assert {entry["contact"] for entry in entries} == {None}
    assert read_all(api, cursor) == ([], cursor)


def test_what_an_older_transaction_commits_later_is_not_missed(api: make.Api, database: Database) -> None:
    with database.transaction() as slow:
        first = contacts.create(slow, api.organization, Actor("system"), {"primaryPhone": make.phone()}).contact
        second = api.post("/contact", json={"primaryPhone": make.phone()}).json()["contact"]["id"]
        meanwhile, cursor = read_all(api)
    later, cursor = read_all(api, cursor)

    assert sorted(entry["contactId"] for entry in meanwhile + later) == sorted([str(first.id), second])
    assert read_all(api, cursor) == ([], cursor)


def test_a_reader_of_some_kinds_passes_the_others_once_and_misses_none(api: make.Api, database: Database) -> None:
    def read(kinds: str | None, cursor: str | None = None) -> tuple[list[str], str]:
        params = {"kinds": kinds, "cursor": cursor}
        page = api.get("/contact/changes", params={name: value for name, value in params.items() if value}).json()
        return [entry["contactId"] for entry in page["data"]], page["meta"]["nextCursor"]

    ids = [api.post("/contact", json={"primaryPhone": make.phone()}).json()["contact"]["id"] for _ in range(3)]
    found, cursor = read("deleted")
    assert (found, read(None, cursor)[0]) == ([], [])

    with database.transaction() as slow:
        contacts.delete(slow, api.organization.id, Actor("system"), UUID(ids[0]))
        api.delete(f"/contact/{ids[1]}")
        early, cursor = read("deleted", cursor)
    late, cursor = read("deleted", cursor)
    assert (early, late) == ([], ids[:2])
    assert (read("deleted", cursor)[0], read(None, cursor)[0]) == ([], [])


def test_nothing_is_missed_or_repeated_while_many_write(api: make.Api) -> None:
    """Each writer creates and changes contacts of its own and some that all of them share."""
    shared = [make.phone() for _ in range(SIZE)]
    done = threading.Event()
    read: list[Any] = []

    def write(number: int) -> None:
        own = [make.phone() for _ in range(SIZE)]
        for batch in range(BATCHES):
            phones = sorted(own + shared)
            data = [{"primaryPhone": phone, "city": f"{number}/{batch}"} for phone in phones]
            answer = api.post("/contact/upsert", json={"data": data})
            assert answer.status_code == 200, answer.text

    def follow() -> str | None:
        cursor = None
        while True:
            last = done.is_set()
            entries, cursor = read_all(api, cursor, limit=7)
            read.extend(entries)
            if last:
                return cursor

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        follower = pool.submit(follow)
        writers = [pool.submit(write, number) for number in range(WRITERS)]
        try:
            for writer in writers:
                writer.result(timeout=120)
        finally:
            done.set()
        follower.result(timeout=120)

    cursors = [entry["cursor"] for entry in read]
    assert len(set(cursors)) == len(cursors)
    assert [entry["cursor"] for entry in read_all(api, limit=1000)[0]] == cursors, "a copy made later is in that order"
    kinds: dict[str, list[str]] = {}
    for entry in read:
        kinds.setdefault(entry["contactId"], []).append(entry["kind"])
    assert len(kinds) == SIZE * (WRITERS + 1)
    assert {told[0] for told in kinds.values()} == {"created"}
    assert sorted(map(len, kinds.values())) == [BATCHES] * (SIZE * WRITERS) + [WRITERS * BATCHES] * SIZE
