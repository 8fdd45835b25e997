"""Conditions on single calls: "pressed 2 in flow X", "answered twice in the last 30 days". Pure."""

from __future__ import annotations

from psycopg import sql

from gomobile.segments.binding import NOW, ORG, Binder, fill, negated
from gomobile.segments.context import Context
from gomobile.segments.leaf import Leaf
from gomobile.segments.nodes import Condition


def calls_leaf(condition: Condition, context: Context, bind: Binder) -> Leaf:
    """Whether there are at least so many calls of a description; known for every contact."""
    wanted = condition.value
    parts = [fill("r.organization_id = {org} AND r.contact_id = c.id", org=ORG)]
    if "result" in wanted:
        parts.append(fill("r.result = ANY ({v})", v=bind(wanted["result"], "text[]")))
    for name in ("flow", "campaign"):
        if name in wanted:
            column = sql.Identifier("r", name)
            parts.append(fill("fold({column}) = fold({v})", column=column, v=bind(wanted[name], "text")))
    if "pressed" in wanted:
        parts.append(fill("r.pressed && {v}", v=bind(wanted["pressed"], "text[]")))
    matching = sql.SQL(" AND ").join(parts)
    number = wanted.get("atLeast", 1)
    boundaries: tuple[sql.Composable, ...] = ()
    counted = matching
    if "withinLast" in wanted:
        counted, boundaries = _recent(matching, wanted["withinLast"], number, context, bind)
    holds = fill("EXISTS (SELECT FROM call_results r WHERE {calls})", calls=counted)
    if number > 1:
        holds = fill(
            "((SELECT count(*) FROM (SELECT FROM call_results r WHERE {calls} LIMIT {n}) AS enough) = {n})",
            calls=counted,
            n=sql.Literal(number),
        )
    seen = fill("to_jsonb((SELECT count(*) FROM call_results r WHERE {calls}))", calls=matching)
    return Leaf(holds, negated(holds), seen, boundaries, frozenset({"calls"}))


def _recent(
    matching: sql.Composable, span: dict[str, object], number: int, context: Context, bind: Binder
) -> tuple[sql.Composable, tuple[sql.Composable, ...]]:
    """The calls of a span until now, and when the answer may change: a call ages out, or its time comes."""
    interval = bind(f"{span['amount']} {span['unit']}", "interval")
    zone = bind("UTC" if span["unit"] in ("minutes", "hours") else context.organization.timezone, "text")
    # The constant lets the index skip what is surely too old; the exact end is asked of the rest.
    counted = fill(
        "{matching} AND r.occurred_at <= {now}"
        " AND r.occurred_at > ({now} AT TIME ZONE 'UTC' - {interval} - interval '5 days') AT TIME ZONE 'UTC'"
        " AND moved(r.occurred_at, {interval}, {zone}) > {now}",
        matching=matching,
        now=NOW,
        interval=interval,
        zone=zone,
    )
    ages = fill(
        "(SELECT moved(r.occurred_at, {interval}, {zone}) FROM call_results r WHERE {counted}"
        " ORDER BY r.occurred_at DESC OFFSET {before} LIMIT 1)",
        interval=interval,
        zone=zone,
        counted=counted,
        before=sql.Literal(number - 1),
    )
    comes = fill(
        "(SELECT min(r.occurred_at) FROM call_results r WHERE {matching} AND r.occurred_at > {now})",
        matching=matching,
        now=NOW,
    )
    return counted, (ages, comes)
