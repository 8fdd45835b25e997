"""From what a caller asks for to a listing: search terms are folded, rules compiled."""

from __future__ import annotations

import contextlib
from typing import Any
from uuid import UUID

from gomobile.accounts.caller import Organization
from gomobile.attributes.parse.text import storable, trim
from gomobile.clock import now
from gomobile.contacts import store
from gomobile.contacts.contact_filter import Archived, ContactFilter, PhoneStatus
from gomobile.contacts.listing import Listing, SortBy, SortOrder
from gomobile.contacts.terms import Term, looks_like_phone, make_terms
from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput
from gomobile.phones.normalize import PhoneError, normalize
from gomobile.segments import service as segments
from gomobile.segments.compiling import Compiled, compile_rules
from gomobile.segments.tree import parse


def make_listing(
    conn: Connection,
    organization: Organization,
    *,
    search: str | None = None,
    phone_status: PhoneStatus | None = None,
    deleted: bool = False,
    archived: Archived = "false",
    tag_id: UUID | None = None,
    audience_id: UUID | None = None,
    rules: Any = None,
    sort_by: SortBy = "createdAt",
    sort_order: SortOrder = "desc",
) -> Listing:
    """Which contacts a caller asks for; `search` is any text, a phone number in any format among them, `rules` a tree.

    Raises InvalidInput for a search that no text can hold, and for each wrong node of the rules.
    """
    return Listing(
        _terms(conn, organization, search),
        phone_status,
        deleted,
        sort_by,
        sort_order,
        archived,
        tag_id,
        audience_id,
        _compiled(conn, organization, rules),
        now(),
    )


def filter_listing(
    conn: Connection,
    organization: Organization,
    chosen: ContactFilter,
    sort_by: SortBy = "createdAt",
    sort_order: SortOrder = "desc",
) -> Listing:
    """The listing of a filter. Raises InvalidInput as `make_listing` does."""
    return make_listing(
        conn,
        organization,
        search=chosen.search,
        phone_status=chosen.phone_status,
        deleted=chosen.deleted,
        archived=chosen.archived,
        tag_id=chosen.tag_id,
        audience_id=chosen.audience_id,
        rules=chosen.rules,
        sort_by=sort_by,
        sort_order=sort_order,
    )


def _compiled(conn: Connection, organization: Organization, rules: Any) -> Compiled | None:
    if rules is None:
        return None
    context = segments.load_context(conn, organization)
    return compile_rules(parse(rules, context, at="filter"), context, prefix="f_")


def _terms(conn: Connection, organization: Organization, search: str | None) -> tuple[Term, ...]:
    term = trim(search or "")
    if not storable(term):
        text = "A search holds no NUL character; leave it out."
        raise InvalidInput.of("search", "invalidCharacter", text)
    folded = store.fold(conn, term) if term else ""
    canonical = None
    if looks_like_phone(folded):
        with contextlib.suppress(PhoneError):
            phone = normalize(folded, organization.default_region)
            canonical = phone.key.removeprefix("+") if phone.status == "valid" else None
    return make_terms(folded, canonical)
