"""Every way in which a page is found gives the same pages; the limits between the ways are made small here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from psycopg import sql

from gomobile.accounts.caller import Organization
from gomobile.contacts import search, service
from gomobile.contacts.listing import Listing, SortBy, SortOrder
from gomobile.db.pool import Connection, Database
from tests import make
from tests.api.contacts.test_list import ORDERS, SORTS

COUNT = 400
#: Held by every contact, by a third, by the oldest, by the newest, by few, by one, by none; without any trigram.
TERMS = ["example", "amal", "oldest", "newest", "rare", "n123@", "absent", "a", "@", "zq", "amal tazi"]


@pytest.fixture
def owner(api: make.Api) -> Organization:
    data = [
        {
            "primaryPhone": f"+2126{(at * 7_919) % 10_000:08d}",
            "firstName": ["Amal", "Zoé", None][at % 3],
            "lastName": f"Tazi{' rare' if at % 100 == 7 else ''}",
            "city": "Fès",
            "primaryEmail": f"{'oldest' if at < 40 else 'newest' if at >= COUNT - 40 else 'other'}.n{at}@example.com",
        }
        for at in range(COUNT)
    ]
    for start in range(0, COUNT, 50):
        answer = api.post("/contact/upsert", json={"data": data[start : start + 50]})
        assert answer.json()["created"] == 50, answer.text
    return api.organization


@pytest.fixture
def conn(database: Database, owner: Organization) -> Iterator[Connection]:
    with database.transaction() as opened:
        yield opened


def expected(conn: Connection, owner: Organization, listing: Listing, term: str) -> list[Any]:
    """The whole list, as PostgreSQL sorts it by itself."""
    query = sql.SQL(
        "SELECT id FROM contacts WHERE {scope} AND strpos(search_text, fold(%(term)s)) > 0 ORDER BY {order}"
    ).format(scope=listing.scope(), order=listing.order_by())
    rows = conn.execute(query, {**listing.parameters(owner.id), "term": term}).fetchall()
    return [id for (id,) in rows]


WAYS = {
    "as it is": {},
    "collected": {"_SMALL": 0, "_CERTAINTY": 1e9, "_PERCENT": 100.0},
    "walked": {"_SMALL": 0, "EXACT": 5, "_CERTAINTY": 0.0, "_PERCENT": 100.0, "_WALK": 10_000},
    "walked, or sorted": {"_SMALL": 0, "EXACT": 5, "_CERTAINTY": 0.0, "_PERCENT": 100.0, "_WALK": 30},
    "counted, then walked": {"_SMALL": 1_000, "EXACT": 5, "_PERCENT": 100.0, "_WALK": 30},
    "an empty sample": {"_SMALL": 0, "EXACT": 5, "_PERCENT": 0.0, "_WALK": 30},
}


@pytest.mark.parametrize("way", WAYS)
def test_pages_joined_are_the_whole_list(
    owner: Organization, conn: Connection, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    for name, value in WAYS[way].items():
        monkeypatch.setattr(search, name, value)
    for at, term in enumerate(TERMS):
        sort: SortBy = SORTS[at % len(SORTS)]
        order: SortOrder = ORDERS[at // len(SORTS) % 2]
        listing = service.make_listing(conn, owner, search=term, sort_by=sort, sort_order=order)
        whole = expected(conn, owner, listing, term)
        found, cursor, page = [], None, None
        while page is None or cursor:
            page = search.find_page(conn, owner.id, listing, limit=37, cursor=cursor)
            found += [contact.id for contact in page.contacts]
            cursor = page.next_cursor
            assert page.is_estimate or page.total == len(whole)
            assert page.is_estimate == (len(whole) > search.EXACT)
        assert found == whole, (way, term, sort, order)
        numbered = [search.find_page(conn, owner.id, listing, limit=90, page=number) for number in (1, 2, 3, 4, 5)]
        assert [contact.id for page in numbered for contact in page.contacts] == whole


def test_an_estimate_is_near_and_never_less_than_what_was_seen(
    owner: Organization, conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in WAYS["walked"].items():
        monkeypatch.setattr(search, name, value)
    listing = service.make_listing(conn, owner, search="amal")
    page = search.find_page(conn, owner.id, listing)
    assert (page.total, page.is_estimate) == (134, True)
    monkeypatch.setattr(search, "_PERCENT", 0.0)
    page = search.find_page(conn, owner.id, listing, page=6)
    assert page.total >= 6 * 20 + 1


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("sort", SORTS)
def test_a_page_far_down_is_read_from_the_index_where_it_starts(
    owner: Organization, conn: Connection, sort: SortBy, order: SortOrder
) -> None:
    listing = Listing(sort_by=sort, sort_order=order)
    middle = search.find_page(conn, owner.id, listing, page=10)
    assert middle.next_cursor
    query = sql.SQL("EXPLAIN SELECT id FROM contacts WHERE {} AND {} ORDER BY {} LIMIT 20").format(
        listing.scope(), listing.after(), listing.order_by()
    )
    conn.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    values = {**listing.parameters(owner.id), **listing.start(middle.next_cursor)}
    plan = "\n".join(line for (line,) in conn.execute(query, values).fetchall())
    assert "Sort" not in plan
    start = {"createdAt": "id", "primaryPhone": "phone_key"}.get(sort, "sort_key")
    condition = next(line for line in plan.splitlines() if "Index Cond" in line)
    assert start in condition, plan


def test_contacts_of_an_import_that_are_not_counted_yet_are_found(
    owner: Organization, conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in WAYS["counted, then walked"].items():
        monkeypatch.setattr(search, name, value)
    conn.execute("DELETE FROM contact_counts")

    page = search.find_page(conn, owner.id, service.make_listing(conn, owner, search="amal"))

    assert len(page.contacts) == 20
