"""One condition as SQL: where it is true, where it is false; where neither holds it is unknown. Pure.

Both are asked separately instead of as one value of three, so that what hangs on a contact is asked with EXISTS, which
PostgreSQL answers for many contacts by a hash and for a few by index.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, LiteralString

from psycopg import sql

from gomobile.segments.binding import FALSE, NOW, ORG, TRUE, Binder, all_of, fill, least, negated
from gomobile.segments.comparing import NEGATIVE, Comparison, compare, digits_of
from gomobile.segments.context import Context
from gomobile.segments.sources import value_of
from gomobile.segments.tree import Condition


@dataclass(frozen=True)
class Leaf:
    """true, false: never both, NULL for no. seen: the value as jsonb. boundaries: moments to come, or NULL."""

    true: sql.Composable
    false: sql.Composable
    seen: sql.Composable
    boundaries: tuple[sql.Composable, ...] = ()
    uses: frozenset[str] = frozenset({"contact"})


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
        from gomobile.segments.carriers import carrier_leaf

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


_DEFAULTS: dict[str, Any] = {"attempts": 0, "answers": 0, "consecutive_failures": 0, "reachability": "unknown"}


def _engagement(condition: Condition, context: Context, bind: Binder) -> Leaf:
    """Figures of calls; a contact that was never called has no row, which means the defaults."""
    column = condition.field.key
    x = fill("e.{column}", column=sql.Identifier(column))
    seen = fill("to_jsonb((SELECT {x} FROM contact_engagement e WHERE {own}))", x=x, own=_own("e"))
    uses = frozenset({"engagement"})
    if column in _DEFAULTS:
        seen = fill("coalesce({seen}, {default})", seen=seen, default=_json(_DEFAULTS[column]))
    if condition.operator == "is_empty":
        if column in _DEFAULTS:
            return Leaf(FALSE, TRUE, seen, (), uses)
        there = _exists("contact_engagement", "e", fill("{x} IS NOT NULL", x=x))
        return Leaf(negated(there), there, seen, (), uses)
    compared = compare(x, condition, bind, context.organization.timezone)
    yes = _exists("contact_engagement", "e", compared.holds)
    no = _exists("contact_engagement", "e", negated(compared.holds))
    if column in _DEFAULTS:
        if _holds_of(_DEFAULTS[column], condition):
            yes = negated(no)
        else:
            no = negated(yes)
    boundary = least(list(compared.boundaries))
    boundaries = ()
    if boundary is not None:
        boundaries = (fill("(SELECT {at} FROM contact_engagement e WHERE {own})", at=boundary, own=_own("e")),)
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


def _tags(condition: Condition, _context: Context, bind: Binder) -> Leaf:
    seen = fill(
        "(SELECT coalesce(jsonb_agg(t.name ORDER BY t.name), '[]') FROM contact_tags h"
        " JOIN tags t ON t.organization_id = h.organization_id AND t.id = h.tag_id WHERE {own})",
        own=_own("h"),
    )
    uses = frozenset({"tags"})

    def tagged(with_which: sql.Composable) -> sql.Composable:
        return _exists("contact_tags", "h", with_which)

    match condition.operator:
        case "is_empty":
            holds = negated(tagged(TRUE))
        case "has_any":
            holds = tagged(fill("h.tag_id = ANY ({v})", v=bind(condition.value, "uuid[]")))
        case "contains":
            holds = tagged(fill("h.tag_id = {v}", v=bind(condition.value, "uuid")))
        case _ if len(condition.value) <= _FEW:
            holds = all_of([tagged(fill("h.tag_id = {v}", v=bind(one, "uuid"))) for one in condition.value])
        case _:
            holds = fill(
                "((SELECT count(*) FROM contact_tags h WHERE {own} AND h.tag_id = ANY ({v})) = {n})",
                own=_own("h"),
                v=bind(condition.value, "uuid[]"),
                n=sql.Literal(len(condition.value)),
            )
    return Leaf(holds, negated(holds), seen, (), uses)


_FEW = 8


def _audience(condition: Condition, _context: Context, bind: Binder) -> Leaf:
    ids = bind(condition.value, "uuid[]")
    holds = _exists("audience_members", "m", fill("m.audience_id = ANY ({v})", v=ids))
    seen = fill(
        "(SELECT coalesce(jsonb_agg(a.name ORDER BY a.name), '[]') FROM audience_members m"
        " JOIN audiences a ON a.organization_id = m.organization_id AND a.id = m.audience_id"
        " WHERE {own} AND m.audience_id = ANY ({v}))",
        own=_own("m"),
        v=ids,
    )
    return Leaf(holds, negated(holds), seen, (), frozenset(f"audience:{id}" for id in condition.value))


def _consent(condition: Condition, _context: Context, bind: Binder) -> Leaf:
    purpose, _, channel = condition.field.key.rpartition(".")
    own = fill(
        "{own} AND k.purpose = {purpose} AND k.channel = {channel}",
        own=_own("k"),
        purpose=bind(purpose, "text"),
        channel=bind(channel, "text"),
    )
    in_force = fill("(k.expires_at IS NULL OR k.expires_at > {now})", now=NOW)
    wanted = condition.value if condition.operator == "in" else [condition.value]
    listed = fill("k.status = ANY ({v})", v=bind([one for one in wanted if one != "none"], "text[]"))
    # "none" is the absence of all others.
    test = negated(listed) if "none" in wanted else listed
    found = fill(
        "EXISTS (SELECT FROM consents k WHERE {own} AND {in_force} AND {test})", own=own, in_force=in_force, test=test
    )
    holds = negated(found) if "none" in wanted else found
    seen = fill(
        "to_jsonb(coalesce((SELECT k.status FROM consents k WHERE {own} AND {in_force}), 'none'))",
        own=own,
        in_force=in_force,
    )
    end = fill("(SELECT k.expires_at FROM consents k WHERE {own} AND k.expires_at > {now})", own=own, now=NOW)
    return Leaf(holds, negated(holds), seen, (end,), frozenset({"consent"}))


def _suppression(condition: Condition, _context: Context, bind: Binder) -> Leaf:
    number = fill("s.organization_id = {org} AND s.phone_key = c.phone_key AND s.lifted_at IS NULL", org=ORG)
    if condition.field.key != "any":
        number = fill(
            "{number} AND s.channel = ANY ({v})", number=number, v=bind(["all", condition.field.key], "text[]")
        )
    found = fill(
        "EXISTS (SELECT FROM suppressions s WHERE {number} AND (s.expires_at IS NULL OR s.expires_at > {now}))",
        number=number,
        now=NOW,
    )
    end = fill("(SELECT min(s.expires_at) FROM suppressions s WHERE {number} AND s.expires_at > {now})",
               number=number, now=NOW)  # fmt: skip
    seen = fill("to_jsonb({found})", found=found)
    uses = frozenset({"suppression"})
    if condition.operator == "is_empty":
        return Leaf(FALSE, TRUE, seen, (), uses)
    leaf = Leaf(found, negated(found), seen, (end,), uses)
    return leaf if condition.value else replace(leaf, true=leaf.false, false=leaf.true)


def _calls(condition: Condition, context: Context, bind: Binder) -> Leaf:
    from gomobile.segments.call_events import calls_leaf

    return calls_leaf(condition, context, bind)


def _gone(_condition: Condition, _context: Context, _bind: Binder) -> Leaf:
    unknown = sql.SQL("NULL::boolean")
    return Leaf(unknown, unknown, sql.SQL("NULL::jsonb"))


def _own(alias: LiteralString) -> sql.Composable:
    """The rows of a table that belong to the contact."""
    return fill("{a}.organization_id = {org} AND {a}.contact_id = c.id", a=sql.SQL(alias), org=ORG)


def _exists(table: LiteralString, alias: LiteralString, test: sql.Composable) -> sql.Composable:
    return fill(
        "EXISTS (SELECT FROM {table} {a} WHERE {own} AND {test})",
        table=sql.SQL(table), a=sql.SQL(alias), own=_own(alias), test=test,
    )  # fmt: skip


_SOURCES: dict[str, Callable[[Condition, Context, Binder], Leaf]] = {
    "contact": _contact,
    "attribute": _contact,
    "engagement": _engagement,
    "tags": _tags,
    "audience": _audience,
    "calls": _calls,
    "consent": _consent,
    "suppression": _suppression,
    "gone": _gone,
}
