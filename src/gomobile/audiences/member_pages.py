"""Pages of the members of an audience, found within milliseconds among millions.

In the order of creation and without a search a page is read from the members' own index. A small audience is collected
and sorted whole. Of a large one the contacts are walked in the order that is asked for, each looked up among the
members; a search collects its matches by index first, and walks when there are too many of them to sort.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import sql

from gomobile.audiences import store
from gomobile.audiences.audience import Audience, ExitReason
from gomobile.contacts import service as contacts
from gomobile.contacts.contact import Contact
from gomobile.contacts.listing import KEY, Listing
from gomobile.db.pool import Connection

SMALL = 10_000
"""Members up to which an audience is collected whole, in about 30 ms; and up to which a total is exact."""

# A value instead of EXISTS, which the planner would make a join of: it then reads every contact for a page of 20.
_MEMBER = sql.SQL(
    "(SELECT true FROM audience_members m WHERE m.organization_id = %(org_id)s"
    " AND m.audience_id = %(audience_id)s AND m.contact_id = contacts.id)"
)
_OF_MEMBERS = sql.SQL(
    "id = ANY (ARRAY(SELECT contact_id FROM audience_members"
    " WHERE organization_id = %(org_id)s AND audience_id = %(audience_id)s))"
)
_Picked = list[tuple[UUID, str | None]]


@dataclass(frozen=True, slots=True)
class Member:
    """A contact that is in an audience, or was until `exited_at`."""

    contact: Contact
    entered_at: datetime
    exited_at: datetime | None = None
    exit_reason: ExitReason | None = None


@dataclass(frozen=True, slots=True)
class MemberPage:
    """A page of members. `total` is exact up to SMALL and without a search, else an estimate."""

    members: list[Member]
    total: int
    is_estimate: bool
    next_cursor: str | None


def find_members(
    conn: Connection, audience: Audience, listing: Listing, *, page: int, limit: int, cursor: str | None
) -> MemberPage:
    """The present members that a listing finds, in its order."""
    search = _Search(conn, audience, listing, page, limit, cursor)
    picked, total, is_estimate = search.run()
    shown = picked[:limit]
    if is_estimate:
        total = max(total, search.offset + len(picked))
    ids = [id for id, _ in shown]
    since = dict(store.list_entries(conn, audience.organization_id, audience.id, ids))
    found = contacts.find_contacts(conn, audience.organization_id, ids)
    members = [Member(found[id], since[id]) for id in ids if id in found and id in since]
    next_cursor = listing.cursor(shown[-1][1], shown[-1][0]) if len(picked) > limit else None
    return MemberPage(members, total, is_estimate, next_cursor)


class _Search:
    """One request for a page. Its methods return one row more than the page has, when there is one."""

    def __init__(
        self, conn: Connection, audience: Audience, listing: Listing, page: int, limit: int, cursor: str | None
    ) -> None:
        self.conn = conn
        self.audience = audience
        self.listing = listing
        self.offset = 0 if cursor is not None else (page - 1) * limit
        self.continues = cursor is not None
        self.values: dict[str, Any] = {
            **listing.parameters(audience.organization_id),
            **({} if cursor is None else listing.start(cursor)),
            "audience_id": audience.id,
            "rows": limit + 1,
            "offset": self.offset,
        }

    def run(self) -> tuple[_Picked, int, bool]:
        """The rows, the total, and whether that is an estimate."""
        members = self.audience.contacts
        if not self.listing.filtered:
            if self.offset >= members and not self.continues:
                return [], members, False
            if self.listing.sort_by == "createdAt":
                return self._read_members(), members, False
        if members <= SMALL:
            return *self._collect(_OF_MEMBERS, by_index=False), False
        if not self.listing.filtered:
            return self._walk(), members, False
        with store.only_bitmaps(self.conn):
            picked, total = self._collect(_MEMBER, by_index=True)
        if total <= SMALL:
            return picked, total, False
        return self._walk(), max(total, self._estimate()), True

    def _read_members(self) -> _Picked:
        """The page from the members' index, in the order of the ids."""
        query = sql.SQL(
            "SELECT contact_id, NULL::text FROM audience_members"
            " WHERE organization_id = %(org_id)s AND audience_id = %(audience_id)s AND {after}"
            " ORDER BY contact_id {direction} LIMIT %(rows)s OFFSET %(offset)s"
        )
        descending = self.listing.sort_order == "desc"
        after = sql.SQL("contact_id < %(after_id)s::uuid" if descending else "contact_id > %(after_id)s::uuid")
        return self._fetch(
            query.format(
                after=after if self.continues else sql.SQL("true"), direction=sql.SQL("DESC" if descending else "ASC")
            )
        )

    def _collect(self, members: sql.SQL, *, by_index: bool) -> tuple[_Picked, int]:
        """The page out of all matches, and how many they are; no more than SMALL + 1 are read."""
        query = sql.SQL(
            "WITH matches AS MATERIALIZED ("
            "  SELECT id, {key} AS key FROM contacts WHERE {scope} AND {matches} AND {members} LIMIT %(most)s"
            ")"
            " SELECT (SELECT count(*) FROM matches), page.id, page.key FROM (SELECT) AS one"
            " LEFT JOIN LATERAL ("
            "  SELECT id, key FROM matches WHERE {after} ORDER BY {order} LIMIT %(rows)s OFFSET %(offset)s"
            ") AS page ON true"
        ).format(
            key=self.listing.key,
            scope=self.listing.scope(),
            matches=self.listing.matches(by_index=by_index),
            members=members,
            after=self.listing.after(KEY) if self.continues else sql.SQL("true"),
            order=self.listing.order_by(KEY),
        )
        found = self._fetch(query, most=SMALL + 1)
        return [(id, key) for _, id, key in found if id is not None], found[0][0]

    def _walk(self) -> _Picked:
        """The page, read in its order from all contacts, leaving out who is no member."""
        query = sql.SQL(
            "SELECT id, {key} AS key FROM contacts WHERE {scope} AND {after} AND {matches} AND {members}"
            " ORDER BY {order} LIMIT %(rows)s OFFSET %(offset)s"
        ).format(
            key=self.listing.key,
            scope=self.listing.scope(),
            after=self.listing.after() if self.continues else sql.SQL("true"),
            matches=self.listing.matches(by_index=False),
            members=_MEMBER,
            order=self.listing.order_by(),
        )
        return self._fetch(query)

    def _estimate(self) -> int:
        """How many members match, from a sample of whole blocks, the same ones each time."""
        query = sql.SQL(
            "SELECT count(*), count(*) FILTER (WHERE {matches})"
            " FROM contacts TABLESAMPLE SYSTEM (1) REPEATABLE (1) WHERE {scope} AND {members}"
        ).format(matches=self.listing.matches(by_index=False), scope=self.listing.scope(), members=_MEMBER)
        seen, hits = self._fetch(query)[0]
        return int(float(f"{self.audience.contacts * hits / seen:.3g}")) if seen else 0

    def _fetch(self, query: sql.Composed, **values: Any) -> list[Any]:
        return self.conn.execute(query, {**self.values, **values}).fetchall()
