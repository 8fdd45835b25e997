"""Conditions on a contact's figures of calls. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from psycopg import sql

from gomobile.segments.binding import FALSE, TRUE, Binder, fill, least, negated
from gomobile.segments.comparing import compare
from gomobile.segments.context import Context
from gomobile.segments.leaf import Leaf, exists, own
from gomobile.segments.nodes import Condition

_DEFAULTS: dict[str, Any] = {"attempts": 0, "answers": 0, "consecutive_failures": 0, "reachability": "unknown"}


def engagement_leaf(condition: Condition, context: Context, bind: Binder) -> Leaf:
    """Figures of calls; a contact that was never called has no row, which means the defaults."""
    column = condition.field.key
    x = fill("e.{column}", column=sql.Identifier(column))
    seen = fill("to_jsonb((SELECT {x} FROM contact_engagement e WHERE {own}))", x=x, own=own("e"))
    uses = frozenset({"engagement"})
    if column in _DEFAULTS:
        seen = fill("coalesce({seen}, {default})", seen=seen, default=_json(_DEFAULTS[column]))
    if condition.operator == "is_empty":
        if column in _DEFAULTS:
            return Leaf(FALSE, TRUE, seen, (), uses)
        there = exists("contact_engagement", "e", fill("{x} IS NOT NULL", x=x))
        return Leaf(negated(there), there, seen, (), uses)
    compared = compare(x, condition, bind, context.organization.timezone)
    yes = exists("contact_engagement", "e", compared.holds)
    no = exists("contact_engagement", "e", negated(compared.holds))
    if column in _DEFAULTS:
        if _holds_of(_DEFAULTS[column], condition):
            yes = negated(no)
        else:
            no = negated(yes)
    boundary = least(list(compared.boundaries))
    boundaries = ()
    if boundary is not None:
        boundaries = (fill("(SELECT {at} FROM contact_engagement e WHERE {own})", at=boundary, own=own("e")),)
    return Leaf(yes, no, seen, boundaries, uses)


def _holds_of(value: Any, condition: Condition) -> bool:
    operand = condition.value
    if isinstance(value, str):
        return value in (operand if condition.operator == "in" else [operand])
    if condition.operator == "in":
        return any(one == value for one in operand)
    if condition.operator == "between":
        return Decimal(repr(operand[0])) <= value <= Decimal(repr(operand[1]))
    return {
        "equals": value == operand,
        "gt": value > operand,
        "gte": value >= operand,
        "lt": value < operand,
        "lte": value <= operand,
    }[condition.operator]


def _json(value: Any) -> sql.Composable:
    return fill("to_jsonb({value})", value=sql.SQL("'unknown'::text") if isinstance(value, str) else sql.Literal(value))
