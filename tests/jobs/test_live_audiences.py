"""Live audiences stay true: after any sequence of writes their members are those whom the rules mean."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.attributes import service as attributes
from gomobile.audiences.live import building, due
from gomobile.audiences.live.rules import load_plan
from gomobile.clock import now
from gomobile.contacts import service as contacts
from gomobile.contacts.batch import upsert_batch
from gomobile.db.pool import Connection, connect
from gomobile.ids import uuid7_hex
from tests import make

SYSTEM = Actor("system")
RABAT = {"logic": "AND", "conditions": [{"field": "city", "operator": "equals", "value": "Rabat"}]}
RICH = {"logic": "AND", "conditions": [{"field": "customAttributes.balance", "operator": "gt", "value": 100}]}


@dataclass
class Ground:
    """An organization with a connection that commits at each step."""

    conn: Connection
    conninfo: str
    organization: Organization

    def audience(self, rules: dict[str, Any], uses: Sequence[str] = ()) -> UUID:
        """A live audience, built."""
        id = UUID(uuid7_hex(1)[0].decode())
        with self.conn.transaction():
            self.conn.execute(
                "INSERT INTO audiences (organization_id, id, name, type, rules, uses, status, created_by_kind,"
                " updated_by_kind) VALUES (%s, %s, %s, 'live', %s, %s, 'building', 'system', 'system')",
                [self.organization.id, id, f"Audience {id}", Jsonb(rules), list(uses)],
            )
            building.begin(self.conn, self.organization.id, id)
        return id

    def write(self, *people: dict[str, Any]) -> list[UUID]:
        """Create or update contacts by number; their ids."""
        with self.conn.transaction():
            batch = upsert_batch(self.conn, self.organization, SYSTEM, people)
            assert batch.count("failed") == 0, batch.problems
        return [self.id_of(person["primaryPhone"]) for person in people]

    def id_of(self, phone: str) -> UUID:
        query = "SELECT id FROM contacts WHERE organization_id = %s AND primary_phone = %s AND deleted_at IS NULL"
        row = self.conn.execute(query, [self.organization.id, phone]).fetchone()
        assert row is not None
        return row[0]

    def members(self, audience: UUID) -> set[UUID]:
        query = "SELECT contact_id FROM audience_members WHERE organization_id = %s AND audience_id = %s"
        return {row[0] for row in self.conn.execute(query, [self.organization.id, audience]).fetchall()}

    def count(self, audience: UUID) -> int:
        query = (
            "SELECT coalesce(sum(members), 0)::int FROM audience_counts WHERE organization_id = %s AND audience_id = %s"
        )
        row = self.conn.execute(query, [self.organization.id, audience]).fetchone()
        assert row is not None
        return row[0]

    def meant(self, audience: UUID) -> set[UUID]:
        """Whom the rules mean, asked of every contact."""
        plan = load_plan(self.conn, self.organization.id)
        rule = next(rule for rule in plan if rule.id == audience)
        from psycopg import sql

        query = sql.SQL(
            "SELECT c.id FROM contacts c CROSS JOIN LATERAL (SELECT {}) AS s"
            " WHERE c.organization_id = %(org_id)s AND c.deleted_at IS NULL AND c.archived_at IS NULL AND {}"
        ).format(plan.shared.columns(), rule.compiled.predicate)
        values = {"org_id": self.organization.id, "now": now(), **rule.compiled.values, **plan.shared.values}
        return {row[0] for row in self.conn.execute(query, values).fetchall()}

    def moments(self, audience: UUID) -> dict[UUID, datetime]:
        """When contacts are looked at next."""
        query = "SELECT contact_id, due_at FROM audience_due WHERE organization_id = %s AND audience_id = %s"
        return dict(self.conn.execute(query, [self.organization.id, audience]).fetchall())

    def feed(self, audience: UUID) -> list[tuple[str, int]]:
        """What the change feed tells of an audience: kind and number of contacts."""
        query = (
            "SELECT kind, size FROM contact_changes WHERE organization_id = %s AND audience_id = %s ORDER BY xid, id"
        )
        return self.conn.execute(query, [self.organization.id, audience]).fetchall()  # type: ignore[return-value]


def settled(conn: Connection, conninfo: str, name: str) -> Ground:
    """A new organization with two attributes."""
    with conn.transaction():
        owner = accounts.create_organization(conn, name, country="MA", plan="enterprise")
        attributes.create(conn, owner.id, "Balance", "number")
        attributes.create(conn, owner.id, "Due", "date")
    return Ground(conn, conninfo, owner)


@pytest.fixture
def ground(conninfo: str) -> Any:
    with connect(conninfo, autocommit=True) as conn:
        yield settled(conn, conninfo, "Live")


def test_a_new_audience_has_its_members_at_once(ground: Ground) -> None:
    ids = ground.write(
        {"primaryPhone": make.phone(), "city": "Rabat"},
        {"primaryPhone": make.phone(), "city": "Fès"},
        {"primaryPhone": make.phone(), "city": "RABAT"},
    )

    audience = ground.audience(RABAT)

    assert ground.members(audience) == {ids[0], ids[2]}
    assert ground.count(audience) == 2
    assert ground.feed(audience) == [("entered", 2)]


def test_a_changed_contact_leaves_and_enters_in_the_same_transaction(ground: Ground) -> None:
    audience = ground.audience(RABAT)
    phone = make.phone()
    (id,) = ground.write({"primaryPhone": phone, "city": "Rabat"})
    assert ground.members(audience) == {id}

    with ground.conn.transaction():
        contacts.update(ground.conn, ground.organization, SYSTEM, id, {"city": "Fès"})
        assert ground.members(audience) == set()
    ground.write({"primaryPhone": phone, "city": "Rabat"})

    assert ground.members(audience) == {id}
    assert ground.feed(audience) == [("entered", 1), ("exited", 1), ("entered", 1)]
    stays = ground.conn.execute("SELECT reason, entered_at < exited_at FROM audience_exits").fetchall()
    assert stays == [("rules", True)]


def test_a_deleted_contact_leaves_and_a_restored_one_comes_back(ground: Ground) -> None:
    audience = ground.audience(RABAT)
    (id,) = ground.write({"primaryPhone": make.phone(), "city": "Rabat"})

    with ground.conn.transaction():
        contacts.delete(ground.conn, ground.organization.id, SYSTEM, id)
    assert (ground.members(audience), ground.count(audience)) == (set(), 0)
    with ground.conn.transaction():
        contacts.restore(ground.conn, ground.organization.id, SYSTEM, id)

    assert (ground.members(audience), ground.count(audience)) == ({id}, 1)
    assert ground.conn.execute("SELECT reason FROM audience_exits").fetchall() == [("deleted",)]


def test_an_audience_of_an_audience_follows_it(ground: Ground) -> None:
    inner = ground.audience(RABAT)
    outer = ground.audience(
        {
            "logic": "AND",
            "conditions": [{"field": "audience", "operator": "in", "value": [str(inner)]}, RICH["conditions"][0]],
        },
        [f"audience:{inner}"],
    )
    rich = {"customAttributes": {"balance": 500}}
    phone = make.phone()

    (id,) = ground.write({"primaryPhone": phone, "city": "Rabat", **rich})
    assert (ground.members(inner), ground.members(outer)) == ({id}, {id})
    ground.write({"primaryPhone": phone, "city": "Fès"})

    assert (ground.members(inner), ground.members(outer)) == (set(), set())


def test_time_alone_moves_contacts_at_their_moment(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = datetime.fromisoformat("2026-03-10T12:00:00+00:00")
    for module in ("gomobile.audiences.live.moving", "gomobile.audiences.live.due"):
        monkeypatch.setattr(f"{module}.now", lambda: clock)
    soon = {"field": "customAttributes.due", "operator": "within_next", "value": {"amount": 7, "unit": "days"}}
    audience = ground.audience({"logic": "AND", "conditions": [soon]}, ["time"])
    inside, later, never = ground.write(
        {"primaryPhone": make.phone(), "customAttributes": {"due": "2026-03-12"}},
        {"primaryPhone": make.phone(), "customAttributes": {"due": "2026-03-18"}},
        {"primaryPhone": make.phone()},
    )
    assert ground.members(audience) == {inside}
    assert due.work_off(ground.conninfo) == 0

    clock += timedelta(hours=13)  # the next day in Casablanca
    assert due.work_off(ground.conninfo) == 1
    assert ground.members(audience) == {inside, later}

    for _ in range(12):
        clock += timedelta(hours=11)
        due.extend(ground.conninfo)
        due.work_off(ground.conninfo)
    assert ground.members(audience) == {later}
    assert never not in ground.members(audience)


def fail_for_one(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
    """Let a function fail for the organization that it is called for first, each time."""
    real, broken = getattr(module, name), []

    def fails(conn: Connection, org_id: UUID, *given: Any, **more: Any) -> Any:
        broken.append(org_id)
        if org_id == broken[0]:
            raise RuntimeError("no time passes here")
        return real(conn, org_id, *given, **more)

    monkeypatch.setattr(module, name, fails)


@pytest.mark.parametrize("broken", ["moment", "horizon"])
def test_an_organization_for_which_time_cannot_pass_holds_up_no_other(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    clock = datetime.fromisoformat("2026-03-10T12:00:00+00:00")
    for module in ("gomobile.audiences.live.moving", "gomobile.audiences.live.due"):
        monkeypatch.setattr(f"{module}.now", lambda: clock)
    soon = {"field": "customAttributes.due", "operator": "within_next", "value": {"amount": 7, "unit": "days"}}
    both = (ground, settled(ground.conn, ground.conninfo, "Other"))
    audiences = [one.audience({"logic": "AND", "conditions": [soon]}, ["time"]) for one in both]
    for one in both:
        one.write({"primaryPhone": make.phone(), "customAttributes": {"due": "2026-03-18"}})
    clock += timedelta(hours=13)

    if broken == "moment":
        fail_for_one(monkeypatch, due.moving, "move")
        assert due.work_off(ground.conninfo) == 1
        assert sorted(len(one.members(id)) for one, id in zip(both, audiences, strict=True)) == [0, 1]
    else:
        fail_for_one(monkeypatch, due.store, "next_range")
        assert due.extend(ground.conninfo) == 1
        filled = ground.conn.execute("SELECT due_filled FROM audiences ORDER BY 1").fetchall()
        assert filled == [(False,), (True,)]


def test_another_time_zone_of_the_organization_moves_contacts_and_their_moments(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = datetime.fromisoformat("2026-03-10T12:00:00+00:00")
    for module in ("gomobile.audiences.live.moving", "gomobile.audiences.live.due"):
        monkeypatch.setattr(f"{module}.now", lambda: clock)
    today: dict[str, Any] = {"field": "customAttributes.due", "operator": "is_today"}
    rules = {"logic": "AND", "conditions": [today]}
    fixed = ground.audience({"logic": "AND", "conditions": [{**today, "zone": "Africa/Casablanca"}]}, ["time"])
    audience = ground.audience(rules, ["time"])
    first, second = ground.write(
        {"primaryPhone": make.phone(), "customAttributes": {"due": "2026-03-10"}},
        {"primaryPhone": make.phone(), "customAttributes": {"due": "2026-03-11"}},
    )
    assert ground.members(audience) == ground.members(fixed) == {first}

    with ground.conn.transaction():
        accounts.update_organization(ground.conn, ground.organization.id, timezone="Pacific/Kiritimati")

    assert ground.members(audience) == {second}
    assert ground.members(fixed) == {first}
    assert ground.count(audience) == 1
    assert ground.moments(audience) == ground.moments(ground.audience(rules, ["time"]))
    clock += timedelta(hours=22)  # the next day in Kiritimati
    due.work_off(ground.conninfo)
    assert ground.members(audience) == set()


def test_a_large_build_goes_on_after_a_stop_and_misses_nobody_who_is_written_meanwhile(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "AT_ONCE", 10)
    monkeypatch.setattr(building, "ROWS", 50)
    people = [{"primaryPhone": make.phone(), "city": "Rabat"} for _ in range(400)]
    ground.write(*people)
    audience = ground.audience(RABAT)
    assert ground.members(audience) == set()

    failures: list[BaseException] = []

    def writer(part: list[dict[str, Any]]) -> None:
        try:
            with connect(ground.conninfo, autocommit=True) as conn:
                for person in part:
                    with conn.transaction():
                        upsert_batch(conn, ground.organization, SYSTEM, [{**person, "city": "Fès"}])
                    with conn.transaction():
                        upsert_batch(
                            conn, ground.organization, SYSTEM, [{"primaryPhone": make.phone(), "city": "Rabat"}]
                        )
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=writer, args=(people[at : at + 60],)) for at in (0, 170, 340)]
    for thread in threads:
        thread.start()
    assert building.build(ground.conninfo, ground.organization.id, audience)
    for thread in threads:
        thread.join()

    assert not failures
    assert ground.members(audience) == ground.meant(audience)
    assert ground.count(audience) == 400
    row = ground.conn.execute("SELECT status FROM audiences").fetchone()
    assert row == ("ready",)


steps = st.lists(
    st.tuples(
        st.sampled_from(["write", "delete", "restore", "patch"]),
        st.integers(0, 5),
        st.sampled_from(["Rabat", "Fès", None]),
        st.sampled_from([50, 150, None]),
    ),
    max_size=25,
)


@settings(max_examples=25)
@given(steps)
def test_members_are_whom_the_rules_mean_after_any_writes(ground: Ground, steps: list[Any]) -> None:
    phones = [make.phone() for _ in range(6)]
    either = {"logic": "OR", "conditions": [RABAT, RICH]}
    neither = {"logic": "NOT", "conditions": [RABAT, RICH]}
    audiences = [ground.audience(rules) for rules in (RABAT, RICH, either, neither)]
    known: dict[int, UUID] = {}
    for step, who, city, balance in steps:
        person = {"primaryPhone": phones[who], "city": city, "customAttributes": {"balance": balance}}
        with ground.conn.transaction():
            if step == "write":
                upsert_batch(ground.conn, ground.organization, SYSTEM, [person])
                known[who] = ground.id_of(phones[who])
            elif who in known:
                id = known[who]
                found = contacts.get_contact(ground.conn, ground.organization.id, id, deleted=True)
                if step == "delete" and found.deleted_at is None:
                    contacts.delete(ground.conn, ground.organization.id, SYSTEM, id)
                elif step == "restore":
                    contacts.restore(ground.conn, ground.organization.id, SYSTEM, id)
                elif step == "patch" and found.deleted_at is None:
                    contacts.update(ground.conn, ground.organization, SYSTEM, id, {"city": city})
        if step == "delete":
            known.pop(who, None)

    for audience in audiences:
        assert ground.members(audience) == ground.meant(audience)
        assert ground.count(audience) == len(ground.members(audience))
