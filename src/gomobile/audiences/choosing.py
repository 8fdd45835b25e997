"""The contacts that rules and a search choose, in ranges, kept from changing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from psycopg import sql

from gomobile.accounts.caller import Organization
from gomobile.clock import now
from gomobile.contacts import service as contacts
from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput

RANGE = 50_000
"""Contacts that are locked and moved by one statement."""

_NEXT = sql.SQL(
    "SELECT c.id FROM contacts c WHERE c.organization_id = %(org_id)s AND c.deleted_at IS NULL"
    " AND c.archived_at IS NULL AND c.id > %(after)s::uuid AND {matches} AND ({rules}) IS TRUE"
    " ORDER BY c.id LIMIT %(rows)s FOR NO KEY UPDATE OF c"
)


def lock_matching(
    conn: Connection, organization: Organization, *, rules: Any, search: str | None
) -> Iterator[list[UUID]]:
    """The live contacts that match both, in the order of their ids, locked until the transaction ends.

    Raises InvalidInput when neither is given, so that nobody adds everybody by mistake, and for wrong rules.
    """
    if rules is None and not (search or "").strip():
        raise InvalidInput.of("filter", "required", "Say which contacts: give rules in `filter`, or a `search`.")
    listing = contacts.make_listing(conn, organization, search=search)
    values: dict[str, Any] = {**listing.parameters(organization.id), "now": now(), "rows": RANGE}
    predicate: sql.Composable = sql.SQL("true")
    if rules is not None:
        from gomobile.segments.compiling import compile_rules
        from gomobile.segments.service import load_context
        from gomobile.segments.tree import parse

        context = load_context(conn, organization)
        compiled = compile_rules(parse(rules, context, at="filter"), context, prefix="filter_")
        predicate = compiled.predicate
        values |= compiled.values
    query = _NEXT.format(matches=listing.matches(by_index=True), rules=predicate)
    after = UUID(int=0)
    while ids := [id for (id,) in conn.execute(query, {**values, "after": after}).fetchall()]:
        yield ids
        if len(ids) < RANGE:
            return
        after = ids[-1]
