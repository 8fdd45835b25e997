"""`POST /contact/upsert`."""

from __future__ import annotations

from typing import Any

import pytest

from gomobile.db.pool import Database
from tests import make
from tests.api.contacts.test_create import create, refusals
from tests.api.contacts.test_list import get


def upsert(api: make.Api, *data: Any, **params: Any) -> dict[str, Any]:
    answer = api.post("/contact/upsert", json={"data": list(data)}, params=params)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["created"] + body["updated"] + body["unchanged"] + body["failed"] == len(data)
    return body


def counts(body: dict[str, Any]) -> tuple[int, int, int, int]:
    return body["created"], body["updated"], body["unchanged"], body["failed"]


def by_phone(api: make.Api, phone: str) -> dict[str, Any]:
    (found,) = get(api, search=phone, include="customAttributes")["data"]
    return found


def test_unknown_numbers_are_created_and_known_ones_updated(api: make.Api) -> None:
    assert counts(upsert(api, {"primaryPhone": "0612345678", "city": "Rabat"}, {"primaryPhone": "0687654321"})) == (
        2,
        0,
        0,
        0,
    )
    body = upsert(
        api,
        {"primaryPhone": "+212 612 345 678", "firstName": "Amal"},
        {"primaryPhone": "0687654321"},
        {"primaryPhone": "0611111111"},
    )
    assert counts(body) == (1, 1, 1, 0)
    contact = by_phone(api, "0612345678")
    assert (contact["firstName"], contact["city"], contact["version"]) == ("Amal", "Rabat", 2)
    assert by_phone(api, "0687654321")["version"] == 1
    assert get(api)["meta"]["total"] == 3


def test_an_empty_answer_lists_nothing(api: make.Api) -> None:
    body = upsert(api, {"primaryPhone": make.phone()})
    assert body == {
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "failed": 0,
        "errors": [],
        "attributeErrors": [],
        "warnings": [],
        "duplicates": [],
    }


def test_absent_stays_and_null_and_blank_clear(api: make.Api) -> None:
    phone = make.phone()
    full = {"firstName": "Amal", "city": "Rabat", "zip": "10000", "channels": ["a, b", 'c"d', "e\\f", "{}"]}
    upsert(api, {"primaryPhone": phone, **full})
    assert by_phone(api, phone)["channels"] == full["channels"]
    assert counts(upsert(api, {"primaryPhone": phone, "city": None, "zip": " "})) == (0, 1, 0, 0)
    contact = by_phone(api, phone)
    assert (contact["firstName"], contact["city"], contact["zip"]) == ("Amal", None, None)
    upsert(api, {"primaryPhone": phone, "channels": []})
    assert by_phone(api, phone)["channels"] == []
    assert counts(upsert(api, {"primaryPhone": phone, "city": None, "channels": None})) == (0, 0, 1, 0)


def test_every_failure_is_told_and_the_others_are_written(api: make.Api) -> None:
    body = upsert(
        api,
        {"primaryPhone": "0612345678"},
        {"firstName": "Nobody"},
        "text",
        {"primaryPhone": "0600000001", "gender": "x", "city": "x" * 65, "nickname": 1},
        {"primaryPhone": "none of your business"},
        {"primaryPhone": "2.12612E+11", "primaryEmail": "@"},
        None,
        {"primaryPhone": "0600000002"},
        results=True,
    )
    assert counts(body) == (2, 0, 0, 6)
    assert [(e["index"], e["field"], e["code"]) for e in body["errors"]] == [
        (1, "primaryPhone", "required"),
        (2, "contact", "type"),
        (3, "gender", "enum"),
        (3, "city", "maxLength"),
        (3, "nickname", "unknownProperty"),
        (4, "primaryPhone", "maxLength"),
        (5, "primaryEmail", "format"),
        (5, "primaryPhone", "roundedByExcel"),
        (6, "contact", "type"),
    ]
    assert all(error.keys() == {"index", "field", "value", "code", "message"} for error in body["errors"])
    assert body["errors"][7]["value"] == "2.12612E+11"
    assert [(r["index"], r["status"], bool(r["id"])) for r in body["results"]] == [
        (0, "created", True),
        *((n, "failed", False) for n in range(1, 7)),
        (7, "created", True),
    ]


def test_of_several_with_one_number_the_last_wins(api: make.Api) -> None:
    body = upsert(
        api,
        {"primaryPhone": "0612345678", "firstName": "first", "city": "Rabat"},
        {"primaryPhone": "0611111111"},
        {"primaryPhone": "+212612345678", "firstName": "second"},
        {"primaryPhone": "00212612345678", "firstName": "last"},
        {"primaryPhone": "0612345678", "gender": "refused"},
        results=True,
    )
    assert counts(body) == (2, 0, 2, 1)
    assert body["duplicates"] == [{"index": 0, "supersededBy": 3}, {"index": 2, "supersededBy": 3}]
    statuses = [result["status"] for result in body["results"]]
    assert statuses == ["superseded", "created", "superseded", "created", "failed"]
    assert len({body["results"][n]["id"] for n in (0, 2, 3)}) == 1
    contact = by_phone(api, "0612345678")
    assert (contact["firstName"], contact["city"], contact["version"]) == ("last", None, 1)


def test_attributes_merge_key_by_key_and_refused_values_are_told(api: make.Api) -> None:
    for name, kind in (("Tier", "text"), ("Balance", "number"), ("Active", "boolean")):
        api.post("/custom-attributes", json={"displayName": name, "type": kind})
    phones = [make.phone() for _ in range(3)]

    def values(phone: str) -> dict[str, Any]:
        return {entry["name"]: entry["value"] for entry in by_phone(api, phone)["customAttributes"]}

    body = upsert(
        api,
        {"primaryPhone": phones[0], "customAttributes": {"tier": "gold", "balance": 12, "active": True}},
        {"primaryPhone": phones[1], "customAttributes": {"tier": 5, "balance": "12.50", "active": "oui"}},
        {"primaryPhone": phones[2], "customAttributes": {"balance": "much", "unheard": {"a": 1}, "tier": None}},
    )
    assert counts(body) == (3, 0, 0, 0)
    assert [(e["index"], e["field"], e["code"], e["value"]) for e in body["attributeErrors"]] == [
        (2, "customAttributes.unheard", "unknownAttribute", {"a": 1}),
        (2, "customAttributes.balance", "format", "much"),
    ]
    assert [values(phone) for phone in phones] == [
        {"tier": "gold", "balance": 12, "active": True},
        {"tier": "5", "balance": 12.5, "active": True},
        {},
    ]
    body = upsert(
        api,
        {"primaryPhone": phones[0], "customAttributes": {"tier": None, "balance": 13}},
        {"primaryPhone": phones[1], "customAttributes": None},
        {"primaryPhone": phones[2], "customAttributes": {}},
    )
    assert counts(body) == (0, 2, 1, 0)
    assert [values(phone) for phone in phones] == [{"balance": 13, "active": True}, {}, {}]


def test_several_numbers_in_one_field_are_told(api: make.Api) -> None:
    body = upsert(api, {"primaryPhone": "0612345678;061234567"})
    assert [(w["index"], w["code"], w["value"]) for w in body["warnings"]] == [(0, "severalNumbers", "061234567")]
    assert by_phone(api, "0612345678")["primaryPhone"] == "0612345678"


def test_a_deleted_contact_is_not_updated(api: make.Api) -> None:
    id = create(api, primaryPhone="0612345678").json()["contact"]["id"]
    api.delete(f"/contact/{id}")
    body = upsert(api, {"primaryPhone": "0612345678"}, results=True)
    assert counts(body) == (1, 0, 0, 0)
    assert body["results"][0]["id"] != id


def test_what_was_overwritten_is_kept_as_history(api: make.Api) -> None:
    id = create(api, primaryPhone="0612345678", city="Rabat").json()["contact"]["id"]
    upsert(api, {"primaryPhone": "0612345678", "city": "Fès"})
    events = api.get(f"/contact/{id}/interactions").json()["data"]
    assert events[0]["changes"] == [{"field": "city", "previous": "Rabat", "value": "Fès"}]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {"data": ["required"]}),
        ({"data": []}, {"data": ["minItems"]}),
        ({"data": None}, {"data": ["type"]}),
        ({"data": {"primaryPhone": "0612345678"}}, {"data": ["type"]}),
        ({"data": [{}] * 1001}, {"data": ["maxItems"]}),
        ({"data": [{}], "mode": "merge"}, {"mode": ["unknownProperty"]}),
        ({"contacts": [{}]}, {"contacts": ["unknownProperty"], "data": ["required"]}),
        ([{"primaryPhone": "0612345678"}], {"body": ["type"]}),
    ],
)
def test_a_body_of_another_shape_is_refused(api: make.Api, body: Any, expected: dict[str, list[str]]) -> None:
    assert refusals(api.post("/contact/upsert", json=body)) == expected
    assert get(api)["meta"]["total"] == 0


def test_a_thousand_contacts_fit_into_one_request(api: make.Api) -> None:
    data = [{"primaryPhone": f"06{at:08d}", "firstName": f"n{at}"} for at in range(1000)]
    assert counts(upsert(api, *data)) == (1000, 0, 0, 0)
    assert counts(upsert(api, *reversed(data))) == (0, 0, 1000, 0)
    assert get(api)["meta"]["total"] == 1000


def test_the_same_request_sent_twice_has_one_effect(api: make.Api) -> None:
    body = {"data": [{"primaryPhone": make.phone()}]}
    first, second = (api.post("/contact/upsert", json=body, headers={"Idempotency-Key": "batch-1"}) for _ in range(2))
    assert first.json()["created"] == 1
    assert second.content == first.content


def test_an_agent_may_upsert_and_nobody_without_a_key(api: make.Api, database: Database) -> None:
    agent = make.Api(api.http, api.organization, make.key(database, api.organization, "agent"))
    assert counts(upsert(agent, {"primaryPhone": make.phone()})) == (1, 0, 0, 0)
    assert api.http.post("/api/contact/upsert", json={"data": []}).status_code == 401


def test_another_organization_s_contact_of_the_same_number_is_left_alone(api: make.Api, other: make.Api) -> None:
    create(api, primaryPhone="+212612345678", city="Rabat")
    assert counts(upsert(other, {"primaryPhone": "+212612345678", "city": "Paris"})) == (1, 0, 0, 0)
    assert by_phone(api, "+212612345678")["city"] == "Rabat"
