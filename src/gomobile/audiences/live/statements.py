"""The statements that move contacts into and out of live audiences, composed from compiled rules. Pure.

Each answers every rule of a level for all its contacts at once: one reading of the contacts, one write per table,
however many audiences there are. A contact's answers are one array of the numbers of the rules that it matches: a row
per contact and audience would cost three times as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from psycopg import sql

from gomobile.audiences.live.plan import Rule
from gomobile.segments.binding import Shared

Scope = Literal["new", "known", "range"]
"""Which contacts: `new` ones that can be in no audience yet, `known` ones, or all live ones of a `range` of ids."""

_LISTED = sql.SQL("{id} = ANY (%(ids)s::uuid[])")
_RANGE = sql.SQL("{id} > %(after)s::uuid AND {id} <= %(up_to)s::uuid")
_SCOPES: dict[Scope, sql.SQL] = {"new": _LISTED, "known": _LISTED, "range": _RANGE}

_LOOKED = sql.SQL("""
WITH looked AS MATERIALIZED (
    SELECT c.id AS contact_id,
           CASE WHEN c.deleted_at IS NULL AND c.archived_at IS NULL
                THEN array_remove(ARRAY[{matches}]::integer[], NULL) ELSE '{{}}' END AS matched,
           {dues} AS dues,
           CASE WHEN c.deleted_at IS NOT NULL THEN 'deleted' WHEN c.archived_at IS NOT NULL THEN 'archived'
                ELSE 'rules' END AS reason
    FROM contacts c
    -- OFFSET 0: a row of its own, or each value would be computed wherever it is asked for.
    CROSS JOIN LATERAL (SELECT {shared} OFFSET 0) AS s
    WHERE c.organization_id = %(org_id)s AND {scope}
), belonging AS MATERIALIZED (
    SELECT (%(audiences)s::uuid[])[n] AS audience_id, contact_id FROM looked, unnest(matched) AS n
)""")

_ENTER_NEW = sql.SQL(""", entered AS (
    INSERT INTO audience_members (organization_id, audience_id, contact_id, entered_at)
    SELECT %(org_id)s, audience_id, contact_id, %(now)s FROM belonging
    RETURNING audience_id, contact_id
)""")

# Who is a member already is read at once, by the index: asking for each contact and audience costs five times as much.
_ENTER_AND_LEAVE = sql.SQL(""", present AS MATERIALIZED (
    SELECT m.audience_id, m.contact_id
    FROM audience_members m
    WHERE m.organization_id = %(org_id)s AND m.audience_id = ANY (%(audiences)s::uuid[]) AND {scope}
), entered AS (
    INSERT INTO audience_members (organization_id, audience_id, contact_id, entered_at)
    SELECT %(org_id)s, audience_id, contact_id, %(now)s
    FROM (SELECT audience_id, contact_id FROM belonging EXCEPT SELECT audience_id, contact_id FROM present) AS fresh
    ON CONFLICT DO NOTHING
    RETURNING audience_id, contact_id
), gone AS MATERIALIZED (
    SELECT audience_id, contact_id FROM present EXCEPT SELECT audience_id, contact_id FROM belonging
), exited AS (
    DELETE FROM audience_members m
    USING gone JOIN looked USING (contact_id)
    WHERE m.organization_id = %(org_id)s AND m.audience_id = gone.audience_id AND m.contact_id = gone.contact_id
    RETURNING m.audience_id, m.contact_id, m.entered_at, looked.reason
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

_EXITED_MOVES = sql.SQL("""UNION ALL
    SELECT audience_id, 'exited', count(*), array_agg(contact_id) FROM exited GROUP BY audience_id""")

_MOMENTS = sql.SQL(""", moments AS MATERIALIZED (
    SELECT audience_id, contact_id, due, due IS NULL AS idle
    FROM (SELECT (%(timed)s::uuid[])[at] AS audience_id, contact_id,
                 CASE WHEN due <= (%(horizons)s::timestamptz[])[at] THEN due END AS due
          FROM looked, unnest(dues) WITH ORDINALITY AS moment (due, at)) found
)""")

_DUE = sql.SQL(""", due AS (
    INSERT INTO audience_due (organization_id, audience_id, contact_id, due_at)
    SELECT %(org_id)s, audience_id, contact_id, due FROM moments WHERE due IS NOT NULL
    {conflict}
)""")
_REPLACE = sql.SQL("""ON CONFLICT (organization_id, audience_id, contact_id) DO UPDATE SET due_at = excluded.due_at""")
_LEAVE = sql.SQL("ON CONFLICT DO NOTHING")

# By a truth value, of which the planner takes half to be true: it takes one value in two hundred to be null, and then
# joins most contacts of an organization with its moments one by one (12 s at 20,000 contacts instead of 0.4).
_UNDUE = sql.SQL(""", undue AS (
    DELETE FROM audience_due d
    USING moments m
    WHERE m.idle AND d.organization_id = %(org_id)s AND d.audience_id = m.audience_id
      AND d.contact_id = m.contact_id
)""")

_RESULT = sql.SQL("""
SELECT audience_id, kind, size FROM moves""")


def move(rules: Sequence[Rule], shared: Shared, scope: Scope) -> str:
    """Let the contacts of `scope` enter and leave the audiences of `rules`; gives (audience_id, kind, size) rows."""
    known = scope != "new"
    present = _ENTER_AND_LEAVE.format(scope=_SCOPES[scope].format(id=sql.SQL("m.contact_id")))
    parts: list[sql.Composable] = [
        _looked(rules, shared, scope),
        # New contacts are members of nothing: nothing to compare with, and nothing to leave.
        present if known else _ENTER_NEW,
        _MOVES.format(exited=_EXITED_MOVES if known else sql.SQL("")),
    ]
    if _timed(rules):
        parts += [_MOMENTS, _DUE.format(conflict=_REPLACE if known else sql.SQL(""))]
        parts += [_UNDUE] if known else []
    return sql.Composed([*parts, _RESULT]).as_string(None)


def fill(rules: Sequence[Rule], shared: Shared) -> str:
    """Note the moments up to the horizon of the contacts of a range; whoever wrote a contact meanwhile knows better."""
    parts = [_looked(rules, shared, "range"), _MOMENTS, _DUE.format(conflict=_LEAVE), sql.SQL(" SELECT 1")]
    return sql.Composed(parts).as_string(None)


def values(rules: Sequence[Rule], shared: Shared) -> dict[str, Any]:
    """The parameters of `rules` in a statement."""
    found: dict[str, Any] = dict(shared.values)
    for rule in rules:
        found |= rule.compiled.values
    timed = _timed(rules)
    return {
        **found,
        "audiences": [rule.id for rule in rules],
        "timed": [rule.id for rule in timed],
        "horizons": [rule.due_until for rule in timed],
    }


def _timed(rules: Sequence[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.compiled.boundary is not None]


def _looked(rules: Sequence[Rule], shared: Shared, scope: Scope) -> sql.Composed:
    matches = (
        sql.SQL("CASE WHEN {predicate} THEN {number} END").format(
            predicate=rule.compiled.predicate, number=sql.Literal(at)
        )
        for at, rule in enumerate(rules, 1)
    )
    moments = [rule.compiled.boundary or sql.SQL("NULL") for rule in _timed(rules)]
    dues = (
        sql.SQL("CASE WHEN c.deleted_at IS NULL AND c.archived_at IS NULL THEN ARRAY[{}]::timestamptz[]"
                " ELSE array_fill(NULL::timestamptz, ARRAY[{}]) END").format(
            sql.SQL(", ").join(moments), sql.Literal(len(moments)))
        if moments else sql.SQL("NULL::timestamptz[]")
    )  # fmt: skip
    return _LOOKED.format(
        matches=sql.SQL(",\n                    ").join(matches),
        dues=dues,
        shared=shared.columns(),
        scope=_SCOPES[scope].format(id=sql.SQL("c.id")),
    )
