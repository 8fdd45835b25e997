"""Every door that could lead to a call, tried with a number that must not be called."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from gomobile.db.pool import Database
from gomobile.privacy.suppression import service
from gomobile.quality import callable as callable_contacts
from tests import make

NUMBER = "0612345678"
FURTHER = "0612345679"
FREE = "0699999999"
#: What a segment of people to call is made of.
TO_CALL = {"logic": "AND", "conditions": [{"field": "suppressed.call", "operator": "equals", "value": False}]}


class World:
    """A contact with two numbers, one that is never suppressed, and a live audience of whom to call."""

    def __init__(self, api: make.Api, database: Database) -> None:
        self.api, self.database = api, database
        self.contact = self._create(NUMBER)
        self.free = self._create(FREE)
        added = api.post(f"/contact/{self.contact}/phones", json={"primaryPhone": FURTHER})
        assert added.status_code < 300, added.text
        made = api.post("/audience", json={"name": "To call", "type": "live", "rules": TO_CALL})
        assert made.status_code == 201, made.text
        self.audience = made.json()["id"]

    def _create(self, phone: str) -> str:
        return self.api.post("/contact", json={"primaryPhone": phone}).json()["contact"]["id"]

    def suppress(self, phone: str, **more: Any) -> str:
        body = {"phone": phone, "reason": "asked", **more}
        return self.api.post("/suppressions", json=body).json()["suppression"]["id"]

    def forget_numbers(self) -> None:
        """What an erasure leaves of suppressions."""
        with self.database.transaction() as conn:
            conn.execute("UPDATE suppressions SET phone_key = NULL, source = NULL, proof = NULL")


def primary(world: World) -> None:
    world.suppress("+212 6 12-34.56.78")


def for_calls(world: World) -> None:
    world.suppress(NUMBER, channel="call")


def further(world: World) -> None:
    world.suppress(FURTHER)


def until_later(world: World) -> None:
    world.suppress(NUMBER, expiresAt="2099-01-01")


def by_file(world: World) -> None:
    files = {"file": ("list.csv", f"phone\n{NUMBER}\n".encode())}
    assert world.api.post("/suppressions/import", files=files, data={"reason": "regulator"}).json()["added"] == 1


def by_bulk(world: World) -> None:
    world.api.post("/suppressions/bulk", json={"data": [{"phone": NUMBER, "reason": "asked"}]})


def by_refusal(world: World) -> None:
    body = {"purpose": "marketing", "channel": "call", "status": "withdrawn", "suppress": True}
    assert world.api.post(f"/contact/{world.contact}/consents", json=body).status_code == 201


def erased_and_back(world: World) -> None:
    """The number is erased with its contact, and imported again later."""
    world.suppress(NUMBER)
    world.api.delete(f"/contact/{world.contact}?permanent=true")
    world.forget_numbers()
    answer = world.api.post("/contact/upsert?results=true", json={"data": [{"primaryPhone": "+212612345678"}]})
    world.contact = answer.json()["results"][0]["id"]


def given_later(world: World) -> None:
    """The number is suppressed, known as a hash alone, and then given to a contact that had another one."""
    world.api.delete(f"/contact/{world.contact}?permanent=true")
    world.suppress(NUMBER)
    world.forget_numbers()
    world.contact = world._create("0611111111")
    assert world.api.patch(f"/contact/{world.contact}", json={"primaryPhone": NUMBER}).status_code == 200


def before_the_contact(world: World) -> None:
    world.api.delete(f"/contact/{world.contact}?permanent=true")
    world.suppress(NUMBER)
    world.contact = world._create(NUMBER)


def deleted_meanwhile(world: World) -> None:
    world.api.delete(f"/contact/{world.contact}")
    world.suppress(NUMBER)
    assert world.api.post(f"/contact/{world.contact}/restore").status_code == 200


def again_after_a_lift(world: World) -> None:
    world.api.delete(f"/suppressions/{world.suppress(NUMBER)}?reason=asked")
    world.suppress(NUMBER)


WAYS = (
    primary, for_calls, further, until_later, by_file, by_bulk, by_refusal, erased_and_back, given_later,
    before_the_contact, deleted_meanwhile, again_after_a_lift,
)  # fmt: skip


def asked_by_contact(world: World) -> set[str]:
    with world.database.transaction() as conn:
        ids = [UUID(world.contact), UUID(world.free)]
        held = service.contact_suppressed(conn, world.api.organization.id, ids, "call")
    return {str(id) for id in ids if id not in held}


def callable_reasons(world: World) -> set[str]:
    with world.database.transaction() as conn:
        ids = [UUID(world.contact), UUID(world.free)]
        found = callable_contacts.reasons(conn, world.api.organization.id, ids, "call")
    assert all(reasons in ([], ["suppressed"]) for reasons in found.values())
    return {str(id) for id, reasons in found.items() if not reasons}


def callable_route(world: World) -> set[str]:
    ids = [world.contact, world.free]
    return {id for id in ids if world.api.get(f"/contact/{id}/callable").json()["callable"]}


def shown_with_the_contact(world: World) -> set[str]:
    ids = [world.contact, world.free]
    return {id for id in ids if not world.api.get(f"/contact/{id}").json()["suppressions"]}


def live_audience(world: World) -> set[str]:
    found = world.api.get(f"/audience/{world.audience}/contacts").json()["data"]
    return {one.get("contactId") or one["id"] for one in found}


def list_by_rules(world: World) -> set[str]:
    found = world.api.get("/contact", params={"filter": json.dumps(TO_CALL)}).json()["data"]
    return {one["id"] for one in found}


def export_by_rules(world: World) -> set[str]:
    params = {"filter": json.dumps(TO_CALL), "columns": "id", "format": "jsonl"}
    answer = world.api.get("/contact/export", params=params)
    assert answer.status_code == 200, answer.text
    return {json.loads(line)["id"] for line in answer.text.splitlines()}


DOORS = (
    asked_by_contact, callable_reasons, callable_route, shown_with_the_contact, live_audience, list_by_rules,
    export_by_rules,
)  # fmt: skip


def let_through(world: World) -> dict[str, set[str]]:
    return {door.__name__: door(world) for door in DOORS}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_door_lets_a_suppressed_number_through(
    api: make.Api, database: Database, way: Callable[[World], None]
) -> None:
    world = World(api, database)
    assert let_through(world) == {door.__name__: {world.contact, world.free} for door in DOORS}

    way(world)

    assert let_through(world) == {door.__name__: {world.free} for door in DOORS}


def test_every_door_opens_again_after_a_lift(api: make.Api, database: Database) -> None:
    world = World(api, database)
    made = world.suppress(NUMBER)
    api.delete(f"/suppressions/{made}?reason=asked again")

    assert all(door(world) == {world.contact, world.free} for door in DOORS)


def test_a_suppression_for_another_channel_keeps_no_call_back(api: make.Api, database: Database) -> None:
    world = World(api, database)
    world.suppress(NUMBER, channel="sms")

    assert callable_route(world) == {world.contact, world.free}
    assert live_audience(world) == {world.contact, world.free}
    assert not api.get(f"/contact/{world.contact}/callable?channel=sms").json()["callable"]
