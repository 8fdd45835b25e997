"""Secondary numbers: every door that looks a number up finds the contact by them."""

from __future__ import annotations

from typing import Any

from gomobile.db.pool import Database
from tests import make
from tests.api.contacts.test_create import create


def phones(api: make.Api, id: str) -> list[tuple[str, bool]]:
    answer = api.get(f"/contact/{id}/phones")
    assert answer.status_code == 200, answer.text
    return [(phone["key"], phone["primary"]) for phone in answer.json()["phones"]]


def add(api: make.Api, id: str, phone: str, **options: Any) -> Any:
    return api.post(f"/contact/{id}/phones", json={"primaryPhone": phone}, **options)


def contact(api: make.Api, phone: str = "+212612345678", **values: Any) -> str:
    return create(api, primaryPhone=phone, **values).json()["contact"]["id"]


def test_a_contact_has_several_numbers(api: make.Api) -> None:
    id = contact(api)
    answer = add(api, id, "06 87 65 43 21")

    assert answer.status_code == 201
    assert answer.json()["phones"][1] | {"phone": None} == {
        "key": "+212687654321",
        "primary": False,
        "primaryPhone": "06 87 65 43 21",
        "phone": None,
    }
    assert phones(api, id) == [("+212612345678", True), ("+212687654321", False)]
    assert answer.headers["ETag"] == '"2"'
    assert add(api, id, "0687654321").headers["ETag"] == '"2"', "a number that it has changes nothing"
    event = api.get(f"/contact/{id}/interactions").json()["data"][0]
    assert event["changes"] == [{"field": "secondaryPhones", "previous": [], "value": ["06 87 65 43 21"]}]


def test_a_number_of_another_contact_is_refused_with_its_holder(api: make.Api) -> None:
    first, second = contact(api), contact(api, "+212600000001")
    assert add(api, first, "0611111111").status_code == 201

    for taken in ("0612345678", "0611111111"):
        answer = add(api, second, taken)
        assert (answer.status_code, answer.json()["code"]) == (409, "PHONE_TAKEN")
        assert answer.json()["params"]["existingContactId"] == first


def test_a_version_that_is_not_the_present_one_is_refused(api: make.Api) -> None:
    id = contact(api)
    assert add(api, id, "0611111111", headers={"If-Match": '"7"'}).status_code == 412
    assert api.delete(f"/contact/{id}/phones/+212611111111", headers={"If-Match": '"7"'}).status_code == 412


def test_creating_a_contact_with_a_secondary_number_names_the_holder(api: make.Api) -> None:
    id = contact(api)
    add(api, id, "0611111111")

    answer = api.post("/contact", json={"primaryPhone": "0611111111"})

    assert (answer.status_code, answer.json()["code"]) == (409, "CONTACT_EXISTS")
    assert answer.json()["params"]["existingContactId"] == id


def test_a_number_does_not_move_by_an_update(api: make.Api) -> None:
    id, other = contact(api), contact(api, "+212600000001")
    add(api, id, "0611111111")

    answer = api.patch(f"/contact/{other}", json={"primaryPhone": "0611111111"})
    assert (answer.status_code, answer.json()["params"]["existingContactId"]) == (409, id)

    assert api.patch(f"/contact/{id}", json={"primaryPhone": "0611111111"}).status_code == 200
    assert phones(api, id) == [("+212611111111", True), ("+212612345678", False)], "neither is lost"


def test_an_upsert_finds_the_contact_by_any_number(api: make.Api) -> None:
    id = contact(api, firstName="Amal")
    add(api, id, "0611111111")

    body = {"data": [{"primaryPhone": "0611111111", "city": "Rabat"}]}
    answer = api.post("/contact/upsert", json=body, params={"results": True}).json()

    assert (answer["created"], answer["updated"]) == (0, 1)
    assert answer["results"] == [{"index": 0, "id": id, "status": "updated"}]
    found = api.get(f"/contact/{id}").json()
    assert (found["city"], found["firstName"], found["primaryPhone"]) == ("Rabat", "Amal", "+212612345678")


def test_two_numbers_of_one_contact_in_one_request_are_one_contact(api: make.Api) -> None:
    id = contact(api)
    add(api, id, "0611111111")
    rows = [
        {"primaryPhone": "0611111111", "city": "Fes"},
        {"primaryPhone": "0612345678", "city": "Rabat"},
        {"primaryPhone": "0611111111", "city": "Agadir"},
        {"primaryPhone": "0699999999"},
    ]

    answer = api.post("/contact/upsert", json={"data": rows}, params={"results": True}).json()

    assert (answer["created"], answer["updated"], answer["unchanged"], answer["failed"]) == (1, 1, 2, 0)
    assert answer["duplicates"] == [{"index": 0, "supersededBy": 2}, {"index": 1, "supersededBy": 2}]
    assert [row["id"] for row in answer["results"]][:3] == [id] * 3
    assert api.get(f"/contact/{id}").json()["city"] == "Agadir"


def test_a_number_that_was_taken_away_is_free(api: make.Api) -> None:
    id = contact(api)
    add(api, id, "0611111111")

    assert api.delete(f"/contact/{id}/phones/+212611111111").status_code == 200
    assert phones(api, id) == [("+212612345678", True)]
    assert api.delete(f"/contact/{id}/phones/+212611111111").json()["code"] == "PHONE_NOT_FOUND"
    assert api.delete(f"/contact/{id}/phones/+212612345678").json()["code"] == "PHONE_NOT_FOUND"
    assert contact(api, "0611111111") != id


def test_another_number_becomes_the_primary_one(api: make.Api) -> None:
    id = contact(api)
    add(api, id, "0611111111")

    answer = api.post(f"/contact/{id}/phones/+212611111111/make-primary")

    assert answer.status_code == 200
    assert phones(api, id) == [("+212611111111", True), ("+212612345678", False)]
    assert api.get(f"/contact/{id}").json()["primaryPhone"] == "0611111111"
    assert api.post(f"/contact/{id}/phones/+212699999999/make-primary").status_code == 404


def test_the_numbers_of_a_deleted_contact_are_free(api: make.Api) -> None:
    id = contact(api)
    add(api, id, "0611111111")
    api.delete(f"/contact/{id}")

    other = contact(api, "0611111111")
    assert api.post(f"/contact/{id}/restore").status_code == 200
    body = {"data": [{"primaryPhone": "0611111111", "city": "Rabat"}]}
    assert api.post("/contact/upsert", json=body, params={"results": True}).json()["results"][0]["id"] == other

    third = contact(api, "+212600000001")
    api.delete(f"/contact/{other}")
    api.delete(f"/contact/{id}")
    assert add(api, third, "0611111111").status_code == 201
    assert api.post(f"/contact/{other}/restore").json()["params"]["existingContactId"] == third


def test_another_organization_has_numbers_of_its_own(api: make.Api, other: make.Api, database: Database) -> None:
    id = contact(api)
    add(api, id, "+33612345678")

    assert other.get(f"/contact/{id}/phones").status_code == 404
    assert contact(other, "+33612345678") != id
