"""`/suppressions`: add, check, list, lift."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from gomobile.db.pool import Database
from gomobile.privacy.suppression import service
from tests import make

NUMBER = "0612345678"
KEY = "+212612345678"


def add(api: make.Api, phone: str = NUMBER, **more: Any) -> Any:
    return api.post("/suppressions", json={"phone": phone, "reason": "asked", **more})


def verdict(api: make.Api, phone: str = NUMBER, channel: str = "call") -> dict[str, Any]:
    [found] = api.post("/suppressions/check", json={"phones": [phone], "channel": channel}).json()["data"]
    return found


def soon(**more: float) -> str:
    return (datetime.now(UTC) + timedelta(**more)).isoformat()


def test_a_number_is_suppressed_in_whatever_form_it_is_written(api: make.Api) -> None:
    answer = add(api, source="letter", proof="https://example.com/1")
    assert answer.status_code == 201, answer.text
    made = answer.json()["suppression"]
    assert (made["phone"], made["channel"], made["reason"], made["state"]) == (KEY, "all", "asked", "active")
    for form in (NUMBER, "+212 612-345-678", "00212612345678", "٠٦١٢٣٤٥٦٧٨"):
        found = verdict(api, form)
        assert (found["suppressed"], found["reason"], found["since"]) == (True, "asked", made["createdAt"])
    assert verdict(api, "0612345679")["suppressed"] is False


@pytest.mark.parametrize("channel", ["call", "sms", "whatsapp", "email"])
def test_one_for_all_covers_every_channel_and_one_for_a_channel_no_other(api: make.Api, channel: str) -> None:
    add(api, "0612000001", channel="all")
    add(api, "0612000002", channel=channel)

    assert verdict(api, "0612000001", channel)["suppressed"]
    asked = ["call", "sms", "whatsapp", "email", "all"]
    assert [one for one in asked if verdict(api, "0612000002", one)["suppressed"]] == [channel]


def test_adding_again_says_so_and_keeps_the_longer_expiry(api: make.Api) -> None:
    near, far = soon(days=1), soon(days=9)
    first = add(api, expiresAt=near).json()["suppression"]
    again = add(api, expiresAt=far, reason="legal")
    assert again.status_code == 200
    assert again.json()["alreadySuppressed"] is True
    longer = again.json()["suppression"]
    assert (longer["id"], longer["reason"]) == (first["id"], "asked")
    assert longer["expiresAt"] > first["expiresAt"]
    assert add(api, expiresAt=near).json()["suppression"]["expiresAt"] == longer["expiresAt"]
    assert add(api).json()["suppression"]["expiresAt"] is None
    assert add(api, expiresAt=far).json()["suppression"]["expiresAt"] is None
    assert api.get("/suppressions").json()["meta"]["total"] == 1


def test_every_problem_of_an_entry_is_told_at_once(api: make.Api) -> None:
    body = {"phone": "abc", "channel": "fax", "expiresAt": "2020-01-01T00:00:00Z", "proof": 7, "colour": "red"}
    answer = api.post("/suppressions", json=body)

    assert answer.status_code == 400
    details = answer.json()["fieldDetails"]
    assert {field: [one["code"] for one in found] for field, found in details.items()} == {
        "phone": ["unreadable"],
        "channel": ["enum"],
        "reason": ["required"],
        "expiresAt": ["past"],
        "proof": ["type"],
        "colour": ["unknownProperty"],
    }


def test_two_numbers_in_one_text_are_refused_when_added_and_both_looked_at_when_checked(api: make.Api) -> None:
    both = "0612345677 / 0612345678"
    assert add(api, both).json()["fieldDetails"]["phone"][0]["code"] == "severalNumbers"
    add(api)
    assert verdict(api, both)["e164"] == KEY
    assert verdict(api, both)["suppressed"]


def test_a_text_without_a_number_has_no_verdict(api: make.Api) -> None:
    found = verdict(api, "nobody")
    assert found["suppressed"] is None
    assert found["error"]


def test_a_day_is_meant_to_its_end_where_the_organization_is(api: make.Api) -> None:
    made = add(api, expiresAt="2099-12-31").json()["suppression"]
    assert made["expiresAt"].startswith("2099-12-31T2") or made["expiresAt"].startswith("2100-01-01T00")


def test_one_that_is_over_no_longer_holds_and_can_be_added_again(api: make.Api, database: Database) -> None:
    first = add(api, expiresAt=soon(hours=1)).json()["suppression"]
    with database.transaction() as conn:
        conn.execute("UPDATE suppressions SET expires_at = now() - interval '1 s'")

    assert verdict(api)["suppressed"] is False
    assert api.get("/suppressions?state=expired").json()["data"][0]["id"] == first["id"]
    again = add(api)
    assert again.status_code == 201
    assert again.json()["suppression"]["id"] != first["id"]
    assert [one["state"] for one in api.get("/suppressions").json()["data"]] == ["active", "expired"]


def test_a_lifted_one_stays_in_the_history(api: make.Api) -> None:
    made = add(api).json()["suppression"]
    assert api.delete(f"/suppressions/{made['id']}").json()["fieldDetails"]["reason"][0]["code"] == "required"

    lifted = api.delete(f"/suppressions/{made['id']}", json={"reason": "asked again"}).json()

    assert (lifted["state"], lifted["liftReason"]) == ("lifted", "asked again")
    assert verdict(api)["suppressed"] is False
    assert add(api).status_code == 201
    found = api.get("/suppressions", params={"search": "06 12 34 56 78"}).json()["data"]
    assert [one["state"] for one in found] == ["active", "lifted"]
    again = api.delete(f"/suppressions/{made['id']}?reason=x")
    assert (again.status_code, again.json()["code"]) == (409, "SUPPRESSION_ENDED")


def test_bulk_adds_what_is_right_and_lists_the_rest_by_index(api: make.Api) -> None:
    add(api, "0612000001")
    data = [
        {"phone": "0612000001", "reason": "asked"},
        {"phone": "0612000002", "reason": "asked"},
        {"phone": "nobody", "reason": "asked"},
        {"phone": "0612000003"},
        {"phone": "+212612000002", "reason": "legal"},
        "0612000004",
    ]
    answer = api.post("/suppressions/bulk", json={"data": data}).json()

    assert (answer["added"], answer["alreadySuppressed"], answer["failed"]) == (1, 2, 3)
    assert [(one["index"], one["field"]) for one in answer["errors"]] == [
        (2, "phone"),
        (3, "reason"),
        (5, "suppression"),
    ]
    assert {one["index"] for one in answer["results"]} == {0, 1, 4}


@pytest.mark.parametrize("body", [[], {}, {"data": []}, {"data": 1}, {"data": [{}] * 10_001}, {"data": [1], "x": 1}])
def test_a_bulk_body_of_another_form_is_refused(api: make.Api, body: Any) -> None:
    answer = api.post("/suppressions/bulk", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "VALIDATION_FAILED")


def test_pages_follow_each_other_and_filters_leave_out_the_rest(api: make.Api) -> None:
    ids = [add(api, f"06120000{n:02}", channel="sms" if n % 2 else "all").json()["suppression"]["id"] for n in range(7)]
    seen: list[str] = []
    cursor = None
    while True:
        page = api.get("/suppressions", params={"limit": 3, **({"cursor": cursor} if cursor else {})}).json()
        seen += [one["id"] for one in page["data"]]
        assert page["meta"]["total"] == 7
        cursor = page["meta"]["nextCursor"]
        if cursor is None:
            break
    assert seen == ids[::-1]
    assert [one["id"] for one in api.get("/suppressions?page=2&limit=3").json()["data"]] == ids[::-1][3:6]
    assert api.get("/suppressions?channel=sms").json()["meta"]["total"] == 3
    assert api.get("/suppressions?reason=legal").json()["meta"]["total"] == 0
    assert [one["id"] for one in api.get("/suppressions?search=1200000").json()["data"]] == ids[::-1]
    assert api.get("/suppressions?cursor=x").status_code == 400


def test_another_organization_neither_sees_nor_is_kept_from_the_number(api: make.Api, other: make.Api) -> None:
    made = add(api).json()["suppression"]

    assert verdict(other, KEY)["suppressed"] is False
    assert other.get("/suppressions").json()["data"] == []
    assert other.get("/suppressions/export").text.count("\n") == 1
    assert other.delete(f"/suppressions/{made['id']}?reason=x").status_code == 404
    theirs = add(other, KEY).json()["suppression"]
    assert theirs["phoneHash"] != made["phoneHash"]


def test_an_agent_adds_and_checks_and_a_manager_lists_and_lifts(
    http: TestClient, api: make.Api, database: Database
) -> None:
    agent = make.Api(http, api.organization, make.key(database, api.organization, "agent"))
    manager = make.Api(http, api.organization, make.key(database, api.organization, "manager"))
    made = add(agent).json()["suppression"]

    assert verdict(agent)["suppressed"]
    assert agent.get("/suppressions").status_code == 403
    assert agent.get("/suppressions/export").status_code == 403
    assert agent.delete(f"/suppressions/{made['id']}?reason=x").status_code == 403
    assert manager.get("/suppressions").status_code == 200
    assert manager.delete(f"/suppressions/{made['id']}?reason=x").status_code == 200


def test_an_erased_number_stays_suppressed_and_is_known_again_when_a_contact_has_it(
    api: make.Api, database: Database
) -> None:
    add(api)
    with database.transaction() as conn:
        conn.execute("UPDATE suppressions SET phone_key = NULL")

    assert verdict(api)["suppressed"]
    assert api.get("/suppressions", params={"search": NUMBER}).json()["data"][0]["phone"] is None
    line = api.get("/suppressions/export").text.splitlines()[1]
    assert line.startswith(",all,asked")

    api.post("/contact", json={"primaryPhone": "0699999999"})
    assert api.get("/suppressions").json()["data"][0]["phone"] is None
    api.post("/contact/upsert", json={"data": [{"primaryPhone": NUMBER}]})
    assert api.get("/suppressions").json()["data"][0]["phone"] == KEY


def test_the_database_hashes_a_number_as_the_service_does(api: make.Api, database: Database) -> None:
    numbers = [KEY, "+1", "", "0" * 200, "é٣"]
    with database.transaction() as conn:
        hashes = service.hashes_of(conn, api.organization.id, numbers)
        for number in numbers:
            row = conn.execute(
                "SELECT phone_hash(secret, %s) FROM phone_hash_keys WHERE organization_id = %s",
                [number, api.organization.id],
            ).fetchone()
            assert row
            assert bytes(row[0]) == hashes[number]


def test_a_contact_is_announced_when_its_number_is_suppressed_or_freed(api: make.Api) -> None:
    contact = api.post("/contact", json={"primaryPhone": NUMBER}).json()["contact"]["id"]
    cursor = api.get("/contact/changes?cursor=now").json()["meta"]["nextCursor"]
    made = add(api).json()["suppression"]["id"]
    api.delete(f"/suppressions/{made}?reason=x")

    found = api.get("/contact/changes", params={"cursor": cursor}).json()["data"]
    assert [(one["kind"], one["contactId"]) for one in found] == [("updated", contact)] * 2


def test_what_is_unknown_is_not_found(api: make.Api) -> None:
    assert api.get(f"/suppressions/{uuid4()}").json()["code"] == "SUPPRESSION_NOT_FOUND"
