"""The health page, what can be called, and verification."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from gomobile.db.pool import Database
from gomobile.quality import summary
from tests import make


def create(api: make.Api, **values: Any) -> str:
    answer = api.post("/contact", json={"primaryPhone": make.phone(), **values})
    assert answer.status_code == 201, answer.text
    return answer.json()["contact"]["id"]


def call(api: make.Api, id: str, *results: str) -> None:
    start = datetime.now(UTC) - timedelta(hours=1)
    data = [
        {"contactId": id, "result": result, "occurredAt": (start + timedelta(minutes=at)).isoformat()}
        for at, result in enumerate(results)
    ]
    done = api.post("/call-results", json={"data": data}).json()
    assert done["recorded"] == len(results), done


def suppress(api: make.Api, phone: str) -> None:
    answer = api.post("/suppressions", json={"phone": phone, "channel": "call", "reason": "asked"})
    assert answer.status_code == 201, answer.text


def phone_of(api: make.Api, id: str) -> str:
    return api.get(f"/contact/{id}").json()["primaryPhone"]


@pytest.fixture
def troubled(api: make.Api, database: Database) -> dict[str, str]:
    """A contact for each kind of trouble, and some without any."""
    tier = api.post(
        "/custom-attributes", json={"displayName": "Tier", "type": "enum", "options": ["Gold", "Silver"]}
    ).json()
    found = {
        "fine": create(api, firstName="Amal", primaryEmail="amal@example.com", customAttributes={"tier": "Silver"}),
        "called": create(api, firstName="Rim"),
        "nameless": create(api),
        "invalid": create(api, primaryPhone="+2125", fullName="Nour"),
        "gone": create(api, lastName="Said"),
        "unreachable": create(api),
        "risky": create(api),
        "suppressed": create(api),
        "archived": create(api),
        "old": create(api, firstName="Omar", customAttributes={"tier": "Gold"}),
        "deleted": create(api),
    }
    call(api, found["called"], "answered")
    call(api, found["gone"], "not_in_service")
    call(api, found["unreachable"], *["no_answer"] * 5)
    call(api, found["risky"], *["busy"] * 3)
    suppress(api, phone_of(api, found["suppressed"]))
    assert api.post(f"/contact/{found['archived']}/archive").status_code == 200
    api.delete(f"/contact/{found['deleted']}")
    gold = {"options": [{"id": tier["options"][0]["id"], "archived": True}]}
    assert api.patch(f"/custom-attributes/{tier['id']}", json=gold).status_code == 200
    with database.transaction() as conn:
        conn.execute("UPDATE contacts SET updated_at = now() - interval '100 days' WHERE id = %s", [found["old"]])
    return found


def test_the_numbers_are_those_of_the_lists_behind_them(api: make.Api, troubled: dict[str, str]) -> None:
    found = api.get("/quality/summary").json()
    counts = {one["name"]: one["count"] for one in found["items"]}

    assert counts == {
        "contacts": 9,
        "phoneValid": 8,
        "phonePossible": 0,
        "phoneInvalid": 1,
        "missingName": 4,
        "missingEmail": 8,
        "misfit.tier": 1,
        "duplicates": 0,
        "atRisk": 1,
        "unreachable": 1,
        "notInService": 1,
        "stale": 1,
        "suppressed": 1,
        "archived": 1,
        "callable": 5,
    }
    for one in found["items"]:
        if one["path"] == "/contact":
            parameters = {**one["parameters"]}
            if one["filter"]:
                parameters["filter"] = json.dumps(one["filter"])
            listed = api.get("/contact", params=parameters)
            assert listed.status_code == 200, listed.text
            assert listed.json()["meta"]["total"] == one["count"], one["name"]


def test_the_summary_says_why_contacts_cannot_be_called(api: make.Api, troubled: dict[str, str]) -> None:
    callable = api.get("/quality/summary").json()["callable"]

    assert callable == {
        "count": 5,
        "notCallable": 5,
        "reasons": {"invalid_phone": 1, "unreachable": 1, "not_in_service": 1, "suppressed": 1, "archived": 1},
    }


def test_each_contact_tells_why_it_cannot_be_called(api: make.Api, troubled: dict[str, str]) -> None:
    def reasons(name: str, channel: str = "call") -> list[str]:
        answer = api.get(f"/contact/{troubled[name]}/callable", params={"channel": channel}).json()
        assert answer["callable"] == (not answer["reasons"])
        return [one["code"] for one in answer["reasons"]]

    assert {name: reasons(name) for name in troubled} == {
        "fine": [],
        "called": [],
        "nameless": [],
        "invalid": ["invalid_phone"],
        "gone": ["not_in_service"],
        "unreachable": ["unreachable"],
        "risky": [],
        "suppressed": ["suppressed"],
        "archived": ["archived"],
        "old": [],
        "deleted": ["deleted"],
    }
    assert reasons("gone", "sms") == []
    assert reasons("suppressed", "sms") == []
    assert reasons("nameless", "email") == ["no_email"]


def test_a_verified_number_returns_to_dialling(api: make.Api, troubled: dict[str, str]) -> None:
    answer = api.post(f"/contact/{troubled['gone']}/verify")

    assert answer.status_code == 200
    assert answer.json()["engagement"]["reachability"] == "unknown"
    assert answer.json()["engagement"]["verifiedAt"] is not None
    assert api.get(f"/contact/{troubled['gone']}/callable").json()["callable"] is True
    assert api.post(f"/contact/{uuid4()}/verify").status_code == 404


def test_numbers_of_a_large_organization_are_kept(
    api: make.Api, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary, "_SMALL", 1)
    create(api)
    create(api)
    first = api.get("/quality/summary").json()
    create(api)

    assert api.get("/quality/summary").json() == first
    assert api.get("/quality/summary", params={"fresh": "true"}).json()["items"][0]["count"] == 3
    assert api.get("/quality/summary").json()["items"][0]["count"] == 3

    with database.transaction() as conn:
        conn.execute("UPDATE quality_summaries SET computed_at = now() - interval '1 hour'")
    assert api.get("/quality/summary").json()["refreshing"] is True
    with database.transaction() as conn:
        assert conn.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'quality.summarize'"
        ).fetchone() == (1,)
        summary.refresh(conn, api.organization.id)
    assert api.get("/quality/summary").json()["refreshing"] is False


def test_a_check_of_numbers_is_queued(api: make.Api, other: make.Api) -> None:
    one = create(api)
    answer = api.post("/quality/verify", params={"dryRun": "true"}, json={"contacts": [one]})
    assert answer.status_code == 202, answer.text
    run = answer.json()
    assert (run["task"], run["dryRun"], run["status"]) == ("recheck_phones", True, "queued")
    assert api.get(f"/hygiene/runs/{run['id']}").json()["filter"] == {"contacts": [one]}
    assert other.get(f"/hygiene/runs/{run['id']}").status_code == 404

    rules = {"logic": "AND", "conditions": [{"field": "phone.status", "operator": "equals", "value": "possible"}]}
    assert api.post("/quality/verify", json={"filter": rules}).status_code == 202
    assert api.post("/quality/verify", json={"filter": rules, "contacts": [one]}).json()["code"] == "VALIDATION_FAILED"
    wrong = {"logic": "AND", "conditions": [{"field": "nonsense", "operator": "equals", "value": 1}]}
    refused = api.post("/quality/verify", json={"filter": wrong})
    assert (refused.status_code, list(refused.json()["fieldErrors"])) == (400, ["filter.conditions.0.field"])


def test_policies_are_tuned_within_their_limits(api: make.Api, other: make.Api) -> None:
    found = {one["name"]: one for one in api.get("/policies").json()["data"]}
    assert not [one for one in found.values() if "  " in one["description"]]
    assert {"reachability", "archive", "hygiene"} <= found.keys()
    assert found["archive"]["values"] == {"inactiveDays": 90}

    refused = api.put("/policies/archive", json={"inactiveDays": 1, "nonsense": 2})
    assert refused.status_code == 400
    assert refused.json()["fieldErrors"].keys() == {"inactiveDays", "nonsense"}
    assert refused.json()["fieldDetails"]["inactiveDays"][0]["params"] == {"min": 7, "max": 3650}
    assert api.put("/policies/archive", json={"inactiveDays": None}).status_code == 400
    assert api.put("/policies/nothing", json={}).json()["code"] == "POLICY_NOT_FOUND"

    tuned = api.put("/policies/archive", json={"inactiveDays": 30}).json()
    assert tuned["values"] == {"inactiveDays": 30}
    assert tuned["updatedBy"]["kind"] == "key"
    assert api.delete("/policies/archive").json()["values"] == {"inactiveDays": 90}
    api.put("/policies/archive", json={"inactiveDays": 30})
    off = api.put("/policies/reachability", json={"failuresInARow": None}).json()["values"]
    assert off["failuresInARow"] is None
    assert off["notInServiceInARow"] == 1
    assert {one["name"]: one["values"] for one in other.get("/policies").json()["data"]}["archive"] == {
        "inactiveDays": 90
    }
