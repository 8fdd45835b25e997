"""How well duplicates are found, on a set whose truth is known, through contacts, scan and queue."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from bench import febrl_sets

from gomobile.accounts.caller import Actor
from gomobile.db.pool import connect
from gomobile.quality.duplicates import service
from gomobile.settings import Settings


def scan(conninfo: str, settings: Settings, org_id: UUID, *, full: bool = False) -> dict[str, Any]:
    with connect(conninfo) as conn:
        run = service.create_scan(conn, org_id, Actor("system"), full=full)
    ended = service.scan(conninfo, settings, org_id, run.id)
    assert ended.status == "completed", ended.error
    return ended.report


def pairs(conninfo: str, org_id: UUID) -> set[tuple[UUID, UUID]]:
    with connect(conninfo) as conn:
        rows = conn.execute("SELECT left_id, right_id FROM duplicate_pairs WHERE organization_id = %s", [org_id])
        return set(rows.fetchall())


def test_the_duplicates_of_febrl_1_are_found(conninfo: str, app_settings: Settings) -> None:
    with connect(conninfo) as conn:
        organization, person = febrl_sets.load(conn, 1)

    report = scan(conninfo, app_settings, organization.id)

    reached = febrl_sets.measure(pairs(conninfo, organization.id), person)
    assert reached.f1 >= 0.98, reached
    assert report["contacts"] == 1_000
    assert report["probable"] == report["new"] == len(pairs(conninfo, organization.id))


def test_a_scan_of_what_changed_finds_what_a_full_one_finds(conninfo: str, app_settings: Settings) -> None:
    with connect(conninfo) as conn:
        organization, person = febrl_sets.load(conn, 1)
    # The first scan sees nobody twice: the copies are in the trash.
    copies = [id for at, id in enumerate(sorted(person)) if at % 5 == 0]
    with connect(conninfo) as conn:
        hide(conn, organization.id, copies, hidden=True)
    scan(conninfo, app_settings, organization.id)
    with connect(conninfo) as conn:
        hide(conn, organization.id, copies, hidden=False)

    report = scan(conninfo, app_settings, organization.id)
    added = pairs(conninfo, organization.id)
    scan(conninfo, app_settings, organization.id, full=True)

    assert report["full"] is False
    assert added == pairs(conninfo, organization.id)
    assert febrl_sets.measure(added, person).f1 >= 0.98


def hide(conn: Any, org_id: UUID, ids: list[UUID], *, hidden: bool) -> None:
    from gomobile.contacts import service as contacts

    conn.execute(
        "UPDATE contacts SET deleted_at = CASE WHEN %s THEN now() END WHERE organization_id = %s AND id = ANY (%s)",
        [hidden, org_id, ids],
    )
    contacts.announce(conn, org_id, Actor("system"), "deleted" if hidden else "restored", ids)
