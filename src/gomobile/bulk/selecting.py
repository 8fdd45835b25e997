"""The contacts of a filter: counted, and fixed in chunks by one statement."""

from __future__ import annotations

from uuid import UUID

from psycopg import sql

from gomobile.accounts.caller import Organization
from gomobile.bulk import store
from gomobile.bulk.action import CHUNK
from gomobile.bulk.chosen import Chosen
from gomobile.contacts import service as contacts
from gomobile.db.pool import Connection

_COUNT = sql.SQL("SELECT count(*) FROM contacts c WHERE {where}")
_FIX = sql.SQL(
    "INSERT INTO bulk_action_chunks (organization_id, bulk_action_id, number, contact_ids)"
    " SELECT %(org_id)s, %(bulk_id)s, n / %(size)s, array_agg(id ORDER BY id)"
    " FROM (SELECT c.id, row_number() OVER (ORDER BY c.id)::integer - 1 AS n FROM contacts c WHERE {where}) AS numbered"
    " GROUP BY n / %(size)s"
    " RETURNING cardinality(contact_ids)"
)


def count(conn: Connection, organization: Organization, chosen: Chosen) -> int:
    """How many contacts are meant at this moment, exactly. Raises InvalidInput for wrong rules."""
    if chosen.ids is not None:
        return store.count_given(conn, organization.id, chosen.ids)
    listing = contacts.filter_listing(conn, organization, chosen.filter)
    row = conn.execute(_COUNT.format(where=listing.where()), listing.parameters(organization.id)).fetchone()
    assert row is not None
    return row[0]


def fix(conn: Connection, organization: Organization, id: UUID, chosen: Chosen) -> int:
    """Fix the set of contacts of an action, in chunks; how many they are."""
    if chosen.ids is not None:
        return store.fix_given(conn, organization.id, id, chosen.ids, CHUNK)
    listing = contacts.filter_listing(conn, organization, chosen.filter)
    values = {**listing.parameters(organization.id), "bulk_id": id, "size": CHUNK}
    return sum(size for (size,) in conn.execute(_FIX.format(where=listing.where()), values).fetchall())
