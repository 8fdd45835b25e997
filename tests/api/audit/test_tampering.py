"""Somebody with every right on the database changes the log: the chain tells."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from psycopg import errors as pg

from tests import make


@pytest.fixture
def logged(api: make.Api) -> make.Api:
    for at in range(5):
        api.post("/custom-attributes", json={"displayName": f"Field {at}", "type": "text"})
    return api


def tamper(conninfo: str, *statements: str) -> None:
    """As the owner of the tables, who can switch the triggers off."""
    with psycopg.connect(conninfo) as conn:
        conn.execute("ALTER TABLE audit_log DISABLE TRIGGER ALL")
        for statement in statements:
            conn.execute(statement)  # type: ignore[arg-type]
        conn.execute("ALTER TABLE audit_log ENABLE TRIGGER ALL")


def verify(api: make.Api, **params: Any) -> dict[str, Any]:
    answer = api.get("/audit-log/verify", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_log SET action = 'x'", "DELETE FROM audit_log", "TRUNCATE audit_log"],
)
def test_the_database_refuses_changes(logged: make.Api, conninfo: str, statement: str) -> None:
    with psycopg.connect(conninfo) as conn, pytest.raises(pg.RaiseException, match="append-only"):
        conn.execute(statement)  # type: ignore[arg-type]


def test_an_untouched_log_is_whole(logged: make.Api) -> None:
    verdict = verify(logged)

    assert verdict["ok"]
    assert verdict["lines"] == 5
    assert verify(logged, expect=verdict["head"])["ok"]


def test_an_empty_log_is_whole(other: make.Api) -> None:
    assert verify(other) == {"ok": True, "lines": 0, "head": None, "brokenAt": None, "problem": None}


@pytest.mark.parametrize(
    "change",
    [
        "action = 'attribute.archived'",
        "at = at - interval '1 second'",
        "actor = NULL",
        "actor_name = 'nobody'",
        "address = '192.0.2.1'",
        "subject_id = gen_random_uuid()::text",
        "after = '{}'",
        "before = '{}'",
        "hash = sha256(hash)",
        "previous_hash = sha256(hash)",
    ],
)
def test_a_changed_line_is_named(logged: make.Api, conninfo: str, change: str) -> None:
    tamper(conninfo, f"UPDATE audit_log SET {change} WHERE sequence = 3")

    verdict = verify(logged)
    assert (verdict["ok"], verdict["brokenAt"]) == (False, 3)


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("DELETE FROM audit_log WHERE sequence = 1", 1),
        ("DELETE FROM audit_log WHERE sequence = 3", 3),
        ("DELETE FROM audit_log WHERE sequence >= 4", 4),
        ("TRUNCATE audit_log", 1),
    ],
)
def test_removed_lines_are_missed(logged: make.Api, conninfo: str, statement: str, broken_at: int) -> None:
    tamper(conninfo, statement)

    verdict = verify(logged)
    assert (verdict["ok"], verdict["brokenAt"]) == (False, broken_at)


def test_a_shortened_log_with_its_head_is_told_by_a_hash_noted_elsewhere(logged: make.Api, conninfo: str) -> None:
    noted = verify(logged)["head"]
    tamper(
        conninfo,
        "DELETE FROM audit_log WHERE sequence = 5",
        "UPDATE audit_heads SET sequence = 4, hash = (SELECT hash FROM audit_log WHERE sequence = 4)",
    )

    assert verify(logged)["ok"], "nothing inside the database tells"
    assert not verify(logged, expect=noted)["ok"]


def test_a_log_wiped_out_is_told_by_a_hash_noted_elsewhere(logged: make.Api, conninfo: str) -> None:
    noted = verify(logged)["head"]
    tamper(conninfo, "TRUNCATE audit_log", "DELETE FROM audit_heads")

    assert not verify(logged, expect=noted)["ok"]


def test_a_hash_noted_earlier_stays_in_the_chain(logged: make.Api) -> None:
    noted = verify(logged)["head"]
    logged.post("/auth/api-keys", json={"name": "later"})

    assert verify(logged, expect=noted)["ok"]
    assert not verify(logged, expect="0" * 64)["ok"]
    assert logged.get("/audit-log/verify?expect=xyz").status_code == 400
