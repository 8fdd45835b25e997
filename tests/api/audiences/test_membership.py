"""Entering and leaving audiences, as every noun does it."""

from __future__ import annotations

from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.audiences import membership
from gomobile.db.pool import Database
from tests import make

SYSTEM = Actor("system")


def contact(api: make.Api) -> UUID:
    return UUID(api.post("/contact", json={"primaryPhone": make.phone()}).json()["contact"]["id"])


def audience(database: Database, api: make.Api) -> UUID:
    with database.transaction() as conn:
        row = conn.execute(
            "INSERT INTO audiences (organization_id, name, type, created_by_kind, updated_by_kind)"
            " VALUES (%s, 'Donors', 'static', 'system', 'system') RETURNING id",
            [api.organization.id],
        ).fetchone()
        assert row
        return row[0]


def counted(database: Database, audience_id: UUID) -> int:
    with database.transaction() as conn:
        row = conn.execute(
            "SELECT coalesce(sum(members), 0)::bigint FROM audience_counts WHERE audience_id = %s", [audience_id]
        ).fetchone()
        assert row
        return row[0]


def test_who_enters_is_counted_once(api: make.Api, database: Database) -> None:
    one, two, group = contact(api), contact(api), audience(database, api)

    with database.transaction() as conn:
        first = membership.enter(conn, api.organization.id, SYSTEM, group, [one, one])
        second = membership.enter(conn, api.organization.id, SYSTEM, group, [two, one])

    assert (first, second) == ([one], [two])
    assert counted(database, group) == 2


def test_who_leaves_leaves_the_stay_behind(api: make.Api, database: Database) -> None:
    one, two, group = contact(api), contact(api), audience(database, api)

    with database.transaction() as conn:
        membership.enter(conn, api.organization.id, SYSTEM, group, [one])
        left = membership.leave(conn, api.organization.id, SYSTEM, group, [one, two], "rules")
        stays = conn.execute("SELECT contact_id, reason, exited_at >= entered_at FROM audience_exits").fetchall()
        feed = conn.execute(
            "SELECT kind, audience_id, contact_ids FROM contact_changes WHERE audience_id IS NOT NULL ORDER BY xid, id"
        ).fetchall()

    assert left == [one]
    assert stays == [(one, "rules", True)]
    assert feed == [("entered", group, [one]), ("exited", group, [one])]
    assert counted(database, group) == 0


def test_others_hear_of_moves_and_of_nothing_else(api: make.Api, database: Database) -> None:
    one, group = contact(api), audience(database, api)
    heard: list[object] = []
    membership.on_membership_change.append(lambda *told: heard.append(told[1:]))
    try:
        with database.transaction() as conn:
            membership.leave(conn, api.organization.id, SYSTEM, group, [one], "rules")
            membership.enter(conn, api.organization.id, SYSTEM, group, [one])
            membership.enter(conn, api.organization.id, SYSTEM, group, [one])
    finally:
        membership.on_membership_change.pop()

    assert heard == [(api.organization.id, SYSTEM, group, [one])]
