"""The contacts that fit rules, walked through in the order of their ids."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import sql

from gomobile.accounts.caller import Organization
from gomobile.db.pool import Connection
from gomobile.quality.conditions import Rules
from gomobile.segments import service as segments
from gomobile.segments.compiling import compile_rules
from gomobile.segments.tree import parse

# Statements around rules, which the organization chose.
_NEXT = sql.SQL(
    "SELECT max(c.id::text)::uuid,"  # allow: composed around rules
    " coalesce(array_agg(c.id) FILTER (WHERE {matches}), '{{}}'), count(*)"
    " FROM (SELECT * FROM contacts"
    " WHERE organization_id = %(org_id)s AND deleted_at IS NULL AND id > %(after)s ORDER BY id LIMIT %(rows)s) AS c"
)
_HOLD = sql.SQL(
    "SELECT c.id FROM contacts c"  # allow: composed around rules
    " WHERE c.organization_id = %(org_id)s AND c.id = ANY (%(ids)s) AND c.deleted_at IS NULL AND {matches}"
    " ORDER BY c.id FOR NO KEY UPDATE OF c"
)


class Matcher:
    """Finds live contacts that fit rules at a moment; archived ones only when asked for."""

    def __init__(
        self,
        conn: Connection,
        organization: Organization,
        rules: Rules | None,
        now: datetime,
        *,
        archived: bool = False,
    ) -> None:
        """`rules` None: every contact. Raises InvalidInput when they are no rules."""
        self._conn = conn
        self._values: dict[str, Any] = {"org_id": organization.id, "now": now}
        matches: sql.Composable = sql.SQL("true")
        if rules is not None:
            context = segments.load_context(conn, organization)
            compiled = compile_rules(parse(rules, context, at="filter"), context, prefix="q_")
            matches = compiled.predicate
            self._values |= compiled.values
        if not archived:
            matches = sql.SQL("(c.archived_at IS NULL AND {})").format(matches)
        self._matches = matches

    def next(self, after: UUID, rows: int) -> tuple[UUID | None, list[UUID], int]:
        """Of the next `rows` contacts: the last one (None: there are none), those that fit, how many were looked at."""
        values = {**self._values, "after": after, "rows": rows}
        row = self._conn.execute(_NEXT.format(matches=self._matches), values).fetchone()
        assert row is not None, "an aggregate has one row"
        return row[0], row[1], row[2]

    def hold(self, ids: Sequence[UUID]) -> list[UUID]:
        """Those of these contacts that still fit, kept from changing until the transaction ends."""
        query = _HOLD.format(matches=self._matches)
        return [id for (id,) in self._conn.execute(query, {**self._values, "ids": list(ids)}).fetchall()]
