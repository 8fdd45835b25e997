"""Who is in an audience, and who was."""

from __future__ import annotations

from typing import Any

import pytest

from gomobile.audiences import member_pages
from tests import make
from tests.api.audiences.conftest import audience, contact


def listed(api: make.Api, id: str, **query: Any) -> list[str]:
    answer = api.get(f"/audience/{id}/contacts", params=query)
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["data"]]


@pytest.fixture
def people(api: make.Api) -> dict[str, str]:
    """Five members of `Donors`, by name, and one who is none."""
    names = ["Amal", "bilal", "Chadia", "Driss", "Élodie"]
    made = {name: contact(api, firstName=name, lastName="Benani") for name in names}
    contact(api, firstName="Amal", lastName="Outsider")
    return made


@pytest.fixture(params=[10_000, 0], ids=["small", "large"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to find a page: audiences above this are walked."""
    monkeypatch.setattr(member_pages, "SMALL", request.param)


def test_a_member_is_shown_as_a_contact_with_its_entry(api: make.Api) -> None:
    one = contact(api, firstName="Amal")
    id = audience(api, "Donors", one)

    [member] = api.get(f"/audience/{id}/contacts").json()["data"]

    assert member.pop("enteredAt")
    assert member == api.get("/contact").json()["data"][0]
    assert "customAttributes" in api.get(f"/audience/{id}/contacts?include=customAttributes").json()["data"][0]


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Élodie", "Driss", "Chadia", "bilal", "Amal"]),
        ({"sortOrder": "asc"}, ["Amal", "bilal", "Chadia", "Driss", "Élodie"]),
        ({"sortBy": "firstName", "sortOrder": "asc"}, ["Amal", "bilal", "Chadia", "Driss", "Élodie"]),
        ({"sortBy": "firstName"}, ["Élodie", "Driss", "Chadia", "bilal", "Amal"]),
        ({"sortBy": "primaryPhone", "sortOrder": "asc"}, ["Amal", "bilal", "Chadia", "Driss", "Élodie"]),
        ({"search": "amal"}, ["Amal"]),
        ({"search": "elo"}, ["Élodie"]),
        ({"search": "benani", "sortBy": "lastName"}, ["Élodie", "Driss", "Chadia", "bilal", "Amal"]),
        ({"search": "outsider"}, []),
    ],
)
def test_members_are_searched_and_sorted(
    api: make.Api, people: dict[str, str], query: dict[str, str], names: list[str]
) -> None:
    id = audience(api, "Donors", *people.values())

    assert listed(api, id, **query) == [people[name] for name in names]


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("query", [{}, {"sortBy": "firstName", "sortOrder": "asc"}, {"search": "benani"}])
def test_pages_put_together_are_the_whole_list(api: make.Api, people: dict[str, str], query: dict[str, str]) -> None:
    id = audience(api, "Donors", *people.values())
    whole = listed(api, id, **query)
    by_number = [one for page in (1, 2, 3, 4) for one in listed(api, id, limit=2, page=page, **query)]
    by_cursor, cursor = [], None
    while True:
        params = {"limit": 2, **query, **({"cursor": cursor} if cursor else {})}
        answer = api.get(f"/audience/{id}/contacts", params=params).json()
        by_cursor += [one["id"] for one in answer["data"]]
        assert answer["meta"]["total"] == 5 or answer["meta"]["totalIsEstimate"]
        if (cursor := answer["meta"]["nextCursor"]) is None:
            break

    assert whole == by_number == by_cursor
    assert len(whole) == 5


def test_who_left_is_listed_with_the_last_stay(api: make.Api, people: dict[str, str]) -> None:
    id = audience(api, "Donors", *people.values())
    amal, bilal, chadia, driss, elodie = people.values()
    api.post(f"/audience/{id}/remove-contacts", json={"contacts": [amal, bilal, chadia]})
    api.post(f"/audience/{id}/add-contacts", json={"contacts": [bilal, chadia]})
    api.put(f"/audience/{id}/members", json={"contacts": [bilal, driss, elodie]})
    api.delete(f"/contact/{driss}")

    answer = api.get(f"/audience/{id}/contacts", params={"state": "exited"}).json()

    assert [(one["id"], one["exitReason"]) for one in answer["data"]] == [
        (driss, "deleted"),
        (chadia, "replaced"),
        (amal, "removed"),
    ]
    assert answer["meta"]["total"] == 3
    assert all(one["exitedAt"] >= one["enteredAt"] for one in answer["data"])
    assert answer["data"][0]["deletedAt"]
    assert listed(api, id, state="exited", search="chadia") == [chadia]
    assert listed(api, id, state="exited", sortBy="firstName", sortOrder="asc") == [amal, chadia, driss]
    assert listed(api, id) == [elodie, bilal]


@pytest.mark.parametrize("query", [{}, {"sortBy": "primaryPhone", "sortOrder": "asc"}, {"search": "benani"}])
def test_pages_of_who_left_put_together_are_the_whole_list(
    api: make.Api, people: dict[str, str], query: dict[str, str]
) -> None:
    id = audience(api, "Donors", *people.values())
    api.put(f"/audience/{id}/members", json={"contacts": []})
    whole = listed(api, id, state="exited", **query)
    pieces, cursor = [], None
    while True:
        params = {"limit": 2, "state": "exited", **query, **({"cursor": cursor} if cursor else {})}
        answer = api.get(f"/audience/{id}/contacts", params=params).json()
        pieces += [one["id"] for one in answer["data"]]
        if (cursor := answer["meta"]["nextCursor"]) is None:
            break

    assert len(whole) == 5
    assert pieces == whole
    assert listed(api, id, state="exited", limit=2, page=2, **query) == whole[2:4]


@pytest.mark.parametrize("query", ["state=gone", "sortBy=age", "cursor=x", "limit=101"])
def test_a_wrong_list_is_refused(api: make.Api, query: str) -> None:
    assert api.get(f"/audience/{audience(api)}/contacts?{query}").status_code == 400


def test_the_members_are_exported(api: make.Api, other: make.Api, people: dict[str, str]) -> None:
    id = audience(api, "Donors", people["Amal"], people["Driss"])

    answer = api.get(f"/audience/{id}/export", params={"columns": "firstName", "sortBy": "firstName"})

    assert answer.text.split() == ["firstName", "Driss", "Amal"]
    assert f"audience-{id}" in answer.headers["Content-Disposition"]
    assert api.get(f"/audience/{id}/export", params={"columns": "firstName", "search": "amal"}).text.split() == [
        "firstName",
        "Amal",
    ]
    assert other.get(f"/audience/{id}/export").status_code == 404
