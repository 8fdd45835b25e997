"""What holds, against the pure rule, whatever the order in which statements come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.contacts import service as contacts
from gomobile.db.pool import Connection, connect
from gomobile.privacy.consent import service
from gomobile.privacy.consent.consent import CHANNELS, STATUSES, Consent, holding
from tests.conftest import Postgres

SYSTEM = Actor("system")
START = datetime(2026, 1, 1, tzinfo=UTC)
PURPOSES = ("marketing", "service")

STATEMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "contact": st.integers(0, 1),
            "purpose": st.sampled_from(PURPOSES),
            "channel": st.sampled_from(CHANNELS[:2]),
            "status": st.sampled_from(STATUSES),
            "hours": st.integers(0, 4),
            "ends": st.none() | st.integers(5, 9),
        }
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def conn(postgres: Postgres) -> Iterator[Connection]:
    """A transaction that each example rolls back to its beginning."""
    name = "consent_record"
    with connect(postgres.clone(name)) as opened:
        yield opened
        opened.rollback()
    postgres.drop(name)


@pytest.fixture(scope="module")
def owner(conn: Connection) -> Organization:
    return accounts.create_organization(conn, "Owners", country="MA")


@pytest.fixture(scope="module")
def people(conn: Connection, owner: Organization) -> list[UUID]:
    return [contacts.create(conn, owner, SYSTEM, {"primaryPhone": f"061200000{n}"}).contact.id for n in range(2)]


def body(one: dict[str, Any]) -> dict[str, Any]:
    at = START + timedelta(hours=one["hours"])
    end = None if one["ends"] is None else (START + timedelta(hours=one["ends"])).isoformat()
    return {name: one[name] for name in ("purpose", "channel", "status")} | {
        "statedAt": at.isoformat(),
        "expiresAt": end,
    }


def held(statements: list[Consent]) -> dict[tuple[UUID, str, str], Consent | None]:
    """What the pure rule says of all of them."""
    groups: dict[tuple[UUID, str, str], list[Consent]] = defaultdict(list)
    for one in statements:
        groups[one.contact_id, one.purpose, one.channel].append(one)
    return {key: holding(group) for key, group in groups.items()}


@settings(max_examples=60)
@given(STATEMENTS, st.integers(1, 4))
def test_what_holds_is_what_the_rule_says(
    conn: Connection, owner: Organization, people: list[UUID], given: list[dict[str, Any]], size: int
) -> None:
    def check() -> None:
        recorded: list[Consent] = []
        for start in range(0, len(given), size):
            data = [{"contactId": str(people[one["contact"]]), **body(one)} for one in given[start : start + size]]
            batch = service.record_batch(conn, owner, SYSTEM, data)
            assert not batch.problems
            recorded += batch.done.values()
        expected = held(recorded)

        found = [one for id in people for one in service.of_contact(conn, owner.id, id)]
        assert {(one.contact_id, one.purpose, one.channel): one for one in found} == expected
        for hour in range(6):
            at = START + timedelta(hours=hour)
            past = held([one for one in recorded if one.stated_at <= at])
            for purpose in PURPOSES:
                asked = service.consented(conn, owner.id, people, purpose, "call", at=at)
                assert asked == {id: past.get((id, purpose, "call")) for id in people}
        every = [one for id in people for one in service.list_history(conn, owner.id, id, before=None, limit=50)[0]]
        assert {one.id for one in every} == {one.id for one in recorded}

    with conn.transaction(force_rollback=True):
        check()
