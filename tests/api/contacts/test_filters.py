"""Lists by tag, audience, rules and archive: every combination against a plain reading of the same."""

from __future__ import annotations

import itertools
import json
from typing import Any
from urllib.parse import urlencode

import pytest

from gomobile.contacts import search
from tests import make

RABAT = {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "rabat"}]}


@pytest.fixture
def stock(api: make.Api) -> list[dict[str, Any]]:
    """24 contacts: each third in Rabat, each second tagged, some archived, some deleted, some in an audience."""
    tag = api.post("/tags", json={"name": "VIP"}).json()["id"]
    audience = api.post("/audience", json={"name": "Callers"}).json()["id"]
    found = []
    for n in range(24):
        body = {"primaryPhone": make.phone(), "firstName": f"{'Amal' if n % 4 else 'Zineb'} {n}"}
        body["city"] = "Fès" if n % 3 else "Rabat"
        id = api.post("/contact", json=body).json()["contact"]["id"]
        found.append(
            {**body, "id": id, "tagId": tag, "tagged": n % 2 == 0, "audienceId": audience, "member": n % 5 < 3}
        )
    tagged = [one["id"] for one in found if one["tagged"]]
    assert api.post(f"/tags/{tag}/add-contacts", json={"contacts": tagged}).json()["added"] == 12
    members = [one["id"] for one in found if one["member"]]
    api.post(f"/audience/{audience}/add-contacts", json={"contacts": members})
    for n, one in enumerate(found):
        one["archived"] = n % 7 == 6
        one["deleted"] = n % 11 == 10
        if one["archived"]:
            assert api.post(f"/contact/{one['id']}/archive").status_code == 200
        if one["deleted"]:
            assert api.delete(f"/contact/{one['id']}").status_code == 200
    return found


def expected(stock: list[dict[str, Any]], asked: dict[str, Any]) -> list[str]:
    """The ids, newest first."""

    def fits(one: dict[str, Any]) -> bool:
        archived = asked.get("archived", "all" if asked.get("deleted") else "false")
        return (
            one["deleted"] == asked.get("deleted", False)
            and (archived == "all" or one["archived"] == (archived == "true"))
            and ("search" not in asked or asked["search"] in one["firstName"].lower())
            and ("tagId" not in asked or one["tagged"])
            and ("audienceId" not in asked or (one["member"] and not one["archived"] and not one["deleted"]))
            and ("filter" not in asked or one["city"] == "Rabat")
        )

    return [one["id"] for one in reversed(stock) if fits(one)]


def combinations(stock: list[dict[str, Any]]) -> list[dict[str, Any]]:
    choices = {
        "search": [None, "amal"],
        "tagId": [None, stock[0]["tagId"]],
        "audienceId": [None, stock[0]["audienceId"]],
        "filter": [None, RABAT],
        "archived": [None, "true", "all"],
        "deleted": [None, True],
    }
    rows = itertools.product(*choices.values())
    return [{k: v for k, v in zip(choices, row, strict=True) if v is not None} for row in rows]


@pytest.mark.parametrize("exact", [search.EXACT, 2])
def test_every_combination_is_what_a_plain_reading_finds(
    api: make.Api, stock: list[dict[str, Any]], exact: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `exact` 2 the ways of large organizations are taken: sampling, walking, collecting."""
    monkeypatch.setattr(search, "EXACT", exact)
    for asked in combinations(stock):
        wanted = expected(stock, asked)
        found, cursor = [], None
        while True:
            page = api.post("/contact/query", json={**asked, "limit": 5, "cursor": cursor})
            assert page.status_code == 200, page.text
            found += [one["id"] for one in page.json()["data"]]
            if exact > 2:
                assert page.json()["meta"]["total"] == len(wanted), asked
            cursor = page.json()["meta"]["nextCursor"]
            if cursor is None:
                break
        assert found == wanted, asked


def test_the_address_takes_the_same(api: make.Api, stock: list[dict[str, Any]]) -> None:
    asked: dict[str, Any] = {"filter": RABAT, "tagId": stock[0]["tagId"], "archived": "all"}
    answer = api.get("/contact?" + urlencode({**asked, "filter": json.dumps(RABAT)}))
    assert [one["id"] for one in answer.json()["data"]] == expected(stock, asked)
    first = api.get("/contact", params={"archived": "true"}).json()["data"][0]
    assert first["archivedAt"]
    assert api.get(f"/contact/{first['id']}").json()["archivedAt"] == first["archivedAt"]


def test_an_upsert_updates_an_archived_contact_and_it_stays_archived(
    api: make.Api, stock: list[dict[str, Any]]
) -> None:
    one = next(one for one in stock if one["archived"])
    done = api.post("/contact/upsert", json={"data": [{"primaryPhone": one["primaryPhone"], "city": "Oujda"}]}).json()
    assert (done["updated"], done["created"]) == (1, 0)
    shown = api.get(f"/contact/{one['id']}").json()
    assert (shown["city"], bool(shown["archivedAt"])) == ("Oujda", True)
    back = api.post(f"/contact/{one['id']}/unarchive").json()["contact"]
    assert back["archivedAt"] is None
    assert one["id"] in [found["id"] for found in api.get("/contact", params={"limit": 100}).json()["data"]]


def test_an_export_has_what_the_list_has(api: make.Api, stock: list[dict[str, Any]]) -> None:
    asked: dict[str, Any] = {"filter": RABAT, "archived": "all", "tagId": stock[0]["tagId"]}
    params = {**asked, "filter": json.dumps(RABAT), "columns": "id"}
    answer = api.get("/contact/export", params=params)
    assert answer.text.split()[1:] == expected(stock, asked)
    assert api.get("/contact/export").headers["X-Total-Count"] == str(len(expected(stock, {})))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (
            {"filter": {"logic": "AND", "conditions": [{"field": "nope", "operator": "equals"}]}},
            "filter.conditions.0.field",
        ),
        ({"tagId": "x"}, "tagId"),
        ({"archived": "maybe"}, "archived"),
        ({"deleted": "yes"}, "deleted"),
        ({"phoneStatus": "odd"}, "phoneStatus"),
        ({"search": "x" * 101}, "search"),
        ({"limit": 0}, "limit"),
        ({"page": True}, "page"),
        ({"sortBy": "city"}, "sortBy"),
        ({"cursor": 1}, "cursor"),
        ({"nope": 1}, "nope"),
    ],
)
def test_what_is_no_query_is_refused(api: make.Api, body: dict[str, Any], field: str) -> None:
    answer = api.post("/contact/query", json=body)
    assert answer.status_code == 400
    assert field in answer.json()["fieldDetails"], answer.text
    assert api.get("/contact", params={"filter": "{"}).json()["fieldDetails"]["filter"][0]["code"] == "format"


def test_another_organization_finds_nobody(api: make.Api, other: make.Api, stock: list[dict[str, Any]]) -> None:
    for asked in ({"tagId": stock[0]["tagId"]}, {"audienceId": stock[0]["audienceId"]}, {"archived": "all"}):
        assert other.post("/contact/query", json=asked).json()["data"] == []
