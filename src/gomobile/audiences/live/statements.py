"""The statements that move contacts into and out of live audiences, composed from compiled rules. Pure.

Each takes `%(ids)s` (or a range of ids) and answers for every rule of a level at once: one reading of the contacts, one
write per table, however many audiences there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from psycopg import sql

from gomobile.audiences.live.plan import Rule
from gomobile.segments.binding import Shared

Scope = Literal["new", "known", "range"]
"""Which contacts: `new` ones that can be in no audience yet, `known` ones, or all live ones of a `range` of ids."""

_SCOPES: dict[Scope, sql.SQL] = {
    "new": sql.SQL("c.id = ANY (%(ids)s::uuid[])"),
    "known": sql.SQL("c.id = ANY (%(ids)s::uuid[])"),
    "range": sql.SQL("c.id > %(after)s::uuid AND c.id <= %(up_to)s::uuid AND c.deleted_at IS NULL"),
}

_VERDICT = sql.SQL("""
WITH verdict AS MATERIALIZED (
    SELECT v.audience_id, c.id AS contact_id,
           (c.deleted_at IS NULL AND c.archived_at IS NULL AND v.matches) IS TRUE AS belongs,
           CASE WHEN c.deleted_at IS NULL AND c.archived_at IS NULL AND v.due <= v.due_until THEN v.due END AS due,
           CASE WHEN c.deleted_at IS NOT NULL THEN 'deleted' WHEN c.archived_at IS NOT NULL THEN 'archived'
                ELSE 'rules' END AS reason
    FROM contacts c
    -- OFFSET 0: a row of its own, or each value would be computed wherever it is asked for.
    CROSS JOIN LATERAL (SELECT {shared} OFFSET 0) AS s
    CROSS JOIN LATERAL (VALUES {rules}) AS v (audience_id, matches, due, due_until)
    WHERE c.organization_id = %(org_id)s AND {scope}
)""")

_ENTERED = sql.SQL(""", entered AS (
    INSERT INTO audience_members (organization_id, audience_id, contact_id, entered_at)
    SELECT %(org_id)s, audience_id, contact_id, %(now)s FROM verdict WHERE belongs
    {conflict}
    RETURNING audience_id, contact_id
)""")

_EXITED = sql.SQL(""", exited AS (
    DELETE FROM audience_members m
    USING verdict v
    WHERE NOT v.belongs AND m.organization_id = %(org_id)s AND m.audience_id = v.audience_id
      AND m.contact_id = v.contact_id
    RETURNING m.audience_id, m.contact_id, m.entered_at, v.reason
), exits AS (
    INSERT INTO audience_exits (organization_id, audience_id, contact_id, entered_at, exited_at, reason)
    SELECT %(org_id)s, audience_id, contact_id, entered_at, %(now)s, reason FROM exited
)""")

_MOVES = sql.SQL(""", moves AS (
    SELECT audience_id, 'entered' AS kind, count(*) AS size, array_agg(contact_id) AS ids
    FROM entered GROUP BY audience_id
    {exited}
), feed AS (
    INSERT INTO contact_changes (organization_id, kind, actor_kind, audience_id, contact_ids)
    SELECT %(org_id)s, kind, 'system', audience_id, ids FROM moves
), counted AS (
    INSERT INTO audience_counts (organization_id, audience_id, members)
    SELECT %(org_id)s, audience_id, sum(CASE kind WHEN 'entered' THEN size ELSE -size END)
    FROM moves GROUP BY audience_id
)""")

_DUE_NEW = sql.SQL(""", due AS (
    INSERT INTO audience_due (organization_id, audience_id, contact_id, due_at)
    SELECT %(org_id)s, audience_id, contact_id, due FROM verdict WHERE due IS NOT NULL
)""")

_DUE_KNOWN = sql.SQL(""", due AS (
    INSERT INTO audience_due (organization_id, audience_id, contact_id, due_at)
    SELECT %(org_id)s, audience_id, contact_id, due FROM verdict WHERE due IS NOT NULL
    ON CONFLICT (organization_id, audience_id, contact_id) DO UPDATE SET due_at = excluded.due_at
), undue AS (
    DELETE FROM audience_due d
    USING verdict v
    WHERE v.due IS NULL AND d.organization_id = %(org_id)s AND d.audience_id = v.audience_id
      AND d.contact_id = v.contact_id
)""")

_RESULT = sql.SQL("""
SELECT audience_id, kind, size FROM moves""")

_EXITED_MOVES = sql.SQL("""UNION ALL
    SELECT audience_id, 'exited', count(*), array_agg(contact_id) FROM exited GROUP BY audience_id""")


def move(rules: Sequence[Rule], shared: Shared, scope: Scope) -> str:
    """Let the contacts of `scope` enter and leave the audiences of `rules`; gives (audience_id, kind, size) rows."""
    timed = any(rule.compiled.boundary is not None for rule in rules)
    known = scope != "new"
    parts = [
        _VERDICT.format(rules=_rules(rules), shared=shared.columns(), scope=_SCOPES[scope]),
        # New contacts are members of nothing: no look for a conflict, and nothing to leave.
        _ENTERED.format(conflict=sql.SQL("ON CONFLICT DO NOTHING" if known else "")),
        *([_EXITED] if known else []),
        _MOVES.format(exited=_EXITED_MOVES if known else sql.SQL("")),
        *([_DUE_KNOWN if known else _DUE_NEW] if timed else []),
        _RESULT,
    ]
    return sql.Composed(parts).as_string(None)


_FILL = sql.SQL("""
INSERT INTO audience_due (organization_id, audience_id, contact_id, due_at)
SELECT %(org_id)s, v.audience_id, c.id, v.due
FROM contacts c
CROSS JOIN LATERAL (SELECT {shared} OFFSET 0) AS s
CROSS JOIN LATERAL (VALUES {rules}) AS v (audience_id, matches, due, due_until)
WHERE c.organization_id = %(org_id)s AND {scope} AND c.archived_at IS NULL AND v.due <= v.due_until
ON CONFLICT DO NOTHING""")


def fill(rules: Sequence[Rule], shared: Shared) -> str:
    """Note the moments up to the horizon of the contacts of a range; whoever wrote a contact meanwhile knows better."""
    return _FILL.format(rules=_rules(rules), shared=shared.columns(), scope=_SCOPES["range"]).as_string(None)


def values(rules: Sequence[Rule], shared: Shared) -> dict[str, Any]:
    """The parameters of `rules` in a statement."""
    found: dict[str, Any] = dict(shared.values)
    for at, rule in enumerate(rules):
        found |= rule.compiled.values
        found |= {f"audience{at}": rule.id, f"horizon{at}": rule.due_until}
    return found


def _rules(rules: Sequence[Rule]) -> sql.Composable:
    rows = (
        sql.SQL("({id}::uuid, ({matches}), ({due})::timestamptz, {horizon}::timestamptz)").format(
            id=sql.Placeholder(f"audience{at}"),
            matches=rule.compiled.predicate,
            due=rule.compiled.boundary if rule.compiled.boundary is not None else sql.SQL("NULL"),
            horizon=sql.Placeholder(f"horizon{at}"),
        )
        for at, rule in enumerate(rules)
    )
    return sql.SQL(",\n        ").join(rows)
