"""Changing a contact."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from gomobile.db.pool import Database
from tests import make
from tests.api.contacts.test_create import create, refusals


@pytest.fixture
def id(api: make.Api) -> str:
    made = create(api, primaryPhone="0612345678", firstName="Amal", city="Rabat", channels=["phone"])
    return made.json()["contact"]["id"]


def attributes(contact: dict[str, Any]) -> dict[str, Any]:
    return {entry["name"]: entry["value"] for entry in contact["customAttributes"]}


@pytest.mark.parametrize("method", ["put", "patch"])
def test_what_is_absent_stays_and_null_clears(api: make.Api, id: str, method: str) -> None:
    before = api.get(f"/contact/{id}").json()
    answer = getattr(api, method)(f"/contact/{id}", json={"city": None, "channels": None, "lastName": "Tazi"})
    assert answer.status_code == 200, answer.text
    contact = answer.json()["contact"]
    changed = {"city", "channels", "lastName", "displayName", "version", "updatedAt"}
    assert {name: contact[name] for name in changed - {"updatedAt"}} == {
        "city": None,
        "channels": [],
        "lastName": "Tazi",
        "displayName": "Amal Tazi",
        "version": 2,
    }
    assert {name: contact[name] for name in contact.keys() - changed} == {
        name: before[name] for name in before.keys() - changed
    }
    assert contact["updatedAt"] > before["updatedAt"]
    assert api.get(f"/contact/{id}").json() == contact


def test_attributes_merge_key_by_key(api: make.Api, id: str) -> None:
    for name, kind in (("Tier", "text"), ("Balance", "number"), ("Due", "date")):
        api.post("/custom-attributes", json={"displayName": name, "type": kind})

    def patch(values: Any) -> dict[str, Any]:
        answer = api.patch(f"/contact/{id}", json={"customAttributes": values})
        assert answer.status_code == 200, answer.text
        return attributes(answer.json()["contact"])

    assert patch({"tier": "gold", "balance": 12.5}) == {"tier": "gold", "balance": 12.5}
    assert patch({"due": "2026-12-31", "balance": None}) == {"tier": "gold", "due": "2026-12-31"}
    assert patch({"tier": "silver"}) == {"tier": "silver", "due": "2026-12-31"}
    assert patch({}) == {"tier": "silver", "due": "2026-12-31"}
    assert patch(None) == {}


def test_a_refused_attribute_value_leaves_what_is_there(api: make.Api, id: str) -> None:
    api.post("/custom-attributes", json={"displayName": "Balance", "type": "number"})
    api.patch(f"/contact/{id}", json={"customAttributes": {"balance": 3}})
    answer = api.patch(f"/contact/{id}", json={"customAttributes": {"balance": "three"}})
    assert answer.status_code == 200
    assert attributes(answer.json()["contact"]) == {"balance": 3}
    assert [error["code"] for error in answer.json()["attributeErrors"]] == ["format"]


@pytest.mark.parametrize("same", [{}, {"city": "Rabat"}, {"primaryPhone": "0612345678", "channels": ["phone"]}])
def test_a_change_of_nothing_writes_nothing(api: make.Api, id: str, database: Database, same: dict[str, Any]) -> None:
    answer = api.patch(f"/contact/{id}", json=same)
    assert answer.status_code == 200
    assert answer.headers["ETag"] == '"1"'
    assert answer.json()["contact"] == api.get(f"/contact/{id}").json()
    with database.transaction() as conn:
        assert conn.execute("SELECT count(*) FROM contact_history").fetchone() == (0,)
        assert conn.execute("SELECT kind FROM contact_changes").fetchall() == [("created",)]


def test_the_number_can_be_changed_and_written_otherwise(api: make.Api, id: str) -> None:
    other = api.patch(f"/contact/{id}", json={"primaryPhone": "+33 6 12 34 56 78"}).json()["contact"]
    assert (other["phone"]["e164"], other["phone"]["region"]) == ("+33612345678", "FR")
    assert api.get("/contact", params={"search": "0612345678"}).json()["meta"]["total"] == 1
    again = api.patch(f"/contact/{id}", json={"primaryPhone": "0033612345678"}).json()["contact"]
    assert (again["primaryPhone"], again["phone"]["e164"], again["version"]) == (
        "0033612345678",
        "+33612345678",
        3,
    )
    assert create(api, primaryPhone="0612345678").status_code == 201


def test_a_number_that_another_contact_has_is_refused_naming_it(api: make.Api, id: str) -> None:
    other = create(api, primaryPhone="0687654321").json()["contact"]["id"]
    answer = api.patch(f"/contact/{other}", json={"primaryPhone": "+212 612345678", "city": "Fès"})
    assert answer.status_code == 409
    assert answer.json()["code"] == "CONTACT_EXISTS"
    assert answer.json()["params"]["existingContactId"] == id
    assert api.get(f"/contact/{other}").json()["city"] is None


def test_a_deleted_contact_with_the_new_number_is_offered(api: make.Api, id: str) -> None:
    deleted = api.post("/contact", json={"primaryPhone": "0699887766"}).json()["contact"]["id"]
    api.delete(f"/contact/{deleted}")
    changed = api.patch(f"/contact/{id}", json={"primaryPhone": "+212699887766"}).json()
    assert changed["restorable"]["id"] == deleted
    assert changed["restorable"]["deletedAt"]
    again = api.patch(f"/contact/{id}", json={"primaryPhone": "06 99 88 77 66", "firstName": "New"}).json()
    assert again["restorable"] is None


def test_the_number_cannot_be_cleared(api: make.Api, id: str) -> None:
    assert refusals(api.patch(f"/contact/{id}", json={"primaryPhone": None})) == {"primaryPhone": ["required"]}


def test_every_refused_field_is_told_at_once(api: make.Api, id: str) -> None:
    body = {"primaryPhone": "x", "gender": "?", "zip": 20000, "version": 3}
    assert refusals(api.put(f"/contact/{id}", json=body)) == {
        "primaryPhone": ["minLength"],
        "gender": ["enum"],
        "zip": ["type"],
        "version": ["unknownProperty"],
    }


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ('"1"', 200),
        ('W/"1"', 200),
        ('"7", "1"', 200),
        ("*", 200),
        ('"2"', 412),
        ('"one"', 412),
        ("1", 412),
        ("", 412),
    ],
)
def test_if_match_must_name_the_current_version(api: make.Api, id: str, header: str, status: int) -> None:
    answer = api.patch(f"/contact/{id}", json={"city": "Fès"}, headers={"If-Match": header})
    assert answer.status_code == status, answer.text
    if status == 412:
        assert answer.json()["code"] == "PRECONDITION_FAILED"
        assert answer.json()["params"] == {"version": 1}
        assert api.get(f"/contact/{id}").json()["city"] == "Rabat"
    else:
        assert answer.headers["ETag"] == '"2"'


def test_of_many_who_saw_the_same_version_one_changes_it(api: make.Api, id: str) -> None:
    def change(city: str) -> int:
        return api.patch(f"/contact/{id}", json={"city": city}, headers={"If-Match": '"1"'}).status_code

    with ThreadPoolExecutor(5) as pool:
        assert sorted(pool.map(change, "abcde")) == [200, 412, 412, 412, 412]
    assert api.get(f"/contact/{id}").json()["version"] == 2


def test_changes_of_different_fields_at_once_are_all_kept(api: make.Api, id: str) -> None:
    changes = [{"city": "Fès"}, {"lastName": "Tazi"}, {"zip": "30000"}, {"address": "1, rue A"}, {"state": "F"}]
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda body: api.patch(f"/contact/{id}", json=body), changes))
    assert {answer.status_code for answer in answers} == {200}
    contact = api.get(f"/contact/{id}").json()
    assert contact["version"] == 6
    assert all(contact[name] == value for body in changes for name, value in body.items())


@pytest.mark.parametrize("id", ["00000000-0000-0000-0000-000000000000"])
def test_a_contact_that_does_not_exist_is_not_found(api: make.Api, id: str) -> None:
    for answer in (api.get(f"/contact/{id}"), api.patch(f"/contact/{id}", json={}), api.delete(f"/contact/{id}")):
        assert answer.status_code == 404
        assert answer.json()["code"] == "CONTACT_NOT_FOUND"


def test_an_id_that_is_none_is_refused(api: make.Api) -> None:
    assert refusals(api.get("/contact/42")) == {"id": ["format"]}


def test_another_organization_neither_sees_nor_changes_it(api: make.Api, other: make.Api, id: str) -> None:
    assert other.get(f"/contact/{id}").status_code == 404
    assert other.patch(f"/contact/{id}", json={"city": "Paris"}).status_code == 404
    assert other.delete(f"/contact/{id}").status_code == 404
    assert other.delete(f"/contact/{id}?permanent=true").status_code == 404
    assert other.post(f"/contact/{id}/restore").status_code == 404
    assert other.get(f"/contact/{id}/interactions").status_code == 404
    assert api.get(f"/contact/{id}").json()["version"] == 1
