"""Attempts that fail are answered ever later, and tell nobody who exists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import make
from tests.api.people.conftest import PASSWORD, Browser

from gomobile.db.pool import Database
from gomobile.people import attempts
from gomobile.people.errors import TooManyAttempts

NewBrowser = Callable[[], Browser]
CHANGING = ("timestamp", "requestId")


def said(answer: Any) -> dict[str, Any]:
    """A body without what differs each time."""
    return {name: value for name, value in answer.json().items() if name not in CHANGING}


def test_an_unknown_address_is_answered_as_a_wrong_password_is(owner: Browser, browser: NewBrowser) -> None:
    mine = browser()
    wrong, unknown = mine.sign_in(owner.email, "not the password"), mine.sign_in("nobody@example.com", PASSWORD)

    assert (wrong.status_code, wrong.json()["code"]) == (401, "INVALID_CREDENTIALS")
    assert said(wrong) == said(unknown)
    assert wrong.headers.keys() == unknown.headers.keys()


def test_attempts_are_limited_whether_somebody_exists_or_not(
    owner: Browser, browser: NewBrowser, database: Database
) -> None:
    for email in (owner.email, "nobody@example.com"):
        answers = [browser().sign_in(email, "not the password") for _ in range(7)]
        statuses = [one.status_code for one in answers]
        refused = next(one for one in answers if one.status_code == 429)

        assert statuses[:5] == [401] * 5
        assert refused.json()["code"] == "TOO_MANY_ATTEMPTS"
        assert int(refused.headers["retry-after"]) >= 1
    with database.transaction() as conn:
        conn.execute("UPDATE sign_in_attempts SET blocked_until = now() + interval '1 minute'")
    assert browser().sign_in(owner.email, PASSWORD).status_code == 429
    with database.transaction() as conn:
        conn.execute("UPDATE sign_in_attempts SET blocked_until = now()")
    assert browser().sign_in(owner.email, PASSWORD).status_code == 200


def test_signing_in_forgets_the_attempts_and_tells_them_in_the_audit_log(
    api: make.Api, owner: Browser, browser: NewBrowser
) -> None:
    for _ in range(3):
        browser().sign_in(owner.email, "not the password")
    browser().sign_in(owner.email)
    browser().sign_in(owner.email)

    lines = api.get("/audit-log", params={"action": "person.signed_in"}).json()["data"]

    assert [line["after"] for line in lines] == [None, {"failedAttemptsBefore": 3}]
    assert lines[0]["actor"] == {"kind": "person", "id": owner.person, "name": "Amina"}
    assert owner.email not in str(lines)


def waits(database: Database, email: str, address: str) -> int:
    """For how many seconds an attempt is refused; 0 when it is counted."""
    with database.autocommit() as conn:
        try:
            attempts.begin(conn, email, address)
        except TooManyAttempts as refused:
            return refused.params["retryAfter"]
    return 0


def pass_time(database: Database) -> None:
    with database.transaction() as conn:
        conn.execute("UPDATE sign_in_attempts SET blocked_until = now()")


def test_the_time_doubles_up_to_a_bound(database: Database) -> None:
    found = []
    for _ in range(17):
        assert waits(database, "a", "192.0.2.1") == 0
        found.append(waits(database, "a", "192.0.2.1"))
        if found[-1] == 0:  # that one counted too
            found[-1:] = [0, waits(database, "a", "192.0.2.1")][:1]
        pass_time(database)

    assert found[0] == 0
    assert max(found) == 900
    assert sorted(found) == found


def test_a_network_address_is_limited_over_all_addresses_of_mail(database: Database) -> None:
    refused = [number for number in range(60) if waits(database, f"person{number}", "192.0.2.1")]

    assert 45 <= refused[0] <= 50
    assert waits(database, "somebody", "192.0.2.2") == 0


def test_a_household_of_ipv6_is_one_address(database: Database) -> None:
    for number in range(6):
        waits(database, "a", f"2001:db8:1:2::{number}")

    assert waits(database, "a", "2001:db8:1:2:ffff::1") > 0
    assert waits(database, "a", "2001:db8:1:3::1") == 0


def test_one_address_locks_nobody_out_elsewhere(database: Database) -> None:
    for _ in range(10):
        waits(database, "amina", "192.0.2.1")

    assert waits(database, "amina", "192.0.2.1") > 0
    assert waits(database, "amina", "192.0.2.2") == 0


def test_the_table_of_attempts_names_nobody(database: Database) -> None:
    waits(database, "amina@example.com", "192.0.2.1")
    with database.transaction() as conn:
        rows = conn.execute("SELECT * FROM sign_in_attempts").fetchall()

    assert len(rows) == 3
    assert "amina" not in str(rows)
    assert "192.0.2" not in str(rows)


def test_an_hour_later_all_is_forgotten(database: Database) -> None:
    for _ in range(8):
        waits(database, "a", "192.0.2.1")
    with database.transaction() as conn:
        conn.execute("UPDATE sign_in_attempts SET last_at = now() - interval '61 minutes', blocked_until = now()")

    assert [waits(database, "a", "192.0.2.1") for _ in range(4)] == [0] * 4
