"""The figures of contacts, against an oracle: whatever is told, in whatever order and in whatever portions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.calls import service, store
from gomobile.calls.result import RESULTS, CallResult
from gomobile.contacts import service as contacts
from gomobile.contacts.numbers import service as numbers
from gomobile.db.pool import Connection, connect
from gomobile.policies import service as policies
from gomobile.quality.reachability import ReachabilityPolicy
from tests import make
from tests.jobs.calls.oracle import Told, figures

START = datetime(2026, 1, 1, tzinfo=UTC)
ACTOR = Actor("system")
#: Few moments, so that calls at the same one are common.
CALLS = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(RESULTS)), max_size=14)
LIMIT = st.none() | st.integers(1, 6)
POLICIES = st.builds(ReachabilityPolicy, LIMIT, LIMIT, LIMIT, LIMIT, LIMIT)


@pytest.fixture
def organization(conninfo: str) -> Organization:
    with connect(conninfo) as conn:
        return accounts.create_organization(conn, "Callers", country="MA")


def told(calls: list[tuple[int, str]]) -> list[Told]:
    return [Told(START + timedelta(hours=at), result) for at, result in calls]


def send(conn: Connection, organization: Organization, contact: object, calls: list[Told]) -> None:
    results = [CallResult(one.at, one.result, contact_id=contact) for one in calls]  # type: ignore[arg-type]
    done = service.record_call_results(conn, organization, ACTOR, results)
    assert done.recorded == len(results)


def shown(conn: Connection, organization: Organization, contact: object, names: object) -> dict[str, object]:
    found = store.find_engagement(conn, organization.id, contact)  # type: ignore[arg-type]
    return {name: getattr(found, name) for name in names}  # type: ignore[attr-defined]


@settings(max_examples=120)
@given(first=CALLS, then=CALLS, policy=POLICIES, verified=st.none() | st.integers(-1, 13), data=st.data())
def test_figures_are_those_of_all_calls_in_order(
    conninfo: str,
    organization: Organization,
    first: list[tuple[int, str]],
    then: list[tuple[int, str]],
    policy: ReachabilityPolicy,
    verified: int | None,
    data: st.DataObject,
) -> None:
    calls = told([*first, *then])
    order = data.draw(st.permutations(calls))
    cut = data.draw(st.integers(0, len(calls)))
    with connect(conninfo) as conn:
        raw = {"primaryPhone": make.phone()}
        contact = contacts.create(conn, organization, ACTOR, raw).contact.id
        policies.put(conn, organization.id, ACTOR, "reachability", policy_json(policy))
        verified_at = None
        if verified is not None:
            verified_at = START + timedelta(hours=verified, minutes=30)
            store.verify(conn, organization.id, [contact], verified_at)
        send(conn, organization, contact, list(order[:cut]))
        send(conn, organization, contact, list(order[cut:]))
        expected = figures(calls, verified_at, policy)

        assert shown(conn, organization, contact, expected) == expected
        service.recount(conn, organization.id, [contact])
        assert shown(conn, organization, contact, expected) == expected
        conn.execute("DELETE FROM contact_engagement")
        conn.execute("DELETE FROM call_results")


def policy_json(policy: ReachabilityPolicy) -> dict[str, int | None]:
    from gomobile.policies.policy import to_json

    return to_json(policy)


def test_figures_outlive_results_that_are_removed(conninfo: str, organization: Organization) -> None:
    with connect(conninfo) as conn:
        contact = contacts.create(conn, organization, ACTOR, {"primaryPhone": make.phone()}).contact.id
        send(conn, organization, contact, told([(1, "answered"), (2, "busy")]))
        conn.execute("DELETE FROM call_results")
        send(conn, organization, contact, told([(0, "no_answer")]))
        names = ["attempts", "answers", "last_result", "last_called_at", "reachability"]

        assert shown(conn, organization, contact, names) == {
            "attempts": 3,
            "answers": 1,
            "last_result": "busy",
            "last_called_at": START + timedelta(hours=2),
            "reachability": "reachable",
        }


def test_two_at_once_count_every_call(conninfo: str, organization: Organization) -> None:
    """The second waits for the first one's contact, and then counts on top of it."""
    with connect(conninfo) as conn:
        contact = contacts.create(conn, organization, ACTOR, {"primaryPhone": make.phone()}).contact.id
    one, other = connect(conninfo), connect(conninfo)
    with one, other:
        send(one, organization, contact, told([(1, "no_answer")]))
        other.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            send(other, organization, contact, told([(2, "answered")]))
        other.rollback()
        one.commit()
        send(other, organization, contact, told([(2, "answered")]))
        other.commit()

        assert shown(one, organization, contact, ["attempts", "answers"]) == {"attempts": 2, "answers": 1}


def test_results_find_the_contact_that_comes_later(conninfo: str, organization: Organization) -> None:
    phone = make.phone()
    with connect(conninfo) as conn:
        call = CallResult(START, "no_answer", phone_key=phone)
        done = service.record_call_results(conn, organization, ACTOR, [call, call])
        assert (done.recorded, done.unknown) == (0, 2)
        contact = contacts.create(conn, organization, ACTOR, {"primaryPhone": phone}).contact.id

        assert store.find_engagement(conn, organization.id, contact).attempts == 2


def test_the_sweep_joins_what_two_transactions_left_apart(conninfo: str, organization: Organization) -> None:
    from gomobile.calls import attaching

    phone = make.phone()
    with connect(conninfo) as creating, connect(conninfo) as telling:
        contact = contacts.create(creating, organization, ACTOR, {"primaryPhone": phone}).contact.id
        call = CallResult(START, "answered", phone_key=phone)
        assert service.record_call_results(telling, organization, ACTOR, [call]).unknown == 1
        telling.commit()
        creating.commit()
        assert attaching.sweep(telling) == 1
        assert attaching.sweep(telling) == 0

        assert store.find_engagement(telling, organization.id, contact).answers == 1


def test_the_sweep_finds_who_has_the_number_as_a_further_one(conninfo: str, organization: Organization) -> None:
    from gomobile.calls import attaching

    phone = make.phone()
    with connect(conninfo) as adding, connect(conninfo) as telling:
        contact = contacts.create(adding, organization, ACTOR, {"primaryPhone": make.phone()}).contact.id
        numbers.add(adding, organization, ACTOR, contact, phone)
        call = CallResult(START, "answered", phone_key=phone)
        assert service.record_call_results(telling, organization, ACTOR, [call]).unknown == 1
        telling.commit()
        adding.commit()
        assert attaching.sweep(telling) == 1

        assert store.find_engagement(telling, organization.id, contact).answers == 1
