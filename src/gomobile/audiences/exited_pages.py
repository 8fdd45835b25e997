"""Pages of the contacts that were in an audience and are not any more, with their last stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from psycopg import sql

from gomobile.audiences import store
from gomobile.audiences.audience import Audience
from gomobile.audiences.member_pages import Member, MemberPage
from gomobile.contacts import service as contacts
from gomobile.contacts.listing import KEY, Listing
from gomobile.db.pool import Connection

EXACT = 10_000

_LAST_STAYS = sql.SQL(
    "SELECT DISTINCT ON (e.contact_id) e.contact_id, e.entered_at, e.exited_at, e.reason FROM audience_exits e"
    " WHERE e.organization_id = %(org_id)s AND e.audience_id = %(audience_id)s AND {after} AND NOT EXISTS ("
    "  SELECT FROM audience_members m WHERE m.organization_id = %(org_id)s"
    "  AND m.audience_id = %(audience_id)s AND m.contact_id = e.contact_id)"
    " ORDER BY e.contact_id {direction}, e.id DESC"
)


def find_exited(
    conn: Connection, audience: Audience, listing: Listing, *, page: int, limit: int, cursor: str | None
) -> MemberPage:
    """The contacts that left, deleted ones too, that a listing finds, in its order. Totals are exact up
    to EXACT; above it they count every stay that ended, and with a search they stay at EXACT + 1.
    """
    listing = replace(listing, deleted=True)  # among these a number is not unique, as in the trash
    values: dict[str, Any] = {
        **listing.parameters(audience.organization_id),
        **({} if cursor is None else listing.start(cursor)),
        "audience_id": audience.id,
        "rows": limit + 1,
        "offset": 0 if cursor is not None else (page - 1) * limit,
    }
    rows = conn.execute(_page(listing, continues=cursor is not None), values).fetchall()
    total = _count(conn, listing, values)
    is_estimate = total > EXACT
    if is_estimate and not listing.filtered:
        total = max(total, store.count_exits(conn, audience.organization_id, audience.id))
    shown = rows[:limit]
    found = contacts.find_contacts(conn, audience.organization_id, [row[0] for row in shown], deleted=True)
    members = [Member(found[id], entered, exited, reason) for id, _, entered, exited, reason in shown if id in found]
    next_cursor = listing.cursor(shown[-1][1], shown[-1][0]) if len(rows) > limit else None
    return MemberPage(members, total, is_estimate=is_estimate, next_cursor=next_cursor)


def _page(listing: Listing, *, continues: bool) -> sql.Composed:
    descending = listing.sort_order == "desc"
    direction = sql.SQL("DESC" if descending else "ASC")
    if listing.sort_by == "createdAt" and not listing.filtered:
        # Straight from the index: the page ends the reading.
        compare = sql.SQL("e.contact_id < %(after_id)s::uuid" if descending else "e.contact_id > %(after_id)s::uuid")
        stays = _LAST_STAYS.format(after=compare if continues else sql.SQL("true"), direction=direction)
        return sql.SQL(
            "SELECT s.contact_id, NULL::text, s.entered_at, s.exited_at, s.reason FROM ({stays}) AS s"
            " ORDER BY s.contact_id {direction} LIMIT %(rows)s OFFSET %(offset)s"
        ).format(stays=stays, direction=direction)
    return sql.SQL(
        "SELECT id, key, entered_at, exited_at, reason FROM ({found}) AS found WHERE {after}"
        " ORDER BY {order} LIMIT %(rows)s OFFSET %(offset)s"
    ).format(
        found=_found(listing),
        after=listing.after(KEY) if continues else sql.SQL("true"),
        order=listing.order_by(KEY),
    )


def _count(conn: Connection, listing: Listing, values: dict[str, Any]) -> int:
    """How many there are, up to EXACT + 1."""
    found = _found(listing) if listing.filtered else _LAST_STAYS.format(after=sql.SQL("true"), direction=sql.SQL("ASC"))
    query = sql.SQL("SELECT count(*) FROM ({} LIMIT %(most)s) AS found").format(found)
    row = conn.execute(query, {**values, "most": EXACT + 1}).fetchone()
    assert row is not None
    return int(row[0])


def _found(listing: Listing) -> sql.Composed:
    return sql.SQL(
        "SELECT contacts.id, {key} AS key, s.entered_at, s.exited_at, s.reason FROM ({stays}) AS s"
        " JOIN contacts ON contacts.organization_id = %(org_id)s AND contacts.id = s.contact_id WHERE {matches}"
    ).format(
        key=listing.key,
        stays=_LAST_STAYS.format(after=sql.SQL("true"), direction=sql.SQL("ASC")),
        matches=listing.matches(by_index=False),
    )
