"""Tags: define, list, change, delete."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Database
from gomobile.tags import service
from gomobile.tags.tasks import resume, take_off_all
from tests import make
from tests.api.tags.conftest import Tag


def names(api: make.Api, **params: Any) -> list[str]:
    return [tag["name"] for tag in api.get("/tags", params=params).json()["data"]]


def test_a_tag_is_created_and_shown(api: make.Api) -> None:
    answer = api.post("/tags", json={"name": "  VIP ", "color": "#1e88E5", "description": "Calls first"})
    assert answer.status_code == 201
    tag = answer.json()
    assert (tag["name"], tag["color"], tag["description"]) == ("VIP", "#1e88E5", "Calls first")
    assert (tag["contactCount"], tag["version"], tag["createdByKind"]) == (0, 1, "key")
    assert answer.headers["ETag"] == '"1"'
    assert api.get(f"/tags/{tag['id']}").json() == tag


def test_a_name_is_unique_whatever_its_case_and_accents(api: make.Api, other: make.Api, tag: Tag) -> None:
    first = tag("Équipe")
    taken = api.post("/tags", json={"name": "EQUIPE"})
    assert (taken.status_code, taken.json()["code"]) == (409, "TAG_EXISTS")
    assert taken.json()["params"]["existingTagId"] == first
    assert other.post("/tags", json={"name": "Equipe"}).status_code == 201
    second = tag("Team")
    renamed = api.patch(f"/tags/{second}", json={"name": "équipe"})
    assert (renamed.status_code, renamed.json()["code"]) == (409, "TAG_EXISTS")
    assert api.patch(f"/tags/{first}", json={"name": "EQUIPE"}).json()["name"] == "EQUIPE"


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({}, "name", "required"),
        ({"name": ""}, "name", "minLength"),
        ({"name": " \u200b "}, "name", "minLength"),
        ({"name": "x" * 65}, "name", "maxLength"),
        ({"name": "a\0b"}, "name", "invalidCharacter"),
        ({"name": "a\nb"}, "name", "format"),
        ({"name": str(uuid4())}, "name", "format"),
        ({"name": "x", "color": "red"}, "color", "format"),
        ({"name": "x", "description": "d" * 257}, "description", "maxLength"),
        ({"name": "x", "colour": "#123456"}, "colour", "unknownProperty"),
    ],
)
def test_what_is_no_tag_is_refused(api: make.Api, body: dict[str, Any], field: str, code: str) -> None:
    answer = api.post("/tags", json=body)
    assert answer.status_code == 400
    assert answer.json()["fieldDetails"][field][0]["code"] == code, answer.text


def test_absent_stays_and_null_clears(api: make.Api, tag: Tag) -> None:
    id = tag("VIP", color="#000000", description="first")
    assert api.patch(f"/tags/{id}", json={"color": None}).json()["description"] == "first"
    shown = api.get(f"/tags/{id}").json()
    assert (shown["color"], shown["version"]) == (None, 2)
    assert api.patch(f"/tags/{id}", json={}).json()["version"] == 2
    assert api.patch(f"/tags/{id}", json={"name": ""}).status_code == 400


def test_the_second_of_two_changes_is_told(api: make.Api, tag: Tag) -> None:
    id = tag("VIP")
    assert api.patch(f"/tags/{id}", json={"name": "A"}, headers={"If-Match": '"1"'}).status_code == 200
    assert api.patch(f"/tags/{id}", json={"name": "B"}, headers={"If-Match": '"1"'}).status_code == 412
    assert api.delete(f"/tags/{id}", headers={"If-Match": '"1"'}).status_code == 412


def test_lists_are_searched_sorted_and_paged(api: make.Api, tag: Tag, people: list[str]) -> None:
    for name in ("delta", "Alpha", "bravo", "Çarlie"):
        tag(name, description="warm" if name == "bravo" else None)
    assert names(api) == ["Alpha", "bravo", "Çarlie", "delta"]
    assert names(api, sortOrder="desc") == ["delta", "Çarlie", "bravo", "Alpha"]
    assert names(api, sortBy="createdAt") == ["delta", "Alpha", "bravo", "Çarlie"]
    assert names(api, search="CAR") == ["Çarlie"]
    assert names(api, search="WARM") == ["bravo"]
    first = api.get("/tags", params={"limit": 3}).json()
    assert (first["meta"]["total"], first["meta"]["hasNextPage"]) == (4, True)
    rest = api.get("/tags", params={"limit": 3, "cursor": first["meta"]["nextCursor"]}).json()
    assert [one["name"] for one in rest["data"]] == ["delta"]
    assert rest["meta"]["nextCursor"] is None
    id = next(one["id"] for one in first["data"] if one["name"] == "bravo")
    api.post(f"/tags/{id}/add-contacts", json={"contacts": people[:2]})
    assert names(api, sortBy="contactCount", sortOrder="desc")[0] == "bravo"
    assert api.get("/tags", params={"cursor": "x"}).status_code == 400


def test_deleting_takes_a_tag_off_its_contacts(api: make.Api, tag: Tag, people: list[str], database: Database) -> None:
    id = tag("VIP")
    api.post(f"/tags/{id}/add-contacts", json={"contacts": people})
    api.delete(f"/contact/{people[0]}")
    usage = api.get(f"/tags/{id}/usage").json()
    assert (usage["contactCount"], usage["hiddenContactCount"], usage["audiences"]) == (4, 1, [])
    assert api.delete(f"/tags/{id}").json()["contactCount"] == 4
    assert api.get(f"/tags/{id}").status_code == 404
    assert api.get(f"/contact/{people[1]}").json()["tags"] == []
    with database.transaction() as conn:
        for table in ("tags", "contact_tags", "tag_counts"):
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # type: ignore[arg-type]
        kinds = conn.execute("SELECT kind, count(*) FROM contact_history GROUP BY kind ORDER BY kind").fetchall()
        assert kinds == [("deleted", 1), ("tagged", 5), ("untagged", 4)]
    assert tag("VIP") != id


def test_a_tag_of_many_contacts_is_taken_off_in_the_background(
    api: make.Api, tag: Tag, people: list[str], database: Database, conninfo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "AT_ONCE", 2)
    id = tag("VIP")
    api.post(f"/tags/{id}/add-contacts", json={"contacts": people})
    assert "background" in api.delete(f"/tags/{id}").json()["message"]
    assert api.get(f"/contact/{people[1]}").json()["tags"] == []
    assert tag("VIP") != id
    resume(conninfo)
    with database.transaction() as conn:
        assert conn.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'tags.remove'").fetchone() == (
            1,
        )
    take_off_all(conninfo, api.organization.id, Actor("system"), UUID(id), "VIP")
    with database.transaction() as conn:
        assert conn.execute("SELECT count(*) FROM contact_tags").fetchone() == (0,)
        assert conn.execute("SELECT count(*) FROM tags").fetchone() == (1,)
        assert conn.execute("SELECT count(*) FROM contact_history WHERE kind = 'untagged'").fetchone() == (5,)


def test_a_tag_that_rules_name_is_not_deleted(api: make.Api, tag: Tag, database: Database) -> None:
    id = tag("VIP")
    with database.transaction() as conn:
        conn.execute(
            "INSERT INTO audiences (organization_id, name, type, rules, uses, created_by_kind, updated_by_kind)"
            " VALUES (%s, 'Best', 'live', jsonb_build_object('value', %s::text), '{tags}', 'system', 'system')",
            [api.organization.id, id],
        )
    answer = api.delete(f"/tags/{id}")
    assert (answer.status_code, answer.json()["code"]) == (409, "TAG_IN_USE")
    assert [one["name"] for one in answer.json()["params"]["audiences"]] == ["Best"]
    assert [one["name"] for one in api.get(f"/tags/{id}/usage").json()["audiences"]] == ["Best"]
