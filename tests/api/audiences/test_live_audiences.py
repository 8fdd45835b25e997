"""Live audiences as they are made, changed and referred to; their rules are tested with `segments`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from gomobile.accounts.caller import Actor
from gomobile.attributes import store as attributes
from gomobile.audiences import service
from gomobile.audiences.templates import TEMPLATES
from gomobile.clock import now
from gomobile.db.pool import Database
from tests import make
from tests.api.audiences.conftest import audience, contact, count


def rules(*conditions: dict[str, Any], logic: str = "AND") -> dict[str, Any]:
    return {"logic": logic, "conditions": list(conditions)}


def city(name: str) -> dict[str, Any]:
    return {"field": "city", "operator": "equals", "value": name}


def member_of(id: str) -> dict[str, Any]:
    return {"field": "audience", "operator": "in", "value": [id]}


def live(api: make.Api, name: str, *conditions: dict[str, Any]) -> str:
    return audience(api, name, type="live", rules=rules(*conditions))


def attribute(api: make.Api, name: str) -> dict[str, Any]:
    answer = api.post("/custom-attributes", json={"displayName": name, "type": "date"})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_live_audience_gains_its_members_at_once(api: make.Api) -> None:
    contact(api, city="Rabat")
    contact(api, city="Fès")

    made = api.post("/audience", json={"name": "Rabatis", "type": "live", "rules": rules(city("Rabat"))}).json()

    assert (made["type"], made["status"], made["contactCount"]) == ("live", "ready", 1)
    assert made["rules"] == rules(city("Rabat"))


def test_wrong_rules_are_refused_by_node(api: make.Api) -> None:
    wrong = rules(city("Rabat"), {"field": "city", "operator": "gt", "value": 3})

    answer = api.post("/audience", json={"name": "Rabatis", "type": "live", "rules": wrong})

    assert answer.status_code == 400
    assert "rules.conditions.1.operator" in answer.json()["fieldErrors"]


def test_other_rules_find_other_members(api: make.Api) -> None:
    contact(api, city="Rabat")
    other_city = contact(api, city="Fès")
    id = live(api, "Rabatis", city("Rabat"))

    changed = api.put(f"/audience/{id}", json={"rules": rules(city("Fès"))}).json()

    assert (changed["status"], changed["contactCount"], changed["version"]) == ("ready", 1, 2)
    assert [one["id"] for one in api.get(f"/audience/{id}/contacts").json()["data"]] == [other_city]
    left = api.get(f"/audience/{id}/contacts?state=exited").json()["data"]
    assert [one["exitReason"] for one in left] == ["rules"]


def test_rules_of_a_change_that_was_rolled_back_are_never_applied(api: make.Api, database: Database) -> None:
    contact(api, city="Safi")
    wanted = contact(api, city="Fès")
    id = live(api, "Rabatis", city("Rabat"))
    with database.transaction() as conn:
        service.update(conn, api.organization, Actor("system"), UUID(id), rules=rules(city("Safi")))
        raise psycopg.Rollback

    api.put(f"/audience/{id}", json={"rules": rules(city("Fès"))})

    assert [one["id"] for one in api.get(f"/audience/{id}/contacts").json()["data"]] == [wanted]


def test_an_attribute_is_gone_from_its_commit_on_however_long_that_took(api: make.Api, database: Database) -> None:
    due, other = (attribute(api, name) for name in ("Due", "Other"))
    asks = {"field": f"customAttributes.{due['name']}", "operator": "is_not_empty"}
    id = live(api, "Due in Rabat", asks, city("Rabat"))
    who = contact(api, city="Fès", customAttributes={due["name"]: "2026-03-12"})
    with database.transaction() as slow:
        slow.execute("SELECT now()")
        api.delete(f"/custom-attributes/{other['id']}")
        contact(api)
        # As the service does it for one that no rules name: nobody may, while these do.
        attributes.set_archived(slow, api.organization.id, UUID(due["id"]), archived=True, actor=None)

    api.patch(f"/contact/{who}", json={"city": "Rabat"})

    assert count(api, id) == 0


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "add-contacts", {"contacts": ["01890000-0000-7000-8000-000000000000"]}),
        ("POST", "remove-contacts", {"contacts": ["01890000-0000-7000-8000-000000000000"]}),
        ("POST", "add-by-filter", {"search": "x"}),
        ("PUT", "members", {"contacts": []}),
        ("PUT", "members", {"phones": []}),
    ],
)
def test_nobody_is_put_into_a_live_audience(api: make.Api, method: str, path: str, body: dict[str, Any]) -> None:
    id = live(api, "Rabatis", city("Rabat"))

    answer = api.request(method, f"/audience/{id}/{path}", json=body)

    assert (answer.status_code, answer.json()["code"]) == (409, "AUDIENCE_IS_LIVE")


def test_a_live_audience_keeps_having_rules(api: make.Api) -> None:
    id = live(api, "Rabatis", city("Rabat"))

    assert api.put(f"/audience/{id}", json={"rules": None}).json()["fieldDetails"]["rules"][0]["code"] == "required"
    static = audience(api)
    refused = api.put(f"/audience/{static}", json={"rules": rules(city("Rabat"))})
    assert refused.json()["fieldDetails"]["rules"][0]["code"] == "notApplicable"


def test_contacts_are_added_by_rules(api: make.Api) -> None:
    contact(api, city="Rabat", firstName="Amal")
    contact(api, city="Rabat", firstName="Karim")
    contact(api, city="Fès", firstName="Amal")
    id = audience(api)

    both = api.post(f"/audience/{id}/add-by-filter", json={"filter": rules(city("Rabat")), "search": "amal"})
    assert both.json() == {"added": 1, "alreadyMembers": 0}
    alone = api.post(f"/audience/{id}/add-by-filter", json={"filter": rules(city("Rabat"))})
    assert alone.json() == {"added": 1, "alreadyMembers": 1}
    wrong = api.post(f"/audience/{id}/add-by-filter", json={"filter": {"logic": "AND"}})
    assert wrong.status_code == 400


def test_moves_in_a_static_audience_move_live_ones_that_ask_about_it(api: make.Api) -> None:
    one = contact(api)
    static = audience(api, "Donors")
    asking = live(api, "Donors too", member_of(static))

    api.post(f"/audience/{static}/add-contacts", json={"contacts": [one]})
    assert count(api, asking) == 1
    api.put(f"/audience/{static}/members", json={"contacts": []})
    assert count(api, asking) == 0


def test_an_audience_that_another_asks_about_is_not_deleted(api: make.Api) -> None:
    static = audience(api, "Donors")
    asking = live(api, "Donors too", member_of(static))

    refused = api.delete(f"/audience/{static}")

    assert (refused.status_code, refused.json()["code"]) == (409, "AUDIENCE_IN_USE")
    assert refused.json()["params"]["audiences"] == [{"id": asking, "name": "Donors too"}]
    assert "Donors too" in refused.json()["message"]
    assert api.delete(f"/audience/{asking}").status_code == 200
    assert api.delete(f"/audience/{static}").status_code == 200
    assert api.post(f"/audience/{asking}/restore").status_code == 400


def test_audiences_do_not_ask_in_a_circle(api: make.Api) -> None:
    first = live(api, "First", city("Rabat"))
    second = live(api, "Second", member_of(first))
    third = live(api, "Third", member_of(second))

    for asked in (first, second, third):
        answer = api.put(f"/audience/{first}", json={"rules": rules(member_of(asked))})
        assert answer.json()["fieldDetails"]["rules"][0]["code"] == "audienceCircle", answer.text
    assert "First → Second → First" in api.put(f"/audience/{first}", json={"rules": rules(member_of(second))}).text


def test_a_restored_live_audience_is_true_again(api: make.Api) -> None:
    id = live(api, "Rabatis", city("Rabat"))
    api.delete(f"/audience/{id}")
    contact(api, city="Rabat")

    restored = api.post(f"/audience/{id}/restore").json()

    assert (restored["status"], restored["contactCount"]) == ("ready", 1)


VALUES: dict[str, dict[str, Any]] = {
    "campaign-type": {"tag": "renewal"},
    "customer-segment": {"attribute": "segment", "value": "Premium"},
    "city": {"city": "Rabat"},
    "state": {"state": "Oriental"},
}


def test_inactive_are_those_first_called_long_ago_who_have_not_answered_since(api: make.Api) -> None:
    """All of them were created just now: calls may be older than the import that brought a contact here."""

    def called(*results: tuple[str, int]) -> str:
        id = contact(api)
        data = [
            {"contactId": id, "result": result, "occurredAt": (now() - timedelta(days=days)).isoformat()}
            for result, days in results
        ]
        if data:
            assert api.post("/call-results", json={"data": data}).json()["recorded"] == len(data)
        return id

    silent = called(("no_answer", 100), ("no_answer", 1))
    answered_once = called(("answered", 100))
    for results in ([], [("no_answer", 10)], [("answered", 100), ("answered", 10)]):
        called(*results)

    id = api.post("/audience/from-template", json={"template": "inactive"}).json()["id"]

    found = api.get(f"/audience/{id}/contacts").json()["data"]
    assert {one["id"] for one in found} == {silent, answered_once}


def test_a_yes_or_no_stands_in_a_name_as_it_was_given(api: make.Api) -> None:
    api.post("/custom-attributes", json={"displayName": "Customer segment", "type": "boolean"})
    parameters = {"attribute": "customer_segment", "value": True}

    answer = api.post("/audience/from-template", json={"template": "customer-segment", "parameters": parameters})

    assert answer.json()["name"] == "Segment: true"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_every_template_makes_a_live_audience(api: make.Api, template: Any) -> None:
    api.post("/custom-attributes", json={"displayName": "Birthday", "type": "date"})
    api.post("/custom-attributes", json={"displayName": "Segment", "type": "text"})
    api.post("/tags", json={"name": "renewal"})
    listed = {one["id"]: one for one in api.get("/audience-templates").json()["data"]}[template.id]
    needed = {one["name"] for one in listed["parameters"] if one["required"]}

    answer = api.post(
        "/audience/from-template", json={"template": template.id, "parameters": VALUES.get(template.id, {})}
    )

    assert needed == set(VALUES.get(template.id, {}))
    assert answer.status_code == 201, answer.text
    assert (answer.json()["type"], answer.json()["status"]) == ("live", "ready")
    assert "{" not in answer.json()["name"]


def test_a_template_holds_for_whom_it_says(api: make.Api) -> None:
    one = contact(api, city="Rabat")

    made = api.post(
        "/audience/from-template", json={"template": "city", "parameters": {"city": "rabat"}, "name": "Capital"}
    ).json()
    callable_ = api.post("/audience/from-template", json={"template": "callable"}).json()
    never = api.post("/audience/from-template", json={"template": "never-called"}).json()

    assert (made["name"], made["contactCount"]) == ("Capital", 1)
    assert callable_["contactCount"] == never["contactCount"] == 1
    assert {stay["id"] for stay in api.get(f"/contact/{one}/audiences").json()["data"]} == {
        made["id"], callable_["id"], never["id"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"template": "nobody"}, 404, None),
        ({"template": "city"}, 400, "parameters.city"),
        ({"template": "city", "parameters": {"city": "Rabat", "town": "Fès"}}, 400, "parameters.town"),
        ({"template": "active", "parameters": {"days": "x"}}, 400, "parameters.days"),
        ({"template": "campaign-type", "parameters": {"tag": "nobody has it"}}, 400, "parameters.tag"),
        ({"template": "birthday-this-week", "parameters": {"attribute": "x"}}, 400, "parameters.attribute"),
        ({"template": "at-risk", "parameters": {"from": 90}}, 400, "parameters.from"),
        ({"template": "at-risk", "parameters": {"from": 91, "to": 90}}, 400, "parameters.from"),
    ],
)
def test_a_wrong_template_is_refused(api: make.Api, body: dict[str, Any], status: int, field: str | None) -> None:
    answer = api.post("/audience/from-template", json=body)

    assert answer.status_code == status
    assert field is None or field in answer.json()["fieldErrors"]
