"""The contacts that rules and a search choose, in ranges, kept from changing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from psycopg import sql

from gomobile.accounts.caller import Organization
from gomobile.contacts import service as contacts
from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput

RANGE = 50_000
"""Contacts that are locked and moved by one statement."""

_NEXT = sql.SQL(
    "SELECT c.id FROM contacts c WHERE {where} AND c.id > %(after)s::uuid"
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
    listing = contacts.make_listing(conn, organization, rules=rules, search=search)
    query = _NEXT.format(where=listing.where())
    values = {**listing.parameters(organization.id), "rows": RANGE}
    after = UUID(int=0)
    while ids := [id for (id,) in conn.execute(query, {**values, "after": after}).fetchall()]:
        yield ids
        after = ids[-1]
        if len(ids) < RANGE:
            return
