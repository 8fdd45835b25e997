"""`POST /call-results` and what follows from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

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
