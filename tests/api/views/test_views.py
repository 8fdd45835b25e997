"""Saved views: one's own, and those that are shared."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from gomobile.db.pool import Database
from gomobile.views import service
from tests import make

QUERY = {"search": "rabat", "filter": None, "sortBy": "lastName", "sortOrder": "asc", "columns": ["fullName", "city"]}


def nested(depth: int) -> dict[str, Any]:
    """A rule tree of so many levels, by turns objects and lists."""
    tree: dict[str, Any] = {}
    for _ in range(depth // 2):
        tree = {"rules": [tree]}
    return tree


def save(api: make.Api, name: str = "Rabat", **more: Any) -> dict[str, Any]:
    answer = api.post("/views", json={"list": "contacts", "name": name, "query": QUERY, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
def agent(api: make.Api, database: Database) -> make.Api:
    """An agent of the same organization."""
    return make.Api(api.http, api.organization, make.key(database, api.organization, "agent"))


def names(api: make.Api, list: str = "contacts") -> list[str]:
    return [one["name"] for one in api.get("/views", params={"list": list}).json()["data"]]


def test_a_view_is_saved_changed_and_deleted(api: make.Api) -> None:
    made = save(api)
    changed = api.patch(f"/views/{made['id']}", json={"name": "Salé", "position": 3})

    assert (made["query"], made["shared"], made["mine"], made["position"]) == (QUERY, False, True, 0)
    assert (changed.json()["name"], changed.json()["query"], changed.json()["version"]) == ("Salé", QUERY, 2)
    assert api.get(f"/views/{made['id']}").json() == changed.json()
    assert api.delete(f"/views/{made['id']}").status_code == 200
    assert api.get(f"/views/{made['id']}").json()["code"] == "VIEW_NOT_FOUND"


def test_views_stand_in_their_order_and_by_list(api: make.Api) -> None:
    save(api, "Second", position=2)
    save(api, "First", position=1)
    save(api, "Elsewhere", list="audiences")

    assert names(api) == ["First", "Second"]
    assert names(api, "audiences") == ["Elsewhere"]
    assert len(api.get("/views").json()["data"]) == 3


def test_a_view_is_seen_by_others_when_it_is_shared(api: make.Api, agent: make.Api) -> None:
    own = save(api)
    shared = save(api, "For all", shared=True)

    assert names(agent) == ["For all"]
    (seen,) = agent.get("/views").json()["data"]
    assert (seen["mine"], seen["editable"]) == (False, False)
    assert agent.get(f"/views/{own['id']}").status_code == 404
    refused = agent.patch(f"/views/{shared['id']}", json={"name": "Mine"})
    assert (refused.status_code, refused.json()["code"]) == (403, "VIEW_NOT_YOURS")
    assert agent.delete(f"/views/{shared['id']}").status_code == 403


def test_agents_save_views_for_themselves_alone(api: make.Api, agent: make.Api) -> None:
    refused = agent.post("/views", json={"list": "contacts", "name": "A", "query": {}, "shared": True})
    own = save(agent, "A")

    assert (refused.status_code, refused.json()["code"]) == (403, "FORBIDDEN")
    assert agent.patch(f"/views/{own['id']}", json={"shared": True}).status_code == 403
    assert agent.patch(f"/views/{own['id']}", json={"position": 5}).json()["position"] == 5
    assert names(api) == []


def test_a_manager_changes_what_is_shared(api: make.Api, database: Database) -> None:
    manager = make.Api(api.http, api.organization, make.key(database, api.organization, "manager"))
    shared = save(api, shared=True)

    assert manager.patch(f"/views/{shared['id']}", json={"name": "Ours"}).status_code == 200
    assert names(api) == ["Ours"]


def test_a_name_is_taken_once_by_each_owner_and_list(api: make.Api, agent: make.Api) -> None:
    save(api, "Été")
    again = api.post("/views", json={"list": "contacts", "name": "ETE", "query": {}})
    second = save(api, "Other")
    renamed = api.patch(f"/views/{second['id']}", json={"name": "été "})

    assert [(one.status_code, one.json()["code"]) for one in (again, renamed)] == [(409, "VIEW_EXISTS")] * 2
    save(agent, "Été")
    save(api, "Été", list="imports")


def test_views_of_one_owner_are_bounded(api: make.Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MAX_VIEWS", 1)
    save(api)

    refused = api.post("/views", json={"list": "contacts", "name": "B", "query": {}})

    assert (refused.status_code, refused.json()["code"]) == (409, "TOO_MANY_VIEWS")


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"name": ""}, "name", "minLength"),
        ({"name": "a\tb"}, "name", "format"),
        ({"list": "dreams"}, "list", "enum"),
        ({"query": {"search": 7}}, "query.search", "type"),
        ({"query": {"filter": "all"}}, "query.filter", "type"),
        ({"query": {"sortOrder": "up"}}, "query.sortOrder", "enum"),
        ({"query": {"columns": [1]}}, "query.columns", "type"),
        ({"query": {"search": "a\0b"}}, "query", "invalidCharacter"),
        ({"query": {"more": "x" * 40_000}}, "query", "maxLength"),
        ({"query": {"filter": nested(500)}}, "query", "maxDepth"),
        ({"query": {"filter": nested(60)}}, "query", "maxDepth"),
        ({"query": {"filter": {"value": [2**64]}}}, "query", "range"),
        ({"query": {"more": -1e300}}, "query", "range"),
        ({"owner": "me"}, "owner", "unknownProperty"),
    ],
)
def test_what_is_no_view_is_refused(api: make.Api, body: dict[str, Any], field: str, code: str) -> None:
    answer = api.post("/views", json={"list": "contacts", "name": "A", "query": {}, **body})

    assert answer.status_code == 400, answer.text
    assert [one["code"] for one in answer.json()["fieldDetails"][field]] == [code]


def test_a_change_of_another_version_is_refused(api: make.Api) -> None:
    made = save(api)
    api.patch(f"/views/{made['id']}", json={"name": "B"})

    stale = api.request("PATCH", f"/views/{made['id']}", json={"name": "C"}, headers={"If-Match": '"1"'})

    assert stale.status_code == 412


def test_views_of_another_organization_are_not_found(api: make.Api, other: make.Api) -> None:
    made = save(api, shared=True)

    assert names(other) == []
    assert other.get(f"/views/{made['id']}").status_code == 404
    assert other.patch(f"/views/{made['id']}", json={"name": "X"}).status_code == 404
    assert api.delete(f"/views/{uuid4()}").status_code == 404


def test_an_erased_person_is_gone_from_what_was_searched_for(api: make.Api) -> None:
    contact = api.post("/contact", json={"primaryPhone": "+212612345678", "primaryEmail": "amal@example.com"}).json()
    view = api.post("/views", json={"list": "contacts", "name": "Her", "query": {"search": "amal@example.com"}}).json()

    erased = api.post(f"/contact/{contact['contact']['id']}/erase", json={"reason": "requested"})

    assert erased.status_code == 200, erased.text
    assert "amal@" not in api.get(f"/views/{view['id']}").text
