"""One condition as SQL: where it is true, where it is false; where neither holds it is unknown. Pure.

Both are asked separately instead of as one value of three, so that what hangs on a contact is asked with EXISTS, which
PostgreSQL answers for many contacts by a hash and for a few by index.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from psycopg import sql

from gomobile.segments.belonging import audience_leaf, tags_leaf
from gomobile.segments.binding import Binder, fill, negated
from gomobile.segments.call_events import calls_leaf
from gomobile.segments.carriers import carrier_leaf
from gomobile.segments.comparing import NEGATIVE, Comparison, compare, digits_of
from gomobile.segments.context import Context
from gomobile.segments.engagement import engagement_leaf
from gomobile.segments.leaf import Leaf
from gomobile.segments.nodes import Condition
from gomobile.segments.permission import consent_leaf, suppression_leaf
from gomobile.segments.sources import value_of


def compile_leaf(condition: Condition, context: Context, bind: Binder) -> Leaf:
    """The SQL of one condition."""
    positive = NEGATIVE.get(condition.operator)
    leaf = _SOURCES[condition.field.source](
        replace(condition, operator=positive) if positive else condition, context, bind
    )
    if leaf.boundaries:
        leaf = replace(leaf, uses=leaf.uses | {"time"})
    return replace(leaf, true=leaf.false, false=leaf.true) if positive else leaf


def _known(compared: Comparison, seen: sql.Composable) -> Leaf:
    return Leaf(compared.holds, negated(compared.holds), seen, compared.boundaries)


def _contact(condition: Condition, context: Context, bind: Binder) -> Leaf:
    field = condition.field
    if field.kind == "channels":
        return _channels(condition, bind)
    if field.kind == "carrier":
        true, false = carrier_leaf(condition.operator, condition.value, bind)
        return Leaf(true, false, sql.SQL("to_jsonb(c.phone_key)"))
    x = value_of(field, bind)
    if field.key == "phone_key" and condition.operator in ("contains", "starts_with"):
        return _known(Comparison(_phone_part(condition, bind)), sql.SQL("to_jsonb(c.primary_phone)"))
    return _known(compare(x, condition, bind, context.organization.timezone), fill("to_jsonb({x})", x=x))


def _phone_part(condition: Condition, bind: Binder) -> sql.Composable:
    """Digits of a number, in its international or its national form."""
    given, digits = condition.value.strip(), digits_of(condition.value)
    if condition.operator == "contains":
        return fill("(strpos(c.phone_digits, {v}) > 0)", v=bind(digits, "text"))
    if given.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        return fill("starts_with(c.phone_key, {v})", v=bind(f"+{digits}", "text"))
    return fill("(strpos(' ' || c.phone_digits, {v}) > 0)", v=bind(f" {digits}", "text"))


def _channels(condition: Condition, bind: Binder) -> Leaf:
    seen = sql.SQL("coalesce(to_jsonb(c.channels), '[]')")
    if condition.operator == "is_empty":
        return _known(Comparison(sql.SQL("(coalesce(cardinality(c.channels), 0) = 0)")), seen)
    wanted = [condition.value] if condition.operator == "contains" else condition.value
    v = bind(wanted, "text[]")
    held = sql.SQL("ARRAY(SELECT fold(one) FROM unnest(c.channels) AS one)")
    sign = sql.SQL("@>" if condition.operator == "has_all" else "&&")
    return _known(Comparison(fill("({held} {sign} fold_all({v}))", held=held, sign=sign, v=v)), seen)


def _gone(_condition: Condition, _context: Context, _bind: Binder) -> Leaf:
    unknown = sql.SQL("NULL::boolean")
    return Leaf(unknown, unknown, sql.SQL("NULL::jsonb"))


_SOURCES: dict[str, Callable[[Condition, Context, Binder], Leaf]] = {
    "contact": _contact,
    "attribute": _contact,
    "engagement": engagement_leaf,
    "tags": tags_leaf,
    "audience": audience_leaf,
    "calls": calls_leaf,
    "consent": consent_leaf,
    "suppression": suppression_leaf,
    "gone": _gone,
}
