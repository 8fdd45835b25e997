"""Many writers of the same contacts at once."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from gomobile.db.pool import Database
from tests import make
from tests.api.contacts.test_create import create
from tests.api.contacts.test_list import get, walk
from tests.api.contacts.test_upsert import upsert

PHONES = [f"06{at:08d}" for at in range(150)]


def test_overlapping_batches_lose_and_double_nothing(api: make.Api, database: Database) -> None:
    def write(writer: int) -> list[dict[str, Any]]:
        shuffled = random.Random(writer)
        bodies = []
        for turn in range(4):
            phones = shuffled.sample(PHONES, 100)
            data = [
                {"primaryPhone": phone, ["city", "zip", "state"][writer % 3]: f"{writer}.{turn}"} for phone in phones
            ]
            bodies.append(upsert(api, *data))
        return bodies

    with ThreadPoolExecutor(6) as pool:
        bodies = [body for found in pool.map(write, range(6)) for body in found]
    contacts = walk(api, limit=100)
    numbers = [contact["phone"]["e164"] for contact in contacts]
    assert len(numbers) == len(set(numbers))
    assert sum(body["created"] for body in bodies) == len(contacts) == get(api)["meta"]["total"]
    assert sum(body["failed"] for body in bodies) == 0
    assert sum(body["updated"] for body in bodies) == sum(contact["version"] - 1 for contact in contacts)
    with database.transaction() as conn:
        history = conn.execute("SELECT count(*) FROM contact_history").fetchone()
        told = conn.execute("SELECT kind, sum(size) FROM contact_changes GROUP BY 1 ORDER BY 1").fetchall()
    assert history == (sum(contact["version"] - 1 for contact in contacts),)
    assert told == [("created", len(contacts)), ("updated", history[0])]


def test_fields_that_different_writers_set_are_all_kept(api: make.Api) -> None:
    fields = ["city", "zip", "state", "firstName", "lastName"]
    upsert(api, *({"primaryPhone": phone} for phone in PHONES))

    def write(field: str) -> None:
        data = [{"primaryPhone": phone, field: field} for phone in PHONES]
        random.Random(field).shuffle(data)
        upsert(api, *data)

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(write, fields))
    for contact in walk(api, limit=100):
        assert {field: contact[field] for field in fields} == {field: field for field in fields}
        assert contact["version"] == 6


def test_a_creation_and_an_upsert_of_one_number_make_one_contact(api: make.Api) -> None:
    for phone in PHONES[:15]:
        with ThreadPoolExecutor(2) as pool:
            made = pool.submit(create, api, primaryPhone=phone, firstName="one")
            sent = pool.submit(upsert, api, {"primaryPhone": phone, "lastName": "two"})
        (contact,) = get(api, search=phone)["data"]
        assert contact["lastName"] == "two"
        assert made.result().status_code == (201 if sent.result()["updated"] else 409)
        assert contact["firstName"] == ("one" if sent.result()["updated"] else None)
