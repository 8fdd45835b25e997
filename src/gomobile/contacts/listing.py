"""What a list of contacts asks for, as SQL: filters, order, start of a page. Pure; also for exports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from psycopg import sql

from gomobile.contacts.contact_filter import Archived, PhoneStatus
from gomobile.contacts.terms import Term
from gomobile.http.paging import bad_cursor, decode_cursor, encode_cursor
from gomobile.segments.compiling import Compiled

SortBy = Literal["firstName", "lastName", "primaryPhone", "primaryEmail", "createdAt"]
SortOrder = Literal["asc", "desc"]

__all__ = ["Archived", "Listing", "PhoneStatus", "SortBy", "SortOrder"]

ID = sql.SQL("id")
KEY = sql.SQL("key")
_AND = sql.SQL(" AND ")

# What a list is sorted by before the id; each has an index that pages are read from, in either direction.
_KEYS: dict[SortBy, sql.SQL] = {
    "firstName": sql.SQL('sort_key(first_name) COLLATE "C"'),
    "lastName": sql.SQL('sort_key(last_name) COLLATE "C"'),
    "primaryEmail": sql.SQL('sort_key(primary_email) COLLATE "C"'),
    "primaryPhone": sql.SQL("phone_key"),
    "createdAt": sql.SQL("NULL::text"),
}
_OWN = sql.SQL("organization_id = %(org_id)s")
_OWN_WITHOUT_INDEX = sql.SQL("(organization_id = %(org_id)s) IS TRUE")
_LIVE = sql.SQL("deleted_at IS NULL")
_TRASH = sql.SQL("deleted_at IS NOT NULL")
_ARCHIVED: dict[Archived, sql.SQL] = {
    "false": sql.SQL("archived_at IS NULL"),
    "true": sql.SQL("archived_at IS NOT NULL"),
    "all": sql.SQL("true"),
}
_CONTACTS = sql.SQL("contacts c")
_BY_TAG = sql.SQL(
    "(SELECT ct.contact_id FROM contact_tags ct"
    " WHERE ct.organization_id = %(org_id)s AND ct.tag_id = %(tag_id)s::uuid) AS d"
    " JOIN contacts c ON c.id = d.contact_id"
)
_BY_AUDIENCE = sql.SQL(
    "(SELECT m.contact_id FROM audience_members m"
    " WHERE m.organization_id = %(org_id)s AND m.audience_id = %(audience_id)s::uuid) AS d"
    " JOIN contacts c ON c.id = d.contact_id"
)
_TAGGED = sql.SQL(
    "EXISTS (SELECT FROM contact_tags ct"
    " WHERE ct.organization_id = %(org_id)s AND ct.tag_id = %(tag_id)s::uuid AND ct.contact_id = c.id)"
)
_MEMBER = sql.SQL(
    "EXISTS (SELECT FROM audience_members m"
    " WHERE m.organization_id = %(org_id)s AND m.audience_id = %(audience_id)s::uuid AND m.contact_id = c.id)"
)


@dataclass(frozen=True, slots=True)
class Listing:
    """Which contacts, in which order. Its conditions are about a table or subquery with the alias `c`.

    terms: what to search for, any of them; none: every contact
    deleted: those in the trash instead of the live ones
    sort_by: a field, then the id, both in the direction of `sort_order`; blank values come last in `asc`
    archived: in the trash `false` leaves none out
    rules, now: a compiled rule tree and the moment that it is asked about
    most: the organization has most of all contacts, so that the trigram index is not asked which are its own: that
        costs more than all of a search's trigrams (130 of 160 ms at 5M contacts) and would leave few out
    """

    terms: tuple[Term, ...] = ()
    phone_status: PhoneStatus | None = None
    deleted: bool = False
    sort_by: SortBy = "createdAt"
    sort_order: SortOrder = "desc"
    archived: Archived = "false"
    tag_id: UUID | None = None
    audience_id: UUID | None = None
    rules: Compiled | None = None
    now: datetime | None = None
    most: bool = False

    @property
    def filtered(self) -> bool:
        """Whether it leaves out some contacts beside those that are deleted or archived."""
        return bool(self.terms or self.phone_status or self.tag_id or self.audience_id or self.rules)

    @property
    def key(self) -> sql.SQL:
        """The sort key that a cursor needs beside the id; NULL when there is none."""
        return _KEYS[self.sort_by]

    def scope(self, *, by_index: bool = True) -> sql.Composed:
        """The condition without filters; `by_index`: an index may be asked for the organization."""
        own = _OWN if by_index else _OWN_WITHOUT_INDEX
        shown = "all" if self.deleted and self.archived == "false" else self.archived
        state = _TRASH if self.deleted else _LIVE
        return _AND.join((own, state, _ARCHIVED[shown]))

    @property
    def only_tag(self) -> bool:
        """Whether a tag is all that it asks for, so that the count of the tag is its total."""
        return self.tag_id is not None and self._only(tag_id=None)

    @property
    def only_audience(self) -> bool:
        """Whether an audience is all that it asks for, so that the count of the audience is its total."""
        return self.audience_id is not None and self._only(audience_id=None)

    def source(self) -> sql.SQL:
        """Where a walk in order reads contacts: by creation, those of a tag or an audience come from its own index."""
        if self.sort_by == "createdAt" and self.tag_id:
            return _BY_TAG
        return _BY_AUDIENCE if self.sort_by == "createdAt" and self.audience_id else _CONTACTS

    def matches(self, *, by_index: bool) -> sql.Composable:
        """The filters; `by_index` adds what lets the trigram index find them."""
        parts: list[sql.Composable] = []
        if self.terms:
            found = (self._finds(at, by_index) for at in range(len(self.terms)))
            parts.append(sql.SQL("({})").format(sql.SQL(" OR ").join(found)))
        if self.phone_status:
            parts.append(sql.SQL("phone_status = %(phone_status)s"))
        if self.tag_id:
            parts.append(_TAGGED)
        if self.audience_id:
            parts.append(_MEMBER)
        if self.rules:
            parts.append(sql.SQL("({})").format(self.rules.predicate))
        return _AND.join(parts) if parts else sql.SQL("true")

    def where(self) -> sql.Composed:
        """The whole condition; its values are `parameters`."""
        by_terms = self.most and self.terms and all(term.probe for term in self.terms)
        return _AND.join((self.scope(by_index=not by_terms), self.matches(by_index=True)))

    def parameters(self, org_id: UUID) -> dict[str, Any]:
        """The values of `scope`, `matches` and `where`."""
        values: dict[str, Any] = {
            "org_id": org_id,
            "phone_status": self.phone_status,
            "tag_id": self.tag_id,
            "audience_id": self.audience_id,
            "now": self.now,
            **(self.rules.values if self.rules else {}),
        }
        for at, term in enumerate(self.terms):
            values |= {f"text{at}": term.text, f"probe{at}": term.probe}
        return values

    def order_by(self, key: sql.Composable | None = None) -> sql.Composed:
        """The sort expressions, the last one unique; `key` names the key's column in a subquery."""
        direction = sql.SQL(" DESC" if self.sort_order == "desc" else " ASC")
        return sql.SQL(", ").join(part + direction for part in self._parts(key or self.key))

    def after(self, key: sql.Composable | None = None) -> sql.Composed:
        """The condition that a row comes after a cursor; its values are `start`."""
        parts = self._parts(key or self.key)
        values = self._parts(sql.SQL("%(after_key)s::text"), sql.SQL("%(after_id)s::uuid"))
        compare = sql.SQL(" < " if self.sort_order == "desc" else " > ")
        comma = sql.SQL(", ")
        return sql.SQL("({})").format(comma.join(parts)) + compare + sql.SQL("({})").format(comma.join(values))

    def start(self, cursor: str) -> dict[str, Any]:
        """The values of `after`. Raises InvalidInput for a cursor that a list of this order did not give."""
        sort_by, sort_order, key, id = decode_cursor(cursor, 4)
        if (sort_by, sort_order) != (self.sort_by, self.sort_order):
            raise bad_cursor("This cursor belongs to a list in another order; leave it out.")
        if (not isinstance(key, str) or "\0" in key) if self.sort_by != "createdAt" else key is not None:
            raise bad_cursor()
        try:
            return {"after_key": key, "after_id": UUID(id)}
        except (ValueError, TypeError, AttributeError) as error:
            raise bad_cursor() from error

    def cursor(self, key: str | None, id: UUID) -> str:
        """The cursor of the page that starts after this row."""
        return encode_cursor([self.sort_by, self.sort_order, key, str(id)])

    def _only(self, **without: Any) -> bool:
        return self.archived == "false" and not self.deleted and not replace(self, **without).filtered

    def _finds(self, at: int, by_index: bool) -> sql.Composed:
        found = sql.SQL("strpos(search_text, {}::text) > 0").format(sql.Placeholder(f"text{at}"))
        if not by_index or self.terms[at].probe is None:
            return found
        return sql.SQL("(search_text LIKE {}::text AND {})").format(sql.Placeholder(f"probe{at}"), found)

    def _parts(self, key: sql.Composable, id: sql.Composable = ID) -> list[sql.Composable]:
        if self.sort_by == "createdAt":
            return [id]
        if self.sort_by == "primaryPhone" and not self.deleted:
            return [key]  # unique among the live, and all that its index holds
        return [key, id]
