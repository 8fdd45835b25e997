"""Splitting an audience."""

from __future__ import annotations

from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.audiences.splitting import part_names, split_ids
from gomobile.db.pool import Database
from tests import make
from tests.api.audiences.conftest import audience, contact

SPACE = UUID(int=7)
IDS = st.sets(st.integers(0, 500), max_size=60).map(lambda given: [uuid5(SPACE, str(one)) for one in given])


@given(IDS, st.integers(2, 20), st.text(max_size=5))
def test_parts_are_equal_disjoint_and_complete(ids: list[UUID], parts: int, seed: str) -> None:
    found = split_ids(ids, parts, seed)

    assert len(found) == parts
    assert sorted(one for part in found for one in part) == sorted(ids)
    assert max(map(len, found)) - min(map(len, found)) <= 1


@given(IDS, st.integers(2, 20), st.text(max_size=5), st.randoms(use_true_random=False))
def test_the_same_seed_makes_the_same_parts_in_whatever_order(
    ids: list[UUID], parts: int, seed: str, random: object
) -> None:
    shuffled = list(ids)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert split_ids(shuffled, parts, seed) == split_ids(ids, parts, seed)


def test_another_seed_makes_other_parts() -> None:
    ids = [uuid5(SPACE, str(one)) for one in range(100)]

    assert split_ids(ids, 2, "a") != split_ids(ids, 2, "b")


@given(IDS.filter(lambda ids: len(ids) > 0), st.integers(2, 20), st.text(max_size=5))
def test_a_member_less_moves_at_most_one_member_at_each_border(ids: list[UUID], parts: int, seed: str) -> None:
    before, after = split_ids(ids, parts, seed), split_ids(ids[1:], parts, seed)

    for old, new in zip(before, after, strict=True):
        assert len(set(new) - set(old)) <= 1


@given(st.text(min_size=3, max_size=64), st.integers(2, 20))
def test_names_of_parts_fit_and_differ(name: str, parts: int) -> None:
    first = part_names(name, parts)
    second = part_names(name, parts, first)

    for names in (first, second):
        assert len(set(names)) == parts
        assert all(3 <= len(one) <= 64 for one in names)
    assert not set(first) & set(second)


def members(database: Database, id: str) -> set[str]:
    with database.transaction() as conn:
        rows = conn.execute("SELECT contact_id::text FROM audience_members WHERE audience_id = %s", [id]).fetchall()
        return {row for (row,) in rows}


def test_an_audience_is_split_into_static_ones(api: make.Api, database: Database) -> None:
    people = [contact(api) for _ in range(7)]
    id = audience(api, "Donors", *people)

    answer = api.post(f"/audience/{id}/split", json={"parts": 3})

    assert answer.status_code == 201, answer.text
    parts = answer.json()["data"]
    assert sorted(part["contactCount"] for part in parts) == [2, 2, 3]
    assert [part["name"] for part in parts] == ["Donors – 1 of 3", "Donors – 2 of 3", "Donors – 3 of 3"]
    assert {part["type"] for part in parts} == {"static"}
    assert set.union(*(members(database, part["id"]) for part in parts)) == set(people)
    assert members(database, id) == set(people)
    again = api.post(f"/audience/{id}/split", json={"parts": 3}).json()["data"]
    assert again[0]["name"] == "Donors – 1 of 3 (2)"
    assert [members(database, part["id"]) for part in again] == [members(database, part["id"]) for part in parts]


def test_parts_may_be_named(api: make.Api) -> None:
    id = audience(api, "Donors", contact(api))

    parts = api.post(f"/audience/{id}/split", json={"parts": 2, "names": ["Call", "Control"]}).json()["data"]

    assert [part["name"] for part in parts] == ["Call", "Control"]
    taken = api.post(f"/audience/{id}/split", json={"parts": 2, "names": ["Other", "control"]})
    assert taken.json()["code"] == "AUDIENCE_EXISTS"
    assert api.get("/audience", params={"search": "Other"}).json()["data"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"parts": 1}, "parts"),
        ({"parts": 21}, "parts"),
        ({}, "parts"),
        ({"parts": 3, "names": ["One", "Two"]}, "names"),
        ({"parts": 2, "names": ["x", "Two"]}, "names.0"),
    ],
)
def test_a_wrong_split_is_refused(api: make.Api, body: dict[str, object], field: str) -> None:
    answer = api.post(f"/audience/{audience(api)}/split", json=body)

    assert answer.status_code == 400
    assert field in answer.json()["fieldErrors"]
