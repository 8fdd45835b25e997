"""What the clock does when suppressions and consents end."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.clock import now
from gomobile.contacts import service as contacts
from gomobile.db.pool import connect
from gomobile.privacy import expiry
from gomobile.privacy.consent import service as consent
from gomobile.privacy.suppression import service as suppression

SYSTEM = Actor("system")
NUMBER = "0612345678"


@pytest.fixture
def owner(conninfo: str) -> Organization:
    with connect(conninfo) as conn:
        return accounts.create_organization(conn, "Owners", country="MA")


@pytest.fixture
def contact(conninfo: str, owner: Organization) -> UUID:
    with connect(conninfo) as conn:
        return contacts.create(conn, owner, SYSTEM, {"primaryPhone": NUMBER}).contact.id


def rows(conninfo: str, query: str) -> list[tuple[Any, ...]]:
    with connect(conninfo) as conn:
        return conn.execute(query).fetchall()  # type: ignore[arg-type]


def announced(conninfo: str) -> int:
    return rows(conninfo, "SELECT count(*) FROM contact_changes WHERE kind = 'updated'")[0][0]


def suppress(conninfo: str, owner: Organization, **ends: float) -> None:
    with connect(conninfo) as conn:
        end = (now() + timedelta(**ends)).isoformat()
        suppression.add(conn, owner, SYSTEM, {"phone": NUMBER, "reason": "asked", "expiresAt": end})


def let_time_pass(conninfo: str, table: str) -> None:
    with connect(conninfo) as conn:
        conn.execute(f"UPDATE {table} SET expires_at = now() - interval '1 second'")  # type: ignore[arg-type]


def test_contacts_are_looked_at_once_when_their_suppression_ends(
    conninfo: str, owner: Organization, contact: UUID
) -> None:
    suppress(conninfo, owner, days=1)
    before = announced(conninfo)
    assert expiry.end_expired(conninfo, threading.Event()) == 0

    let_time_pass(conninfo, "suppressions")
    assert expiry.end_expired(conninfo, threading.Event()) == 1
    assert expiry.end_expired(conninfo, threading.Event()) == 0

    assert announced(conninfo) == before + 1
    assert rows(conninfo, "SELECT expired_at = expires_at, lifted_at FROM suppressions") == [(True, None)]


def test_contacts_are_looked_at_once_when_their_consent_ends(conninfo: str, owner: Organization, contact: UUID) -> None:
    given = {"purpose": "marketing", "channel": "call", "status": "granted", "expiresAt": "2099-01-01"}
    with connect(conninfo) as conn:
        consent.record(conn, owner, SYSTEM, contact, given)
    before = announced(conninfo)
    let_time_pass(conninfo, "consents")

    assert expiry.end_expired(conninfo, threading.Event()) == 1
    assert expiry.end_expired(conninfo, threading.Event()) == 0
    assert announced(conninfo) == before + 1


def test_one_that_ends_soon_is_looked_at_at_that_moment(conninfo: str, owner: Organization) -> None:
    suppress(conninfo, owner, seconds=30)
    expiry.end_expired(conninfo, threading.Event())
    expiry.end_expired(conninfo, threading.Event())

    found = rows(
        conninfo,
        "SELECT j.scheduled_at = s.expires_at FROM procrastinate_jobs j, suppressions s"
        " WHERE j.task_name = 'privacy.end_expired'",
    )
    assert found == [(True,)]


def test_one_that_ends_later_is_left_to_a_later_look(conninfo: str, owner: Organization) -> None:
    suppress(conninfo, owner, hours=1)
    expiry.end_expired(conninfo, threading.Event())
    assert rows(conninfo, "SELECT FROM procrastinate_jobs") == []


def test_more_than_one_batch_ends(conninfo: str, owner: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expiry, "BATCH", 2)
    with connect(conninfo) as conn:
        data = [{"phone": f"06120000{n:02}", "reason": "asked", "expiresAt": "2099-01-01"} for n in range(5)]
        suppression.add_batch(conn, owner, SYSTEM, data)
    let_time_pass(conninfo, "suppressions")
    assert expiry.end_expired(conninfo, threading.Event()) == 5
