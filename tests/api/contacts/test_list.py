"""Lists: order, pages, cursors, filters."""

from __future__ import annotations

from typing import Any

import pytest

from gomobile.contacts.listing import SortBy, SortOrder
from gomobile.db.pool import Database
from tests import make
from tests.api.contacts.test_create import create, refusals

NAMES = ["Zoé", "amal", "Amal", "Émile", None, "Zoe", None, "ahmed", "Ahmed", "محمد", "أحمد", "😀", "amal b", "Zed"]
SORTS: list[SortBy] = ["firstName", "lastName", "primaryPhone", "primaryEmail", "createdAt"]
ORDERS: list[SortOrder] = ["asc", "desc"]


@pytest.fixture
def people(api: make.Api) -> list[dict[str, Any]]:
    """Contacts with ties and blanks in every field, in the order of creation."""
    data = [
        {
            "primaryPhone": f"+2126{(at * 7_919) % 100:08d}",
            "firstName": name,
            "lastName": NAMES[(at * 5) % len(NAMES)],
            "primaryEmail": f"{'ABCab'[at % 5]}@example.com" if at % 3 else None,
        }
        for at, name in enumerate(NAMES * 2)
    ]
    return [create(api, **values).json()["contact"] for values in data]


def get(api: make.Api, **params: Any) -> Any:
    answer = api.get("/contact", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def walk(api: make.Api, **params: Any) -> list[dict[str, Any]]:
    """Every page after the other by cursor."""
    found: list[dict[str, Any]] = []
    while True:
        page = get(api, **params)
        found += page["data"]
        params["cursor"] = page["meta"]["nextCursor"]
        assert page["meta"]["hasNextPage"] == bool(params["cursor"])
        if not params["cursor"]:
            return found


def ids(contacts: list[dict[str, Any]]) -> list[str]:
    return [contact["id"] for contact in contacts]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("sort", SORTS)
def test_pages_joined_are_the_whole_list(
    api: make.Api, people: list[dict[str, Any]], sort: SortBy, order: SortOrder
) -> None:
    whole = ids(get(api, sortBy=sort, sortOrder=order, limit=100)["data"])
    assert sorted(whole) == sorted(ids(people))
    assert ids(walk(api, sortBy=sort, sortOrder=order, limit=3)) == whole
    pages = [get(api, sortBy=sort, sortOrder=order, limit=5, page=page)["data"] for page in range(1, 7)]
    assert ids([contact for page in pages for contact in page]) == whole
    assert whole[::-1] == ids(get(api, sortBy=sort, sortOrder="desc" if order == "asc" else "asc", limit=100)["data"])


def test_the_newest_come_first_unless_asked_otherwise(api: make.Api, people: list[dict[str, Any]]) -> None:
    assert ids(walk(api)) == ids(people)[::-1]
    assert ids(get(api, limit=100, sortOrder="asc")["data"]) == ids(people)


def test_names_sort_without_case_and_accents_and_blanks_come_last(api: make.Api, people: list[dict[str, Any]]) -> None:
    found = [contact["firstName"] for contact in get(api, sortBy="firstName", sortOrder="asc", limit=100)["data"]]
    assert found[-4:] == [None] * 4 or found[-6:-2] == [None] * 4
    known = [name for name in found if name]
    assert known[:4] == ["ahmed", "Ahmed"] * 2
    assert known[4:8] == ["amal", "Amal"] * 2
    assert known[8:10] == ["amal b"] * 2
    assert known[10:12] == ["Émile"] * 2
    assert known[14:18] == ["Zoé", "Zoe"] * 2
    assert known[18:20] == ["أحمد"] * 2


def test_a_page_tells_where_it_is(api: make.Api, people: list[dict[str, Any]]) -> None:
    meta = get(api, limit=10, page=2)["meta"]
    assert meta.pop("nextCursor")
    assert meta == {
        "page": 2,
        "limit": 10,
        "total": 28,
        "totalPages": 3,
        "hasNextPage": True,
        "hasPreviousPage": True,
    }
    last = get(api, limit=10, page=3)
    assert (len(last["data"]), last["meta"]["hasNextPage"], last["meta"]["nextCursor"]) == (8, False, None)
    beyond = get(api, limit=10, page=1_000_000_000)
    assert (beyond["data"], beyond["meta"]["total"]) == ([], 28)


def test_a_new_contact_does_not_shift_the_pages_of_a_cursor(api: make.Api, people: list[dict[str, Any]]) -> None:
    first = get(api, limit=10)
    create(api)
    second = get(api, limit=10, cursor=first["meta"]["nextCursor"])
    assert ids(first["data"] + second["data"]) == ids(people)[::-1][:20]


def test_a_cursor_goes_on_after_its_contact_was_deleted(api: make.Api, people: list[dict[str, Any]]) -> None:
    first = get(api, limit=10)
    api.delete(f"/contact/{first['data'][-1]['id']}")
    second = get(api, limit=10, cursor=first["meta"]["nextCursor"])
    assert ids(second["data"]) == ids(people)[::-1][10:20]


@pytest.mark.parametrize(
    "cursor", ["", "x", "bm90IGpzb24", "W10", "WzEsMiwzLDRd", "W251bGwsbnVsbCxudWxsLG51bGxd", "é", "=" * 5]
)
def test_a_cursor_that_is_none_is_refused(api: make.Api, cursor: str) -> None:
    assert refusals(api.get("/contact", params={"cursor": cursor})) == {"cursor": ["format"]}


@pytest.mark.parametrize("other", [{"sortOrder": "asc"}, {"sortBy": "lastName"}])
def test_a_cursor_of_another_order_is_refused(
    api: make.Api, people: list[dict[str, Any]], other: dict[str, str]
) -> None:
    cursor = get(api, limit=2)["meta"]["nextCursor"]
    assert refusals(api.get("/contact", params={"cursor": cursor, **other})) == {"cursor": ["format"]}


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"limit": 0}, {"limit": ["min"]}),
        ({"limit": 101}, {"limit": ["max"]}),
        ({"page": 0}, {"page": ["min"]}),
        ({"page": "two"}, {"page": ["format"]}),
        ({"search": "x" * 101}, {"search": ["maxLength"]}),
        ({"search": "a\u0000b"}, {"search": ["invalidCharacter"]}),
        ({"sortBy": "city"}, {"sortBy": ["enum"]}),
        ({"sortOrder": "up"}, {"sortOrder": ["enum"]}),
        ({"include": "everything"}, {"include.0": ["enum"]}),
        ({"phoneStatus": "bad"}, {"phoneStatus": ["enum"]}),
        ({"page": 0, "limit": 1000, "sortBy": "x"}, {"page": ["min"], "limit": ["max"], "sortBy": ["enum"]}),
    ],
)
def test_parameters_outside_their_limits_are_refused(
    api: make.Api, params: dict[str, Any], expected: dict[str, list[str]]
) -> None:
    assert refusals(api.get("/contact", params=params)) == expected


def test_custom_attributes_are_embedded_when_asked_for(api: make.Api) -> None:
    api.post("/custom-attributes", json={"displayName": "Tier", "type": "text"})
    made = create(api, customAttributes={"tier": "gold"}).json()["contact"]
    (listed,) = get(api, include="customAttributes")["data"]
    assert listed == {name: made[name] for name in listed}
    assert listed["customAttributes"] == made["customAttributes"] != []
    assert "customAttributes" not in get(api)["data"][0]


def test_contacts_are_found_by_what_their_number_is(api: make.Api) -> None:
    by_status = {
        "valid": create(api, primaryPhone="0612345678"),
        "possible": create(api, primaryPhone="+212912345678"),
        "invalid": create(api, primaryPhone="12345"),
    }
    for status, made in by_status.items():
        contact = made.json()["contact"]
        assert contact["phone"]["status"] == status
        found = get(api, phoneStatus=status)
        assert (ids(found["data"]), found["meta"]["total"]) == ([contact["id"]], 1)
    assert get(api, phoneStatus="invalid", search="0612345678")["data"] == []


def test_the_trash_is_a_list_of_its_own(api: make.Api, people: list[dict[str, Any]]) -> None:
    for contact in people[:10]:
        api.delete(f"/contact/{contact['id']}")
    assert get(api)["meta"]["total"] == 18
    for sort in SORTS:
        found = walk(api, deleted=True, sortBy=sort, sortOrder="asc", limit=3)
        assert sorted(ids(found)) == sorted(ids(people[:10]))
    assert ids(walk(api, deleted=True, limit=4)) == ids(people[:10])[::-1]
    found = get(api, deleted=True, search="zoe")
    assert found["meta"]["total"] == len(found["data"]) > 0
    assert all(contact["deletedAt"] for contact in found["data"])


def test_an_organization_lists_its_own(
    api: make.Api, other: make.Api, people: list[dict[str, Any]], database: Database
) -> None:
    assert get(other)["data"] == get(other, search="amal")["data"] == []
    assert get(other)["meta"]["total"] == 0


def test_nobody_lists_without_a_key(api: make.Api) -> None:
    assert api.http.get("/api/contact", params={"limit": 0}).status_code == 401
