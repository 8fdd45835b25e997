"""Whom a rule tree would mean: how many, a few of them, and why one contact is in or out. Nothing is written.

Counting a million contacts takes a second of each core. So an organization of up to EXACT contacts is counted, a larger
one estimated from whole blocks spread over the table (SAMPLE contacts, about 0.1 s), with the bounds that this allows.
`exact` counts however long it takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any
from uuid import UUID

from psycopg import sql

from gomobile.clock import now
from gomobile.contacts import service as contacts
from gomobile.contacts.contact import Contact
from gomobile.db.pool import Connection
from gomobile.segments.compiling import Compiled

EXACT = 150_000
SAMPLE = 40_000
SHOWN = 10
_Z = 1.96
"""Standard errors of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Preview:
    """How many contacts match; `low` and `high` bound it with 95 % certainty, and equal it when it was counted."""

    count: int
    low: int
    high: int
    is_estimate: bool
    sample: list[Contact]


def preview(conn: Connection, org_id: UUID, compiled: Compiled, *, exact: bool = False, shown: int = SHOWN) -> Preview:
    """Count the live, not archived contacts that match, and show up to `shown` of them, newest first where counted."""
    live = contacts.count_contacts(conn, org_id)
    values = {"org_id": org_id, "now": now(), "shown": shown, **compiled.values}
    if exact or live <= EXACT:
        return _counted(conn, org_id, compiled, values)
    return _estimated(conn, org_id, compiled, values, live)


_COUNT = sql.SQL("""
WITH matching AS (
    SELECT c.id FROM contacts c
    WHERE c.organization_id = %(org_id)s AND c.deleted_at IS NULL AND c.archived_at IS NULL AND {predicate}
)
SELECT count(*), coalesce((array_agg(id ORDER BY id DESC))[:%(shown)s], '{{}}') FROM matching""")

_LOOK = sql.SQL("""
WITH seen AS (
    SELECT c.id, ({predicate}) IS TRUE AND c.archived_at IS NULL AS matches
    FROM contacts c TABLESAMPLE SYSTEM (%(percent)s) REPEATABLE (1)
    WHERE c.organization_id = %(org_id)s AND c.deleted_at IS NULL
)
SELECT count(*), count(*) FILTER (WHERE matches),
       coalesce((array_agg(id) FILTER (WHERE matches))[:%(shown)s], '{{}}')
FROM seen""")


def _counted(conn: Connection, org_id: UUID, compiled: Compiled, values: Mapping[str, Any]) -> Preview:
    row = conn.execute(_COUNT.format(predicate=compiled.predicate), values).fetchone()
    assert row is not None
    count, ids = row
    return Preview(count, count, count, False, _contacts(conn, org_id, ids))


def _estimated(conn: Connection, org_id: UUID, compiled: Compiled, values: Mapping[str, Any], live: int) -> Preview:
    query = _LOOK.format(predicate=compiled.predicate)
    row = conn.execute(query, {**values, "percent": min(100.0, 100 * SAMPLE / live)}).fetchone()
    assert row is not None
    seen, hits, ids = row
    if not seen:
        return _counted(conn, org_id, compiled, values)
    low, high = wilson(hits, seen)
    return Preview(
        _rounded(hits / seen * live), int(low * live), min(live, round(high * live)), True, _contacts(conn, org_id, ids)
    )


def wilson(hits: int, seen: int) -> tuple[float, float]:
    """The 95 % interval of a share of which `hits` of `seen` were found (Wilson's score interval): never below 0 or
    above 1, and not empty when nothing was found.
    """
    share = hits / seen
    centre = (share + _Z**2 / (2 * seen)) / (1 + _Z**2 / seen)
    margin = _Z / (1 + _Z**2 / seen) * sqrt(share * (1 - share) / seen + _Z**2 / (4 * seen**2))
    # Rounding must not put a share outside its own interval.
    return max(0.0, min(centre - margin, share)), min(1.0, max(centre + margin, share))


def _contacts(conn: Connection, org_id: UUID, ids: list[UUID]) -> list[Contact]:
    found = contacts.find_contacts(conn, org_id, ids)
    return [found[id] for id in ids if id in found]


def _rounded(estimate: float) -> int:
    """Three digits; more would claim a precision that a sample does not have."""
    return int(float(f"{estimate:.3g}"))
