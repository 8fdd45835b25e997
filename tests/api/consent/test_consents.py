"""`/contact/{id}/consents` and `/consents`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from gomobile.db.pool import Database
from gomobile.privacy.consent import service
from tests import make


def contact(api: make.Api, phone: str | None = None) -> str:
    return api.post("/contact", json={"primaryPhone": phone or make.phone()}).json()["contact"]["id"]


def say(api: make.Api, id: str, status: str = "granted", **more: Any) -> Any:
    body = {"purpose": "marketing", "channel": "call", "status": status, **more}
    return api.post(f"/contact/{id}/consents", json=body)


def current(api: make.Api, id: str) -> dict[tuple[str, str], str]:
    found = api.get(f"/contact/{id}/consents").json()["current"]
    return {(one["purpose"], one["channel"]): one["status"] for one in found}


def ago(**more: float) -> str:
    return (datetime.now(UTC) - timedelta(**more)).isoformat()


def test_the_last_statement_holds_and_every_one_stays(api: make.Api) -> None:
    id = contact(api)
    made = say(api, id, source="web form", proof="https://example.com/1", statedAt=ago(days=2), expiresAt="2099-01-01")
    assert made.status_code == 201, made.text
    assert made.json()["expired"] is False
    say(api, id, "withdrawn")
    say(api, id, purpose="service", channel="sms")

    assert current(api, id) == {("marketing", "call"): "withdrawn", ("service", "sms"): "granted"}
    history = api.get(f"/contact/{id}/consents").json()["data"]
    assert [(one["purpose"], one["status"]) for one in history] == [
        ("service", "granted"),
        ("marketing", "withdrawn"),
        ("marketing", "granted"),
    ]
    assert (history[2]["source"], history[2]["proof"]) == ("web form", "https://example.com/1")


def test_a_late_note_of_an_older_statement_changes_nothing_that_holds(api: make.Api) -> None:
    id = contact(api)
    say(api, id, "withdrawn", statedAt=ago(days=1))
    cursor = api.get("/contact/changes?cursor=now").json()["meta"]["nextCursor"]

    assert say(api, id, "granted", statedAt=ago(days=3)).status_code == 201

    assert current(api, id) == {("marketing", "call"): "withdrawn"}
    assert len(api.get(f"/contact/{id}/consents").json()["data"]) == 2
    assert api.get("/contact/changes", params={"cursor": cursor}).json()["data"] == []


def test_a_change_of_what_holds_is_announced(api: make.Api) -> None:
    id = contact(api)
    cursor = api.get("/contact/changes?cursor=now").json()["meta"]["nextCursor"]
    say(api, id)
    found = api.get("/contact/changes", params={"cursor": cursor}).json()["data"]
    assert [(one["kind"], one["contactId"]) for one in found] == [("updated", id)]


def test_every_problem_is_told_at_once(api: make.Api) -> None:
    body = {
        "purpose": "Direct mail!",
        "channel": "all",
        "statedAt": "2999-01-01T00:00:00Z",
        "expiresAt": "soon",
        "suppress": "yes",
        "x": 1,
    }
    answer = api.post(f"/contact/{contact(api)}/consents", json=body)

    assert answer.status_code == 400
    codes = {field: [one["code"] for one in found] for field, found in answer.json()["fieldDetails"].items()}
    assert codes == {
        "purpose": ["format"],
        "channel": ["enum"],
        "status": ["required"],
        "statedAt": ["future"],
        "expiresAt": ["format"],
        "suppress": ["type"],
        "x": ["unknownProperty"],
    }


def test_an_end_before_the_beginning_and_a_grant_that_suppresses_are_refused(api: make.Api) -> None:
    id = contact(api)
    answer = say(api, id, expiresAt=ago(days=1), suppress=True).json()
    assert answer["fieldDetails"]["expiresAt"][0]["code"] == "beforeStatedAt"
    assert answer["fieldDetails"]["suppress"][0]["code"] == "contradiction"


def test_a_refusal_suppresses_only_when_that_is_asked(api: make.Api, database: Database) -> None:
    id = contact(api, "0612345678")
    with database.transaction() as conn:
        conn.execute(
            "INSERT INTO contact_phones (organization_id, phone_key, contact_id, primary_phone)"
            " VALUES (%s, '+212612345679', %s, '0612345679')",
            [api.organization.id, id],
        )
    say(api, id, "denied")
    assert api.get("/suppressions").json()["meta"]["total"] == 0

    say(api, id, "withdrawn", suppress=True, source="call of 3 May")
    found = api.get("/suppressions").json()["data"]

    assert {(one["phone"], one["channel"], one["reason"], one["source"]) for one in found} == {
        ("+212612345678", "call", "asked", "call of 3 May"),
        ("+212612345679", "call", "asked", "call of 3 May"),
    }


def test_bulk_takes_contacts_by_id_and_by_number(api: make.Api, other: make.Api) -> None:
    first, second = contact(api, "0612000001"), contact(api, "0612000002")
    say_so = {"purpose": "marketing", "channel": "call", "status": "granted"}
    data = [
        {"contactId": first, **say_so, "statedAt": ago(days=2)},
        {"phone": "06 12 00 00 02", **say_so},
        {"phone": "0612000009", **say_so},
        {"contactId": contact(other), **say_so},
        {**say_so},
        {"contactId": first, "phone": "0612000001", **say_so},
        {"contactId": "x", **say_so, "status": "maybe"},
        {"contactId": first, **say_so, "status": "denied", "statedAt": ago(days=1)},
    ]
    answer = api.post("/consents/bulk", json={"data": data}).json()

    assert (answer["recorded"], answer["failed"]) == (3, 5)
    assert [(one["index"], one["field"], one["code"]) for one in answer["errors"]] == [
        (2, "phone", "contactNotFound"),
        (3, "contactId", "contactNotFound"),
        (4, "contactId", "required"),
        (5, "contactId", "required"),
        (6, "contactId", "format"),
        (6, "status", "enum"),
    ]
    assert [(one["index"], one["contactId"]) for one in answer["results"]] == [(0, first), (1, second), (7, first)]
    assert current(api, first) == {("marketing", "call"): "denied"}


def test_the_list_shows_what_holds_in_pages(api: make.Api) -> None:
    ids = [contact(api) for _ in range(3)]
    for id in ids:
        say(api, id)
        say(api, id, "denied", channel="sms")
    api.delete(f"/contact/{ids[2]}")

    seen: list[tuple[str, str]] = []
    cursor = None
    while True:
        params = {"limit": 3, **({"cursor": cursor} if cursor else {})}
        page = api.get("/consents", params=params).json()
        seen += [(one["contactId"], one["channel"]) for one in page["data"]]
        cursor = page["meta"]["nextCursor"]
        if cursor is None:
            break
    assert seen == [(id, channel) for id in ids[:2] for channel in ("call", "sms")]
    assert api.get("/consents?status=denied").json()["meta"]["total"] == 2
    assert api.get("/consents?purpose=survey").json()["meta"]["total"] == 0
    assert api.get("/consents?channel=call&page=2&limit=1").json()["data"][0]["contactId"] == ids[1]
    lines = api.get("/consents/export?channel=sms").text.splitlines()
    assert len(lines) == 3
    assert ",marketing,sms,denied,false," in lines[1]


def test_history_is_read_in_pages(api: make.Api) -> None:
    id = contact(api)
    made = [say(api, id, statedAt=ago(hours=n)).json()["id"] for n in range(5)]
    first = api.get(f"/contact/{id}/consents?limit=3").json()
    rest = api.get(f"/contact/{id}/consents", params={"limit": 3, "cursor": first["meta"]["nextCursor"]}).json()
    assert [one["id"] for one in first["data"] + rest["data"]] == made
    assert rest["meta"]["nextCursor"] is None


def test_one_that_has_ended_is_shown_as_such_and_allows_nothing(api: make.Api, database: Database) -> None:
    id = contact(api)
    say(api, id, statedAt=ago(days=2), expiresAt=ago(days=1))

    assert api.get(f"/contact/{id}/consents").json()["current"][0]["expired"] is True
    assert api.get("/consents?status=expired").json()["meta"]["total"] == 1
    assert api.get("/consents?status=granted").json()["meta"]["total"] == 0
    with database.transaction() as conn:
        found = service.consented(conn, api.organization.id, [UUID(id)], "marketing", "call")[UUID(id)]
    assert found is not None
    assert found.status == "granted"
    assert not found.allows(datetime.now(UTC))


def test_silence_is_no_consent_and_the_past_can_be_asked(api: make.Api, database: Database) -> None:
    id, silent = contact(api), contact(api)
    say(api, id, statedAt=ago(days=9))
    say(api, id, "withdrawn", statedAt=ago(days=5))
    ids = [UUID(id), UUID(silent)]
    with database.transaction() as conn:
        present = service.consented(conn, api.organization.id, ids, "marketing", "call")
        past = service.consented(
            conn, api.organization.id, ids, "marketing", "call", at=datetime.now(UTC) - timedelta(days=7)
        )
        foreign = service.consented(conn, uuid4(), ids, "marketing", "call")

    assert [one and one.status for one in present.values()] == ["withdrawn", None]
    assert [one and one.status for one in past.values()] == ["granted", None]
    assert set(foreign.values()) == {None}


def test_another_organization_neither_sees_nor_changes_it(api: make.Api, other: make.Api) -> None:
    id = contact(api)
    say(api, id)

    assert say(other, id, "withdrawn").json()["code"] == "CONTACT_NOT_FOUND"
    assert other.get(f"/contact/{id}/consents").status_code == 404
    assert other.get("/consents").json()["data"] == []
    assert current(api, id) == {("marketing", "call"): "granted"}


@pytest.mark.parametrize("path", ["/consents", "/contact/{id}/consents"])
def test_a_cursor_of_something_else_is_refused(api: make.Api, path: str) -> None:
    answer = api.get(path.format(id=contact(api)), params={"cursor": "WzEsMiwzXQ"})
    assert answer.status_code == 400


def test_a_manager_exports(http: TestClient, api: make.Api, database: Database) -> None:
    agent = make.Api(http, api.organization, make.key(database, api.organization, "agent"))
    assert agent.get("/consents").status_code == 200
    assert agent.get("/consents/export").status_code == 403
