"""Pages of contacts, found within milliseconds among millions.

PostgreSQL alone picks badly here: for `ORDER BY … LIMIT 20` it walks the sort index, which never ends for a
term that matches nothing (1.7 s at 1M contacts), or collects all matches, which is slow for a term that
matches everything (0.5 s). So the share of matching contacts is measured first, on whole blocks spread over
the table (2 ms for 5,000 contacts):

- rare terms are collected through the trigram index, counted exactly and sorted;
- common ones are walked in order until the page is full; their total is the estimate;
- where a walk takes too long, since the matches are all at its end, they are collected and sorted as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import Any
from uuid import UUID

from psycopg import sql

from gomobile.contacts import store
from gomobile.contacts.contact import Contact
from gomobile.contacts.listing import KEY, Listing
from gomobile.db.pool import Connection

EXACT = 10_000
"""Totals up to this are exact."""
_SMALL = 200_000
"""Contacts of an organization up to which its matches are collected without asking how many they may be (25 ms)."""
_SMALL_WITHOUT_INDEX = 20_000
"""The same for rules, which no index helps: at 200,000 contacts 150 ms were spent on those that a walk finds in 20."""
_SAMPLE = 5_000
"""Contacts to look at, where that takes no more than _PERCENT of the table, which others may share."""
_PERCENT = 1.0
_CERTAINTY = 3.5
"""Standard errors by which an estimate must exceed EXACT to be taken for the total without counting."""
_WALK = 10_000
"""Contacts to walk past without a full page, about 25 ms when they lie apart, before the matches are
collected.
"""

Picked = list[tuple[UUID, str | None]]


@dataclass(frozen=True, slots=True)
class ContactPage:
    """A page of contacts. `total` is exact up to EXACT and without filters, else an estimate."""

    contacts: list[Contact]
    total: int
    is_estimate: bool
    next_cursor: str | None


def find_page(
    conn: Connection,
    org_id: UUID,
    listing: Listing,
    *,
    page: int = 1,
    limit: int = 20,
    cursor: str | None = None,
) -> ContactPage:
    """The page number `page` of `limit` contacts, or the one after `cursor`. Raises InvalidInput for a bad
    cursor.
    """
    search = _Search(conn, org_id, listing, page, limit, cursor)
    picked, total, is_estimate = search.run()
    more = len(picked) > limit
    del picked[limit:]
    seen = search.offset
    if is_estimate:
        total = max(total, seen + len(picked) + more)
    found = {contact.id: contact for contact in store.find_many(conn, org_id, [id for id, _ in picked])}
    contacts = [found[id] for id, _ in picked if id in found]
    next_cursor = listing.cursor(picked[-1][1], picked[-1][0]) if more else None
    return ContactPage(contacts, total, is_estimate, next_cursor)


class _Search:
    """One request for a page. Its methods return one row more than the page has, when there is one."""

    def __init__(
        self, conn: Connection, org_id: UUID, listing: Listing, page: int, limit: int, cursor: str | None
    ) -> None:
        self.conn = conn
        self.listing = listing
        self.offset = 0 if cursor is not None else (page - 1) * limit
        self.continues = cursor is not None
        self.values: dict[str, Any] = {
            **listing.parameters(org_id),
            **({} if cursor is None else listing.start(cursor)),
            "rows": limit + 1,
            "offset": self.offset,
        }
        self.org_id = org_id

    def run(self) -> tuple[Picked, int, bool]:
        """The rows, the total, and whether that is an estimate."""
        if self.listing.deleted:
            total = self._count()
            rows = self._sorted() if self.listing.filtered else self._walk()
            return rows, total, False
        live = self._size()
        if not self.listing.filtered:
            return self._walk() if self.offset < live else [], live, False
        live = max(live, 1)  # contacts that an import committed may not be counted yet
        known = self._known()
        if known is not None and known > EXACT:
            rows = self._walk_on(known / live) if self.offset < known else []
            return self._sorted() if rows is None else rows, known, False
        share, certain = self._sample(live) if known is None and live > self._small else (None, False)
        if not certain:
            picked, total = self._collect()
            if total <= EXACT:
                return picked, total, False
        if share is None:
            share, _ = self._sample(live)
        rows = self._walk_on(share)
        return self._sorted() if rows is None else rows, max(EXACT + 1, _rounded(share * live)), True

    def _size(self) -> int:
        """How many contacts there are without filters."""
        live, archived = store.counts(self.conn, self.org_id)
        if not archived and self.listing.archived == "false" and not self.listing.filtered:
            # The index of numbers has archived contacts too: without the condition it need not look at the contacts.
            everybody = self.listing.sort_by == "primaryPhone"
            self.listing = replace(self.listing, archived="all") if everybody else self.listing
        return {"all": live, "true": archived, "false": live - archived}[self.listing.archived]

    def _known(self) -> int | None:
        """How many contacts match, where a tag or an audience is all that is asked for: both are counted."""
        if self.listing.only_tag and self.listing.tag_id:
            return store.tagged(self.conn, self.org_id, self.listing.tag_id)
        if self.listing.only_audience and self.listing.audience_id:
            return store.members(self.conn, self.org_id, self.listing.audience_id)
        return None

    @property
    def _small(self) -> int:
        return _SMALL if self.listing.terms else _SMALL_WITHOUT_INDEX

    def _sample(self, live: int) -> tuple[float, bool]:
        """The share of contacts that match, and whether there certainly are more than EXACT of them.

        Whole blocks are read, the same ones each time, so that the total of a list does not change from page
        to page.
        """
        query = sql.SQL(
            "SELECT count(*), count(*) FILTER (WHERE {scope}), count(*) FILTER (WHERE {scope} AND {matches})"
            " FROM contacts c TABLESAMPLE SYSTEM (%(percent)s) REPEATABLE (1)"
        ).format(matches=self.listing.matches(by_index=False), scope=self.listing.scope())
        percent = min(_PERCENT, 100 * _SAMPLE / live)
        everybody, seen, hits = self._fetch(query, percent=percent)[0]
        self.listing = replace(self.listing, most=2 * seen > everybody)
        if not hits:
            return 0.0, False
        share = hits / seen
        return share, share * live * (1 - _CERTAINTY / sqrt(hits)) > EXACT

    def _collect(self) -> tuple[Picked, int]:
        """The page out of all matches, and how many they are; no more than EXACT + 1 are read."""
        query = sql.SQL(
            "WITH matches AS MATERIALIZED ("
            "  SELECT id, {key} AS key FROM contacts c WHERE {where} LIMIT %(most)s"
            ")"
            " SELECT (SELECT count(*) FROM matches), page.id, page.key FROM (SELECT) AS one"
            " LEFT JOIN LATERAL ("
            "  SELECT id, key FROM matches WHERE {after} ORDER BY {order} LIMIT %(rows)s OFFSET %(offset)s"
            ") AS page ON true"
        ).format(
            key=self.listing.key,
            where=self.listing.where(),
            after=self.listing.after(KEY) if self.continues else sql.SQL("true"),
            order=self.listing.order_by(KEY),
        )
        collect = self._by_bitmap if self.listing.terms else self._fetch
        found = collect(query, most=EXACT + 1)
        return [(id, key) for _, id, key in found if id is not None], found[0][0]

    def _walk(self) -> Picked:
        """The page, read from the index of its order."""
        query = sql.SQL(
            "SELECT id, {key} AS key FROM contacts c WHERE {scope} AND {after}"
            " ORDER BY {order} LIMIT %(rows)s OFFSET %(offset)s"
        ).format(
            key=self.listing.key,
            scope=self.listing.scope(),
            after=self._after(),
            order=self.listing.order_by(),
        )
        return self._fetch(query)

    def _walk_on(self, share: float) -> Picked | None:
        """As `_walk`, leaving out what does not match; None when that takes too long."""
        far = _WALK + (int(1.5 * self.offset / share) if share else self.offset)
        inner = sql.SQL(
            "SELECT c.*, {key} AS key FROM {source} WHERE {scope} AND {after} ORDER BY {order} LIMIT %(far)s"
        ).format(
            source=self.listing.source(),
            key=self.listing.key,
            scope=self.listing.scope(),
            after=self._after(),
            order=self.listing.order_by(),
        )
        query = sql.SQL(
            "SELECT id, key FROM ({inner}) AS c WHERE {matches} ORDER BY {order} LIMIT %(rows)s OFFSET %(offset)s"
        ).format(inner=inner, matches=self.listing.matches(by_index=False), order=self.listing.order_by(KEY))
        picked = self._fetch(query, far=far)
        if len(picked) == self.values["rows"]:
            return picked
        ended = sql.SQL(
            "SELECT FROM {source} WHERE {scope} AND {after} ORDER BY {order} LIMIT 1 OFFSET %(far)s"
        ).format(
            source=self.listing.source(), scope=self.listing.scope(), after=self._after(), order=self.listing.order_by()
        )
        return None if self._fetch(ended, far=far) else picked

    def _sorted(self) -> Picked:
        """The page out of all matches, however many they are."""
        query = sql.SQL(
            "SELECT id, {key} AS key FROM contacts c WHERE {where} AND {after}"
            " ORDER BY {order} LIMIT %(rows)s OFFSET %(offset)s"
        ).format(
            key=self.listing.key,
            where=self.listing.where(),
            after=self._after(),
            order=self.listing.order_by(),
        )
        return self._by_bitmap(query)

    def _count(self) -> int:
        return self._fetch(sql.SQL("SELECT count(*) FROM contacts c WHERE {}").format(self.listing.where()))[0][0]

    def _after(self) -> sql.Composable:
        return self.listing.after() if self.continues else sql.SQL("true")

    def _fetch(self, query: sql.Composed, **values: Any) -> list[Any]:
        return self.conn.execute(query, {**self.values, **values}).fetchall()

    def _by_bitmap(self, query: sql.Composed, **values: Any) -> list[Any]:
        """Run a query that collects by index whatever it is expected to find; a walk in order would never
        end.
        """
        store.only_bitmaps(self.conn, on=True)
        found = self._fetch(query, **values)
        store.only_bitmaps(self.conn, on=False)
        return found


def _rounded(estimate: float) -> int:
    """Three digits; more would claim a precision that a sample does not have."""
    return int(float(f"{estimate:.3g}"))
