"""Creating a contact."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests import make

EVERYTHING = {
    "firstName": "Fatima",
    "lastName": "El Idrissi",
    "fullName": "Mme Fatima El Idrissi",
    "primaryEmail": "Fatima@Example.ma",
    "address": "12, rue des Orangers",
    "city": "Casablanca",
    "state": "Casablanca-Settat",
    "zip": "20000",
    "occupation": "pharmacienne",
    "preferredChannel": "phone",
    "gender": "female",
    "channels": ["phone", "sms"],
}


def create(api: make.Api, **values: Any) -> Any:
    return api.post("/contact", json={"primaryPhone": make.phone(), **values})


def refusals(answer: Any) -> dict[str, list[str]]:
    """The codes of each refused field."""
    assert answer.status_code == 400, answer.text
    body = answer.json()
    assert body["code"] == "VALIDATION_FAILED"
    assert body["fieldErrors"].keys() == body["fieldDetails"].keys()
    return {field: [detail["code"] for detail in details] for field, details in body["fieldDetails"].items()}


def test_a_contact_has_every_field_that_was_given(api: make.Api) -> None:
    answer = create(api, primaryPhone="06 12 34 56 78", **EVERYTHING)
    assert answer.status_code == 201, answer.text
    assert answer.json().keys() == {"contact", "attributeErrors", "warnings", "restorable"}
    contact = answer.json()["contact"]
    assert {name: contact[name] for name in EVERYTHING} == EVERYTHING
    assert contact["organizationId"] == str(api.organization.id)
    assert contact["primaryPhone"] == "06 12 34 56 78"
    assert contact["phone"] == {
        "e164": "+212612345678",
        "status": "valid",
        "type": "mobile",
        "region": "MA",
        "carrier": "Orange",
        "timeZone": "Africa/Casablanca",
        "national": "06 12 34 56 78",
        "international": "+212 6 12 34 56 78",
    }
    assert contact["version"] == 1
    assert contact["createdByKind"] == "key"
    assert contact["createdBy"] == contact["updatedBy"] == api.get("/users/me").json()["id"]
    assert contact["deletedAt"] is None
    created, updated = (datetime.fromisoformat(contact[name]) for name in ("createdAt", "updatedAt"))
    assert abs(created - updated) < timedelta(seconds=1)
    assert abs(created - datetime.now(UTC)) < timedelta(minutes=1)
    assert api.get(f"/contact/{contact['id']}").json() == contact
    assert answer.headers["ETag"] == api.get(f"/contact/{contact['id']}").headers["ETag"] == '"1"'


def test_what_was_not_given_is_null_and_channels_are_empty(api: make.Api) -> None:
    contact = create(api).json()["contact"]
    assert {contact[name] for name in EVERYTHING if name != "channels"} == {None}
    assert contact["channels"] == []
    assert contact["customAttributes"] == []
    assert contact["displayName"] is None


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"fullName": "Dr No", "firstName": "Julius"}, "Dr No"),
        ({"firstName": "Fatima", "lastName": "Alaoui"}, "Fatima Alaoui"),
        ({"lastName": "Alaoui"}, "Alaoui"),
    ],
)
def test_the_name_to_show_is_the_full_name_or_made_of_the_others(
    api: make.Api, given: dict[str, str], shown: str
) -> None:
    contact = create(api, **given).json()["contact"]
    assert contact["displayName"] == shown
    assert contact["fullName"] == given.get("fullName")


def test_texts_are_trimmed_and_blank_ones_are_null(api: make.Api) -> None:
    contact = create(api, firstName="\u00a0 Amal\u200f\t", lastName="  ", city="", channels=[]).json()["contact"]
    assert (contact["firstName"], contact["lastName"], contact["city"]) == ("Amal", None, None)


def test_the_longest_values_are_kept(api: make.Api) -> None:
    email = "a" * 64 + "@" + ".".join(["b" * 61] * 3) + ".ma"
    longest = {"firstName": "é" * 64, "address": "x" * 256, "primaryEmail": email, "channels": ["c" * 64] * 20}
    contact = create(api, **longest).json()["contact"]
    assert {name: contact[name] for name in longest} == longest


@pytest.mark.parametrize(
    ("field", "value", "codes"),
    [
        ("primaryPhone", None, ["required"]),
        ("primaryPhone", " ", ["required"]),
        ("primaryPhone", "12", ["minLength"]),
        ("primaryPhone", "1" * 21, ["maxLength"]),
        ("primaryPhone", 212612345678, ["type"]),
        ("primaryPhone", "call me", ["unreadable"]),
        ("primaryPhone", "2.12612E+11", ["roundedByExcel"]),
        ("firstName", "x" * 65, ["maxLength"]),
        ("firstName", 5, ["type"]),
        ("firstName", "a\u0000b", ["invalidCharacter"]),
        ("address", "x" * 257, ["maxLength"]),
        ("primaryEmail", "nobody", ["format"]),
        ("primaryEmail", "x" * 250 + "@example.com", ["maxLength"]),
        ("gender", "other", ["enum"]),
        ("channels", "phone", ["type"]),
        ("channels", ["x"] * 21, ["maxItems"]),
        ("customAttributes", [1], ["type"]),
        ("id", "0e2f099b-773a-4f91-85b6-448970b6ac97", ["unknownProperty"]),
    ],
)
def test_a_value_outside_the_rules_is_refused(api: make.Api, field: str, value: Any, codes: list[str]) -> None:
    assert refusals(create(api, **{field: value})) == {field: codes}


def test_every_refused_field_is_told_at_once(api: make.Api) -> None:
    answer = api.post(
        "/contact",
        json={
            "primaryPhone": "not a number",
            "gender": "f",
            "primaryEmail": "@",
            "city": "x" * 65,
            "channels": ["", 5],
            "nickname": "Fati",
        },
    )
    assert refusals(answer) == {
        "primaryPhone": ["unreadable"],
        "gender": ["enum"],
        "primaryEmail": ["format"],
        "city": ["maxLength"],
        "channels.0": ["minLength"],
        "channels.1": ["type"],
        "nickname": ["unknownProperty"],
    }
    assert answer.json()["fieldDetails"]["city"][0]["params"] == {"max": 64}


@pytest.mark.parametrize("body", ["[]", "5", "null", '"text"'])
def test_a_body_that_is_no_object_is_refused(api: make.Api, body: str) -> None:
    answer = api.post("/contact", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["code"] == "VALIDATION_FAILED"


def test_a_body_that_is_no_json_is_refused(api: make.Api) -> None:
    answer = api.post("/contact", content="{", headers={"Content-Type": "application/json"})
    assert refusals(answer)


def test_an_invalid_number_is_kept_and_marked(api: make.Api) -> None:
    contact = create(api, primaryPhone="0123").json()["contact"]
    assert contact["primaryPhone"] == "0123"
    assert contact["phone"]["status"] == "invalid"


def test_of_several_numbers_the_first_is_used_and_the_others_are_told(api: make.Api) -> None:
    answer = create(api, primaryPhone="0612345678;061234567")
    assert answer.status_code == 201, answer.text
    assert answer.json()["contact"]["primaryPhone"] == "0612345678"
    assert [(w["field"], w["code"], w["value"]) for w in answer.json()["warnings"]] == [
        ("primaryPhone", "severalNumbers", "061234567")
    ]


def test_numbers_are_read_as_the_organization_s_country_means_them(other: make.Api) -> None:
    assert create(other, primaryPhone="06 12 34 56 78").json()["contact"]["phone"]["e164"] == "+33612345678"


def test_refused_attribute_values_do_not_stop_the_contact(api: make.Api) -> None:
    api.post("/custom-attributes", json={"displayName": "Balance", "type": "number"})
    api.post("/custom-attributes", json={"displayName": "Tier", "type": "text"})
    answer = create(api, customAttributes={"balance": "much", "tier": " gold ", "unheard": 1})
    assert answer.status_code == 201
    assert [(entry["name"], entry["value"]) for entry in answer.json()["contact"]["customAttributes"]] == [
        ("tier", "gold")
    ]
    problems = {(e["field"], e["code"], e["value"]) for e in answer.json()["attributeErrors"]}
    assert problems == {
        ("customAttributes.balance", "format", "much"),
        ("customAttributes.unheard", "unknownAttribute", 1),
    }
    assert all(error["message"] for error in answer.json()["attributeErrors"])


@pytest.mark.parametrize("same", ["+212612345678", "06 12 34 56 78", "00212612345678", "٠٦١٢٣٤٥٦٧٨"])
def test_a_number_that_a_contact_has_already_is_refused_naming_it(api: make.Api, same: str) -> None:
    id = create(api, primaryPhone="0612345678").json()["contact"]["id"]
    answer = create(api, primaryPhone=same)
    assert answer.status_code == 409
    assert answer.json()["code"] == "CONTACT_EXISTS"
    assert answer.json()["params"]["existingContactId"] == id
    assert "/api/contact/upsert" in answer.json()["message"]
    assert api.get("/contact").json()["meta"]["total"] == 1


def test_two_organizations_may_know_the_same_number(api: make.Api, other: make.Api) -> None:
    assert create(api, primaryPhone="+212612345678").status_code == 201
    assert create(other, primaryPhone="+212612345678").status_code == 201


def test_a_deleted_holder_does_not_block_and_is_offered(api: make.Api) -> None:
    id = create(api, primaryPhone="0612345678").json()["contact"]["id"]
    assert create(api).json()["restorable"] is None
    api.delete(f"/contact/{id}")
    answer = create(api, primaryPhone="+212612345678")
    assert answer.status_code == 201
    assert answer.json()["restorable"]["id"] == id
    assert answer.json()["restorable"]["deletedAt"]


def test_a_new_contact_is_not_changed_before_it_is_created(api: make.Api) -> None:
    """The moment of creation is that of the identifier, made after the transaction began; milliseconds are shown."""
    made = [create(api, primaryPhone="0612345678").json()["contact"]]
    body = {"data": [{"primaryPhone": f"06112233{n:02d}"} for n in range(20)]}
    api.post("/contact/upsert", json=body)
    made += api.get("/contact", params={"limit": 100}).json()["data"]
    assert len(made) == 22
    assert all(one["updatedAt"] >= one["createdAt"] for one in made)


def test_of_many_at_once_with_one_number_one_wins(api: make.Api) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda n: create(api, primaryPhone="0612345678", firstName=f"n{n}"), range(6)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
    winner = next(answer for answer in answers if answer.status_code == 201).json()["contact"]["id"]
    assert {a.json()["params"]["existingContactId"] for a in answers if a.status_code == 409} == {winner}


def test_nobody_creates_without_a_key(api: make.Api) -> None:
    answer = api.http.post("/api/contact", json={"primaryPhone": "nonsense"})
    assert answer.status_code == 401
    assert answer.json()["code"] == "UNAUTHORIZED"


def test_an_agent_may_create(api: make.Api, database: Any) -> None:
    agent = make.Api(api.http, api.organization, make.key(database, api.organization, "agent"))
    assert create(agent).status_code == 201
