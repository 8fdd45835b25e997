"""`POST /call-results` and what follows from it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests import make

NOW = datetime.now(UTC).replace(microsecond=0)


def ago(**delta: float) -> str:
    return (NOW - timedelta(**delta)).isoformat()


@pytest.fixture
def contact(api: make.Api) -> dict[str, Any]:
    return api.post("/contact", json={"primaryPhone": make.phone(), "firstName": "Amal"}).json()["contact"]


def send(api: make.Api, *results: dict[str, Any]) -> dict[str, Any]:
    answer = api.post("/call-results", json={"data": list(results)})
    assert answer.status_code == 200, answer.text
    return answer.json()


def calls(api: make.Api, contact: dict[str, Any]) -> dict[str, Any]:
    answer = api.get(f"/contact/{contact['id']}/calls")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_result_is_kept_with_its_contact(api: make.Api, contact: dict[str, Any]) -> None:
    done = send(
        api,
        {
            "phone": contact["primaryPhone"],
            "result": "answered",
            "occurredAt": ago(hours=2),
            "durationSeconds": 31,
            "flow": "Reminder",
            "campaign": "Q1",
            "pressed": ["2", "42#"],
            "reference": "asterisk-1",
            "hangupCause": 16,
        },
    )

    assert done == {"recorded": 1, "unknown": 0, "duplicates": 0, "failed": 0, "errors": []}
    found = calls(api, contact)
    one = found["data"][0]
    assert (one["result"], one["pressed"], one["flow"]) == ("answered", ["2", "42#"], "Reminder")
    assert found["engagement"]["attempts"] == found["engagement"]["answers"] == 1
    assert found["engagement"]["reachability"] == "reachable"


def test_results_count_whatever_their_order(api: make.Api, contact: dict[str, Any]) -> None:
    id = contact["id"]
    send(api, *({"contactId": id, "result": "no_answer", "occurredAt": ago(hours=at)} for at in (1, 3, 2)))
    assert calls(api, contact)["engagement"]["reachability"] == "at_risk"

    send(api, {"contactId": id, "result": "answered", "occurredAt": ago(hours=2.5)})
    found = calls(api, contact)["engagement"]

    assert (found["attempts"], found["consecutiveFailures"], found["lastResult"]) == (4, 2, "no_answer")
    assert found["reachability"] == "reachable"
    assert [one["result"] for one in calls(api, contact)["data"]] == ["no_answer", "no_answer", "answered", "no_answer"]


def test_counts_add_up(api: make.Api, contact: dict[str, Any]) -> None:
    stranger = make.phone()
    done = send(
        api,
        {"phone": contact["primaryPhone"], "result": "busy", "reference": "a"},
        {"phone": contact["primaryPhone"], "result": "busy", "reference": "a"},
        {"phone": stranger, "result": "no_answer"},
        {"phone": "not a number", "result": "busy"},
        {"contactId": str(uuid4()), "result": "busy"},
        {"phone": stranger, "result": "perhaps", "colour": 1},
    )

    assert {name: done[name] for name in ("recorded", "unknown", "duplicates", "failed")} == {
        "recorded": 1,
        "unknown": 1,
        "duplicates": 1,
        "failed": 3,
    }
    assert sorted((one["index"], one["field"], one["code"]) for one in done["errors"]) == [
        (3, "phone", "unreadable"),
        (4, "contactId", "unknown"),
        (5, "colour", "unknownProperty"),
        (5, "result", "enum"),
    ]
    again = send(api, {"phone": contact["primaryPhone"], "result": "answered", "reference": "a"})
    assert (again["recorded"], again["duplicates"]) == (0, 1)
    assert calls(api, contact)["engagement"]["attempts"] == 1


def test_a_number_in_any_form_is_the_contact(api: make.Api) -> None:
    contact = api.post("/contact", json={"primaryPhone": "+212612000001"}).json()["contact"]

    assert send(api, {"phone": "06 12 00 00 01", "result": "answered"})["recorded"] == 1
    assert calls(api, contact)["data"][0]["phone"] == "+212612000001"


def test_a_number_that_two_hold_is_that_of_whose_primary_one_it_is(api: make.Api) -> None:
    number = make.phone()
    first, second = make.held_twice(api, number)

    assert send(api, {"phone": number, "result": "answered"})["recorded"] == 1
    assert [len(calls(api, {"id": id})["data"]) for id in (first, second)] == [1, 0]


def test_results_wait_for_their_contact(api: make.Api) -> None:
    phone = make.phone()
    assert send(api, {"phone": phone, "result": "answered"}, {"phone": phone, "result": "busy"})["unknown"] == 2

    made = api.post("/contact/upsert", json={"data": [{"primaryPhone": phone}]}).json()
    assert made["created"] == 1
    listed = api.get("/contact", params={"search": phone}).json()["data"][0]

    assert calls(api, listed)["engagement"]["attempts"] == 2


def test_another_organization_is_not_touched(api: make.Api, other: make.Api, contact: dict[str, Any]) -> None:
    theirs = other.post("/contact", json={"primaryPhone": contact["primaryPhone"]}).json()["contact"]
    send(api, {"phone": contact["primaryPhone"], "result": "answered", "reference": "a"})
    done = send(other, {"phone": contact["primaryPhone"], "result": "busy", "reference": "a"})

    assert done["recorded"] == 1, "references are an organization's own"
    assert [one["result"] for one in calls(other, theirs)["data"]] == ["busy"]
    assert send(other, {"contactId": contact["id"], "result": "busy"})["failed"] == 1
    assert other.get(f"/contact/{contact['id']}/calls").status_code == 404


def test_calls_are_paged(api: make.Api, contact: dict[str, Any]) -> None:
    id = contact["id"]
    # Five of them at one moment: the cursor also tells those apart.
    send(api, *({"contactId": id, "result": "busy", "occurredAt": ago(hours=max(at, 3))} for at in range(8)))
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = api.get(f"/contact/{id}/calls", params={"limit": 3, **({"cursor": cursor} if cursor else {})}).json()
        seen += [one["id"] for one in page["data"]]
        cursor = page["meta"]["nextCursor"]
        if cursor is None:
            break

    assert len(seen) == len(set(seen)) == 8
    assert seen == [one["id"] for one in calls(api, contact)["data"]]
    assert api.get(f"/contact/{id}/calls", params={"cursor": "x"}).status_code == 400


@pytest.mark.parametrize(
    "body", [{}, {"data": []}, {"data": "x"}, {"data": [{}] * 1001}, {"data": [{}], "more": 1}, []]
)
def test_a_body_of_another_shape_is_refused(api: make.Api, body: Any) -> None:
    answer = api.post("/call-results", json=body)

    assert (answer.status_code, answer.json()["code"]) == (400, "VALIDATION_FAILED")


CDR = """calldate,dst,disposition,billsec,uniqueid
{at},{phone},ANSWERED,31,c-1
{at},{phone},NO ANSWER,0,c-2
{at},{phone},NO ANSWER,0,
{at},{stranger},BUSY,0,c-4
{at},nobody,BUSY,0,c-5
2026-01-01 10:00:00,{phone},BUSY,0,c-6
"""


def upload(api: make.Api, text: str, name: str = "cdr.csv", **form: str) -> Any:
    return api.post("/call-results/file", files={"file": (name, text.encode())}, data=form)


def test_a_file_is_taken_once(api: make.Api, contact: dict[str, Any]) -> None:
    text = CDR.format(at=ago(hours=1), phone=contact["primaryPhone"], stranger=make.phone())
    first = upload(api, text)
    assert first.status_code == 200, first.text
    counts = {name: first.json()[name] for name in ("rows", "recorded", "unknown", "duplicates", "failed")}

    assert counts == {"rows": 6, "recorded": 3, "unknown": 1, "duplicates": 0, "failed": 2}
    assert [(one["line"], one["field"], one["code"]) for one in first.json()["errors"]] == [
        (6, "phone", "unreadable"),
        (7, "occurredAt", "timeZone"),
    ]
    again = upload(api, text, timeZone="Africa/Casablanca").json()
    assert (again["recorded"], again["unknown"], again["duplicates"], again["failed"]) == (1, 0, 4, 1)
    assert calls(api, contact)["engagement"]["attempts"] == 4


def test_a_file_of_json_lines_is_taken(api: make.Api, contact: dict[str, Any]) -> None:
    rows = [
        {"contactId": contact["id"], "result": "answered", "occurredAt": ago(hours=2), "pressed": "1 2"},
        {"contactId": contact["id"], "result": "busy", "occurredAt": ago(hours=1), "hangupCause": 17},
    ]
    done = upload(api, "\n".join(json.dumps(row) for row in rows), "calls.jsonl")

    assert done.json()["recorded"] == 2, done.text
    found = calls(api, contact)["data"]
    assert [(one["result"], one["pressed"], one["hangupCause"]) for one in found] == [
        ("busy", [], 17),
        ("answered", ["1", "2"], None),
    ]


def test_a_file_without_the_columns_is_refused(api: make.Api) -> None:
    answer = upload(api, "name,colour\na,b\n")

    assert (answer.status_code, answer.json()["code"]) == (400, "CALL_COLUMNS_MISSING")
    assert answer.json()["params"]["missing"] == ["phone", "result"]
    assert upload(api, "phone,result\n1,2\n", timeZone="Mars/Base").status_code == 400


def test_a_call_stands_in_the_timeline_when_it_was_made(api: make.Api, contact: dict[str, Any]) -> None:
    id = contact["id"]
    api.patch(f"/contact/{id}", json={"firstName": "Rim"})
    send(
        api,
        {"contactId": id, "result": "busy", "occurredAt": ago(days=2)},
        {"contactId": id, "result": "answered", "pressed": ["2"], "flow": "Reminder"},
    )
    events = api.get(f"/contact/{id}/interactions").json()["data"]

    assert [one["kind"] for one in events] == ["called", "updated", "created", "called"]
    assert events[0]["call"] == {
        "result": "answered",
        "durationSeconds": None,
        "hangupCause": None,
        "flow": "Reminder",
        "campaign": None,
        "pressed": ["2"],
    }
    assert (events[3]["at"][:19], events[3]["changes"]) == (ago(days=2)[:19], [])
    assert events[1]["call"] is None


def test_live_audiences_follow_the_calls(api: make.Api, contact: dict[str, Any]) -> None:
    rules = {
        "logic": "AND",
        "conditions": [
            {
                "field": "calls",
                "operator": "happened",
                "value": {"result": ["answered"], "pressed": "2", "flow": "Reminder"},
            },
            {"field": "engagement.reachability", "operator": "equals", "value": "reachable"},
        ],
    }
    made = api.post("/audience", json={"name": "Pressed two", "type": "live", "rules": rules})
    assert made.status_code == 201, made.text
    path = f"/contact/{contact['id']}/audiences"
    assert api.get(path).json()["data"] == []

    send(api, {"contactId": contact["id"], "result": "answered", "flow": "Reminder", "pressed": ["2"]})
    assert [one["name"] for one in api.get(path).json()["data"]] == ["Pressed two"]
    gone = (datetime.now(UTC) + timedelta(minutes=2)).isoformat()
    send(api, {"contactId": contact["id"], "result": "not_in_service", "occurredAt": gone})
    assert api.get(path).json()["data"] == []
