"""How many live contacts fit each of several rules: one reading of the contacts, whatever is counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from psycopg import sql

from gomobile.accounts.caller import Organization
from gomobile.db.pool import Connection
from gomobile.quality.conditions import Rules
from gomobile.segments import service as segments
from gomobile.segments.binding import Shared
from gomobile.segments.compiling import compile_rules
from gomobile.segments.tree import parse

_COUNT = sql.SQL(
    "SELECT count(*), {counts} FROM contacts c"  # allow: composed around rules
    # OFFSET 0: a row of its own, or each value would be computed wherever it is asked for.
    " CROSS JOIN LATERAL (SELECT {shared} OFFSET 0) AS s"
    " WHERE c.organization_id = %(org_id)s AND c.deleted_at IS NULL AND c.archived_at IS NULL"
)


def count(conn: Connection, organization: Organization, rules: Mapping[str, Rules], now: datetime) -> dict[str, int]:
    """The live contacts that are not archived: all of them under "", and those that fit each of the rules."""
    context = segments.load_context(conn, organization)
    shared = Shared()
    values: dict[str, Any] = {"org_id": organization.id, "now": now}
    counts = []
    for at, raw in enumerate(rules.values()):
        compiled = compile_rules(parse(raw, context, at="filter"), context, prefix=f"q{at}_", shared=shared)
        values |= compiled.values
        counts.append(sql.SQL("count(*) FILTER (WHERE {})").format(compiled.predicate))
    query = _COUNT.format(counts=sql.SQL(", ").join(counts), shared=shared.columns())
    row = conn.execute(query, {**values, **shared.values}).fetchone()
    assert row is not None, "an aggregate has one row"
    return dict(zip(["", *rules], row, strict=True))
