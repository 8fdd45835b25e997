"""Trying rules out: how many, who, and why."""

from __future__ import annotations

from typing import Any

import pytest

from gomobile.audiences.live import preview
from tests import make

RABAT = {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "Rabat"}]}
RABAT_VIP = {
    "logic": "AND",
    "conditions": [*RABAT["conditions"], {"field": "occupation", "operator": "equals", "value": "vip"}],
}


def create(api: make.Api, **fields: Any) -> str:
    answer = api.post("/contact", json={"primaryPhone": make.phone(), **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()["contact"]["id"]


def test_a_preview_counts_and_shows_and_saves_nothing(api: make.Api) -> None:
    inside = create(api, city="rabat")
    create(api, city="Fès")

    answer = api.post("/audience/preview", json={"rules": RABAT})

    assert answer.status_code == 200
    found = answer.json()
    assert (found["count"], found["isEstimate"], found["low"], found["high"]) == (1, False, 1, 1)
    assert [contact["id"] for contact in found["sample"]] == [inside]
    assert api.get("/audience").json()["data"] == []


def test_deleted_and_archived_contacts_are_not_counted(api: make.Api) -> None:
    deleted, archived = create(api, city="Rabat"), create(api, city="Rabat")
    api.delete(f"/contact/{deleted}")
    api.post(f"/contact/{archived}/archive")

    assert api.post("/audience/preview", json={"rules": RABAT}).json()["count"] == 0


def test_why_says_node_by_node(api: make.Api) -> None:
    id = create(api, city="Rabat", occupation="driver")

    why = api.post("/audience/preview", json={"rules": RABAT_VIP, "contactId": id}).json()["why"]

    assert (why["contactId"], why["isMember"]) == (id, False)
    city, occupation = why["rules"]["conditions"]
    assert (city["matches"], city["value"]) == (True, "Rabat")
    assert (occupation["matches"], occupation["value"]) == (False, "driver")
    assert why["rules"]["matches"] is False


def test_why_of_an_audience(api: make.Api, other: make.Api) -> None:
    id = create(api, city="Rabat")
    audience = api.post("/audience", json={"name": "In Rabat", "type": "live", "rules": RABAT}).json()["id"]
    static = api.post("/audience", json={"name": "By hand"}).json()["id"]

    assert api.get(f"/audience/{audience}/why/{id}").json()["isMember"] is True
    assert api.get(f"/audience/{static}/why/{id}").json()["code"] == "AUDIENCE_IS_STATIC"
    assert other.get(f"/audience/{audience}/why/{id}").status_code == 404
    stranger = create(other, city="Rabat")
    assert api.get(f"/audience/{audience}/why/{stranger}").json()["code"] == "CONTACT_NOT_FOUND"


def test_a_wrong_node_is_named(api: make.Api) -> None:
    rules = {"logic": "AND", "conditions": [{"field": "city", "operator": "gt", "value": 3}]}

    answer = api.post("/audience/preview", json={"rules": rules})

    assert answer.status_code == 400
    assert [name for name in answer.json()["fieldErrors"] if name.startswith("rules.conditions.0")]


def test_a_large_organization_is_estimated_within_its_bounds(api: make.Api, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [{"primaryPhone": make.phone(), "city": "Rabat" if n % 4 else "Fès"} for n in range(900)]
    api.post("/contact/upsert", json={"data": people})
    monkeypatch.setattr(preview, "EXACT", 100)
    monkeypatch.setattr(preview, "SAMPLE", 450)

    estimated = api.post("/audience/preview", json={"rules": RABAT}).json()
    exact = api.post("/audience/preview", json={"rules": RABAT, "exact": True}).json()

    assert (estimated["isEstimate"], exact["isEstimate"]) == (True, False)
    assert exact["count"] == 675
    assert estimated["low"] <= 675 <= estimated["high"] <= 900


@pytest.mark.parametrize(("hits", "seen"), [(0, 100), (100, 100), (1, 3), (50, 100)])
def test_an_interval_holds_the_share_and_stays_between_nobody_and_all(hits: int, seen: int) -> None:
    low, high = preview.wilson(hits, seen)

    assert 0 <= low <= hits / seen <= high <= 1
    assert low < high


def test_fields_say_which_operators_fit(api: make.Api) -> None:
    api.post("/custom-attributes", json={"displayName": "Balance", "type": "number"})

    fields = {field["name"]: field for field in api.get("/audience-fields").json()["data"]}

    assert "gt" in fields["customAttributes.balance"]["operators"]
    assert "contains" in fields["city"]["operators"]


def test_fields_say_all_that_a_rule_builder_needs(api: make.Api) -> None:
    api.post("/custom-attributes", json={"displayName": "Level", "type": "enum", "options": ["Gold", "Silver"]})

    fields = {field["name"]: field for field in api.get("/audience-fields").json()["data"]}

    groups = {name: fields[name]["group"] for name in ("city", "phone.status", "createdAt", "tags", "calls")}
    assert groups == {
        "city": "profile", "phone.status": "phone", "createdAt": "dates", "tags": "tag", "calls": "engagement",
    }  # fmt: skip
    assert fields["customAttributes.level"]["group"] == "attribute"
    assert fields["customAttributes.level"]["takes"]["in"] == {"shape": "many", "input": "option"}
    assert fields["city"]["takes"]["is_empty"] == {"shape": "none", "input": "none"}
    assert fields["createdAt"]["takes"]["within_last"]["units"][0] == "minutes"
    assert fields["audience"]["takes"]["in"]["input"] == "audience"
    assert fields["tags"]["takes"]["contains"]["input"] == "tag"
    assert fields["consent.marketing.call"]["options"][0] == {"value": "granted", "label": "granted"}
    assert all(set(one["takes"]) == set(one["operators"]) for one in fields.values())
    assert all(one.get("options") for one in fields.values() if one["type"] in ("choice", "consent"))
