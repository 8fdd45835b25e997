"""Audiences: made, found, changed, deleted, restored."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from gomobile.db.pool import Database
from tests import make
from tests.api.audiences.conftest import audience, contact, count


def test_an_audience_is_static_unless_said_otherwise(api: make.Api) -> None:
    answer = api.post("/audience", json={"name": " Spring donors ", "description": "Gave in spring"})

    assert answer.status_code == 201
    made = answer.json()
    assert made["name"] == "Spring donors"
    assert made["type"] == "static"
    assert made["status"] == "ready"
    assert (made["contactCount"], made["linkedCampaignsCount"], made["version"]) == (0, 0, 1)
    assert made["organizationId"] == str(api.organization.id)
    assert answer.headers["ETag"] == '"1"'
    assert api.get(f"/audience/{made['id']}").json() == made


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"name": "ab"}, "name", "minLength"),
        ({"name": "x" * 65}, "name", "maxLength"),
        ({"name": "a\0bc"}, "name", "invalidCharacter"),
        ({"name": "Donors", "description": "x" * 257}, "description", "maxLength"),
        ({"name": "Donors", "type": "live"}, "rules", "required"),
        ({"name": "Donors", "rules": {"logic": "AND", "conditions": []}}, "rules", "notApplicable"),
        ({"name": "Donors", "type": "dead"}, "type", "enum"),
        ({"name": "Donors", "color": "red"}, "color", "unknownProperty"),
        ({}, "name", "required"),
    ],
)
def test_a_wrong_audience_is_refused_by_field(api: make.Api, body: dict[str, object], field: str, code: str) -> None:
    answer = api.post("/audience", json=body)

    assert answer.status_code == 400
    assert [detail["code"] for detail in answer.json()["fieldDetails"][field]] == [code]


def test_all_wrong_fields_are_told_at_once(api: make.Api) -> None:
    answer = api.post("/audience", json={"name": "ab", "description": "", "type": "live"})

    assert answer.json()["fieldErrors"].keys() == {"name", "description", "rules"}
    assert '"logic": "AND", "conditions"' in answer.json()["message"]


def test_a_name_is_taken_once_whatever_its_case(api: make.Api, other: make.Api) -> None:
    id = audience(api, "Éléonore")

    refused = api.post("/audience", json={"name": "ELEONORE"})

    assert (refused.status_code, refused.json()["code"]) == (409, "AUDIENCE_EXISTS")
    assert refused.json()["params"]["existingAudienceId"] == id
    assert other.post("/audience", json={"name": "Éléonore"}).status_code == 201


def test_a_list_is_searched_filtered_sorted_and_paged(api: make.Api) -> None:
    for name, description in (("Beta", None), ("alpha", "of the north"), ("Gamma", "NORTH too")):
        audience(api, f"{name} group", **({"description": description} if description else {}))

    def names(**query: object) -> list[str]:
        return [one["name"] for one in api.get("/audience", params=query).json()["data"]]

    assert names() == ["Gamma group", "alpha group", "Beta group"]
    assert names(sortBy="name", sortOrder="asc") == ["alpha group", "Beta group", "Gamma group"]
    assert names(sortBy="updatedAt", sortOrder="asc") == ["Beta group", "alpha group", "Gamma group"]
    assert names(search="North") == ["Gamma group", "alpha group"]
    assert names(search="beta") == ["Beta group"]
    assert names(type="live") == []
    pages = [api.get("/audience", params={"limit": 2, "page": page}).json() for page in (1, 2, 3)]
    assert [len(page["data"]) for page in pages] == [2, 1, 0]
    assert [page["meta"]["hasNextPage"] for page in pages] == [True, False, False]
    assert pages[0]["meta"]["total"] == 3
    assert pages[0]["meta"]["totalPages"] == 2


def test_an_update_changes_what_is_given(api: make.Api) -> None:
    id = audience(api, "Donors", description="Old")

    renamed = api.put(f"/audience/{id}", json={"name": "Friends"})
    cleared = api.patch(f"/audience/{id}", json={"description": None})

    assert (renamed.json()["name"], renamed.json()["description"], renamed.json()["version"]) == ("Friends", "Old", 2)
    assert (cleared.json()["name"], cleared.json()["description"], cleared.json()["version"]) == ("Friends", None, 3)
    assert api.put(f"/audience/{id}", json={"name": "Friends"}).json()["version"] == 3


def test_the_type_of_an_audience_stays(api: make.Api) -> None:
    id = audience(api)

    answer = api.put(f"/audience/{id}", json={"type": "live", "color": "red"})

    details = answer.json()["fieldDetails"]
    assert {field: detail[0]["code"] for field, detail in details.items()} == {
        "type": "immutable",
        "color": "unknownProperty",
    }


def test_who_read_an_older_version_is_told(api: make.Api) -> None:
    id = audience(api)
    api.put(f"/audience/{id}", json={"name": "Friends"}, headers={"If-Match": '"1"'})

    for answer in (
        api.put(f"/audience/{id}", json={"name": "Foes"}, headers={"If-Match": '"1"'}),
        api.delete(f"/audience/{id}", headers={"If-Match": '"1"'}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (412, "PRECONDITION_FAILED")
    assert api.get(f"/audience/{id}").json()["name"] == "Friends"


def test_of_two_who_rename_at_once_one_is_told(api: make.Api) -> None:
    id = audience(api)

    def rename(name: str) -> int:
        return api.put(f"/audience/{id}", json={"name": name}, headers={"If-Match": '"1"'}).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(rename, ["First", "Second"])) == [200, 412]


def test_a_name_cannot_be_taken_by_renaming(api: make.Api) -> None:
    audience(api, "Donors")
    id = audience(api, "Friends")

    assert api.put(f"/audience/{id}", json={"name": "donors"}).json()["code"] == "AUDIENCE_EXISTS"


def test_a_deleted_audience_comes_back_with_its_members(api: make.Api) -> None:
    one = contact(api)
    id = audience(api, "Donors", one)

    deleted = api.delete(f"/audience/{id}")

    assert deleted.json()["deletedAt"]
    assert api.get(f"/audience/{id}").json()["code"] == "AUDIENCE_NOT_FOUND"
    assert api.get("/audience").json()["data"] == []
    assert api.get(f"/contact/{one}/audiences").json()["data"] == []
    restored = api.post(f"/audience/{id}/restore").json()
    assert (restored["deletedAt"], restored["contactCount"]) == (None, 1)


def test_a_name_that_was_taken_meanwhile_keeps_an_audience_deleted(api: make.Api) -> None:
    id = audience(api, "Donors")
    api.delete(f"/audience/{id}")
    audience(api, "Donors")

    assert api.post(f"/audience/{id}/restore").json()["code"] == "AUDIENCE_EXISTS"


def test_contacts_are_added_and_removed(api: make.Api) -> None:
    one, two, three = contact(api), contact(api), contact(api)
    nobody = str(uuid4())
    id = audience(api, "Donors", one)

    added = api.post(f"/audience/{id}/add-contacts", json={"contacts": [one, two, two, nobody]})
    assert added.json() == {"added": 1, "alreadyMembers": 1, "unknown": [nobody]}
    assert count(api, id) == 2

    removed = api.post(f"/audience/{id}/remove-contacts", json={"contacts": [two, three, nobody]})
    assert removed.json() == {"removed": 1, "notMembers": 1, "unknown": [nobody]}
    assert count(api, id) == 1


def test_contacts_of_another_organization_and_deleted_ones_are_unknown(api: make.Api, other: make.Api) -> None:
    theirs, gone = contact(other), contact(api)
    api.delete(f"/contact/{gone}")
    id = audience(api)

    added = api.post(f"/audience/{id}/add-contacts", json={"contacts": [theirs, gone]})

    assert added.json() == {"added": 0, "alreadyMembers": 0, "unknown": [theirs, gone]}
    assert count(api, id) == 0


def test_a_contact_is_in_many_audiences(api: make.Api) -> None:
    one = contact(api)
    first, second = audience(api, "Donors", one), audience(api, "Authors", one)
    audience(api, "Others")

    found = api.get(f"/contact/{one}/audiences").json()["data"]

    assert [(stay["id"], stay["name"], stay["type"]) for stay in found] == [
        (second, "Authors", "static"),
        (first, "Donors", "static"),
    ]
    assert all(stay["enteredAt"] for stay in found)


def test_contacts_are_added_by_a_search(api: make.Api) -> None:
    contact(api, firstName="Amal")
    known = contact(api, firstName="Amal")
    contact(api, firstName="Karim")
    id = audience(api, "Donors", known)

    added = api.post(f"/audience/{id}/add-by-filter", json={"search": "amal"})

    assert added.json() == {"added": 1, "alreadyMembers": 1}
    assert count(api, id) == 2


def test_nobody_is_added_by_no_filter(api: make.Api) -> None:
    contact(api)
    id = audience(api)

    answer = api.post(f"/audience/{id}/add-by-filter", json={"search": " "})

    assert answer.json()["fieldDetails"]["filter"][0]["code"] == "required"
    assert count(api, id) == 0


@pytest.mark.parametrize("way", ["delete", "archive"])
def test_who_goes_away_leaves_and_who_comes_back_enters_again(api: make.Api, database: Database, way: str) -> None:
    one = contact(api)
    stays, left = audience(api, "Donors", one), audience(api, "Authors", one)
    api.post(f"/audience/{left}/remove-contacts", json={"contacts": [one]})

    if way == "delete":
        api.delete(f"/contact/{one}")
    else:
        api.post(f"/contact/{one}/archive")

    assert count(api, stays) == 0
    assert reasons(database, one) == {stays: way + "d", left: "removed"}
    api.post(f"/contact/{one}/{'restore' if way == 'delete' else 'unarchive'}")
    assert (count(api, stays), count(api, left)) == (1, 0)


def reasons(database: Database, contact_id: str) -> dict[str, str]:
    with database.transaction() as conn:
        rows = conn.execute("SELECT audience_id::text, reason FROM audience_exits WHERE contact_id = %s", [contact_id])
        return dict(rows.fetchall())
