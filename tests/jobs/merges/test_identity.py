"""Merge and unmerge are an identity over all that hangs on contacts, in chains too, with live audiences around."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.attributes import service as attributes
from gomobile.calls import service as calls
from gomobile.calls.result import CallResult
from gomobile.contacts import service as contacts
from gomobile.contacts.numbers import service as numbers
from gomobile.contacts.reactions import contacts_changed
from gomobile.db.pool import Connection, connect
from gomobile.ids import uuid7_hex
from gomobile.quality.merges import service
from tests import make

ACTOR = Actor("system")
START = datetime(2024, 3, 1, 12, tzinfo=UTC)
TEXTS = ("firstName", "lastName", "fullName", "address", "city", "state", "zip", "occupation", "preferredChannel")
WORDS = st.sampled_from(["Rabat", "Fes", "Amal", None])
#: Columns that say when a contact was written, not what it is.
STAMPS = ("version", "updated_at", "updated_by_kind", "updated_by")

#: Everything that hangs on contacts, by table. The history of merging itself is what a merge may add.
TABLES = {
    "contacts": f"SELECT to_jsonb(t) - '{{{','.join(STAMPS)}}}'::text[] FROM contacts t WHERE organization_id = %s",
    "contact_history": (
        "SELECT to_jsonb(t) FROM contact_history t WHERE organization_id = %s AND kind NOT IN ('merged', 'unmerged')"
    ),
    **{
        table: f"SELECT to_jsonb(t) FROM {table} t WHERE organization_id = %s"
        for table in (
            "contact_tags",
            "audience_members",
            "audience_exits",
            "audience_due",
            "contact_phones",
            "consents",
            "consent_events",
            "contact_engagement",
            "call_results",
        )
    },
    "tag_counts": (
        "SELECT to_jsonb(t) FROM (SELECT tag_id, sum(contacts) AS contacts FROM tag_counts WHERE organization_id = %s"
        " GROUP BY 1 HAVING sum(contacts) <> 0) t"
    ),
    "audience_counts": (
        "SELECT to_jsonb(t) FROM (SELECT audience_id, sum(members) AS members FROM audience_counts"
        " WHERE organization_id = %s GROUP BY 1 HAVING sum(members) <> 0) t"
    ),
    "contact_counts": (
        "SELECT to_jsonb(t) FROM (SELECT sum(live) AS live, sum(archived) AS archived FROM contact_counts"
        " WHERE organization_id = %s) t"
    ),
    "duplicate_pairs": "SELECT to_jsonb(t) FROM duplicate_pairs t WHERE organization_id = %s AND status = 'open'",
}


@dataclass
class Ground:
    """An organization with static and live audiences, tags and attributes."""

    conn: Connection
    organization: Organization
    tags: list[UUID]
    static: list[UUID]

    @property
    def org_id(self) -> UUID:
        return self.organization.id

    def everything(self) -> dict[str, list[str]]:
        """All rows of all tables."""
        return {
            table: sorted(str(row) for (row,) in self.conn.execute(query, [self.org_id]).fetchall())  # type: ignore[arg-type]
            for table, query in TABLES.items()
        }

    def timelines(self, ids: list[UUID]) -> dict[UUID, set[UUID]]:
        """The events that can be read of each contact."""
        query = "SELECT id FROM contact_history WHERE organization_id = %s AND contact_id = %s"
        return {id: {row[0] for row in self.conn.execute(query, [self.org_id, id]).fetchall()} for id in ids}


def new_id() -> UUID:
    return UUID(uuid7_hex(1)[0].decode())


def make_ground(conn: Connection) -> Ground:
    organization = accounts.create_organization(conn, f"Organization {new_id()}", country="MA")
    org = organization.id
    attributes.create(conn, org, "Plan", "text")
    attributes.create(conn, org, "Balance", "number")
    tags = [new_id() for _ in range(3)]
    for tag in tags:
        conn.execute(
            "INSERT INTO tags (organization_id, id, name, created_by_kind) VALUES (%s, %s, %s, 'system')",
            [org, tag, str(tag)],
        )
    static = [new_id() for _ in range(3)]
    rules: dict[UUID, tuple[dict[str, Any] | None, list[str]]] = {id: (None, []) for id in static}
    rules[new_id()] = one("city", "equals", "Rabat")
    rules[new_id()] = one("tags", "has_any", [str(tags[0])])
    rules[new_id()] = one("tags", "has_none", [str(tags[1])])
    rules[new_id()] = one("audience", "in", [str(static[0])])
    rules[new_id()] = one("engagement.attempts", "gt", 1)
    for id, (rule, uses) in rules.items():
        conn.execute(
            "INSERT INTO audiences (organization_id, id, name, type, rules, uses, status, created_by_kind,"
            " updated_by_kind) VALUES (%s, %s, %s, %s, %s, %s, 'ready', 'system', 'system')",
            [org, id, str(id), "live" if rule else "static", Jsonb(rule) if rule else None, uses],
        )
    return Ground(conn, organization, tags, static)


def one(field: str, operator: str, value: Any) -> tuple[dict[str, Any], list[str]]:
    """A rule of one condition."""
    return {"logic": "AND", "conditions": [{"field": field, "operator": operator, "value": value}]}, []


def moments(days: int) -> st.SearchStrategy[datetime]:
    return st.integers(0, days * 24).map(lambda hours: START + timedelta(hours=hours))


@st.composite
def persons(draw: st.DrawFn) -> dict[str, Any]:
    """What hangs on one contact."""
    channel = st.sampled_from(["call", "sms"])
    return {
        "fields": {name: draw(WORDS) for name in TEXTS if draw(st.booleans())},
        "channels": draw(st.none() | st.just(["sms"])),
        "attributes": draw(st.fixed_dictionaries({}, optional={"plan": WORDS, "balance": st.integers(0, 9)})),
        "later": draw(st.fixed_dictionaries({}, optional={"city": WORDS, "zip": WORDS})),
        "tags": draw(st.sets(st.integers(0, 2))),
        "static": draw(st.dictionaries(st.integers(0, 2), moments(9))),
        "exits": draw(st.lists(st.tuples(st.integers(0, 2), moments(9)), max_size=2)),
        "phones": draw(st.integers(0, 2)),
        "consents": draw(
            st.dictionaries(st.tuples(st.sampled_from(["marketing", "survey"]), channel), moments(9), max_size=3)
        ),
        "calls": draw(st.lists(st.tuples(moments(9), st.sampled_from(["answered", "busy", "failed"])), max_size=4)),
        "old": draw(st.none() | st.integers(1, 5)),
        "archived": draw(st.integers(0, 5)) == 0,
    }


def plant(ground: Ground, person: dict[str, Any]) -> UUID:
    """A contact with all of it."""
    conn, org = ground.conn, ground.org_id
    body = {"primaryPhone": make.phone(), "customAttributes": person["attributes"], "channels": person["channels"]}
    id = contacts.create(conn, ground.organization, ACTOR, body | person["fields"]).contact.id
    contacts.update(conn, ground.organization, ACTOR, id, person["later"])
    for _ in range(person["phones"]):
        numbers.add(conn, ground.organization, ACTOR, id, make.phone())
    for tag in person["tags"]:
        conn.execute(
            "WITH t AS (INSERT INTO contact_tags (organization_id, contact_id, tag_id) VALUES (%s, %s, %s) RETURNING *)"
            " INSERT INTO tag_counts (organization_id, tag_id, contacts) SELECT organization_id, tag_id, 1 FROM t",
            [org, id, ground.tags[tag]],
        )
    for audience, at in person["static"].items():
        conn.execute(
            "WITH m AS (INSERT INTO audience_members (organization_id, audience_id, contact_id, entered_at)"
            " VALUES (%s, %s, %s, %s) RETURNING *)"
            " INSERT INTO audience_counts (organization_id, audience_id, members)"
            " SELECT organization_id, audience_id, 1 FROM m",
            [org, ground.static[audience], id, at],
        )
    for audience, at in person["exits"]:
        conn.execute(
            "INSERT INTO audience_exits (organization_id, audience_id, contact_id, entered_at, exited_at, reason)"
            " VALUES (%s, %s, %s, %s, %s, 'removed')",
            [org, ground.static[audience], id, at, at],
        )
    for (purpose, channel), at in person["consents"].items():
        conn.execute(
            "WITH e AS (INSERT INTO consent_events (organization_id, contact_id, purpose, channel, status, stated_at,"
            " actor_kind) VALUES (%s, %s, %s, %s, 'granted', %s, 'system') RETURNING *)"
            " INSERT INTO consents (organization_id, contact_id, purpose, channel, status, stated_at, event_id)"
            " SELECT organization_id, contact_id, purpose, channel, status, stated_at, id FROM e",
            [org, id, purpose, channel, at],
        )
    results = [CallResult(contact_id=id, occurred_at=at, result=result) for at, result in person["calls"]]
    calls.record_call_results(conn, ground.organization, ACTOR, results)
    if person["old"]:
        # Calls that are not kept any more, but counted.
        conn.execute(
            "UPDATE contact_engagement SET attempts = attempts + %s WHERE organization_id = %s AND contact_id = %s",
            [person["old"], org, id],
        )
    for what in ("updated", "tags", "engagement", "consent"):
        contacts_changed(conn, org, ACTOR, what, [id])
    if person["archived"]:
        contacts.archive(conn, org, ACTOR, id)
    return id


@pytest.fixture
def conn(conninfo: str) -> Iterator[Connection]:
    with connect(conninfo, autocommit=True) as opened:
        yield opened


@given(people=st.lists(persons(), min_size=2, max_size=4), data=st.data())
@settings(max_examples=25)
def test_merge_and_unmerge_are_an_identity(conn: Connection, people: list[dict[str, Any]], data: st.DataObject) -> None:
    with conn.transaction():
        ground = make_ground(conn)
        ids = [plant(ground, person) for person in people]
        for left, right in pairwise(ids):
            conn.execute(
                "INSERT INTO duplicate_pairs (organization_id, left_id, right_id, kind, score)"
                " VALUES (%s, %s, %s, 'probable', 0.9)",
                [ground.org_id, *sorted((left, right))],
            )
    seen: list[tuple[UUID, set[UUID], dict[str, list[str]]]] = []
    dismissed: list[set[UUID]] = []
    timelines = ground.timelines(ids)
    left = list(ids)
    while len(left) > 1 and (not seen or data.draw(st.booleans())):
        loser = left.pop(data.draw(st.integers(0, len(left) - 1)))
        survivor = data.draw(st.sampled_from(left))
        choices = data.draw(st.sampled_from([{}, {"primaryPhone": str(loser)}, {"city": str(loser), "zip": "Given"}]))
        before = ground.everything()
        with conn.transaction():
            made = service.merge(conn, ground.organization, ACTOR, survivor, loser, choices)
        assert_counts_hold(ground)
        seen.append((made.id, {survivor, loser}, before))

    for merge_id, pair, before in reversed(seen):
        with conn.transaction():
            undone = service.unmerge(conn, ground.organization, ACTOR, merge_id)
        assert undone.kept == []
        assert {undone.survivor.id, undone.loser.id} == pair
        dismissed.append(pair)
        after = ground.everything()
        for table, rows in before.items():
            assert [row for row in after[table] if row not in rows] == [], table
            missing = [row for row in rows if row not in after[table]]
            if table == "duplicate_pairs":
                # Who was merged by mistake is not asked about again.
                assert all(any(all(str(id) in row for id in two) for two in dismissed) for row in missing)
            else:
                assert missing == [], table
        assert_counts_hold(ground)
    for id, events in ground.timelines(ids).items():
        assert events >= timelines[id]


def assert_counts_hold(ground: Ground) -> None:
    """The counts that no page counts are those of the rows."""
    by_key = {
        "SELECT audience_id, count(*) FROM audience_members": "SELECT audience_id, sum(members) FROM audience_counts",
        "SELECT tag_id, sum(counts::int) FROM contact_tags": "SELECT tag_id, sum(contacts) FROM tag_counts",
        "SELECT 1, count(*) FILTER (WHERE deleted_at IS NULL) FROM contacts": "SELECT 1, sum(live) FROM contact_counts",
    }
    for counting, summing in by_key.items():
        rows, kept = (
            dict(ground.conn.execute(f"{query} WHERE organization_id = %s GROUP BY 1", [ground.org_id]).fetchall())  # type: ignore[arg-type]
            for query in (counting, summing)
        )
        assert {k: v for k, v in rows.items() if v} == {k: v for k, v in kept.items() if v}, summing
