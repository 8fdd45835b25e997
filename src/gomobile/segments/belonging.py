"""Conditions on what a contact belongs to: tags and audiences. Pure."""

from __future__ import annotations

from psycopg import sql

from gomobile.segments.binding import TRUE, Binder, all_of, fill, negated
from gomobile.segments.context import Context
from gomobile.segments.leaf import Leaf, exists, own
from gomobile.segments.nodes import Condition


def tags_leaf(condition: Condition, _context: Context, bind: Binder) -> Leaf:
    """The contact's tags, of which none is a known answer."""
    seen = fill(
        "(SELECT coalesce(jsonb_agg(t.name ORDER BY t.name), '[]') FROM contact_tags h"
        " JOIN tags t ON t.organization_id = h.organization_id AND t.id = h.tag_id WHERE {own})",
        own=own("h"),
    )
    uses = frozenset({"tags"})

    def tagged(with_which: sql.Composable) -> sql.Composable:
        return exists("contact_tags", "h", with_which)

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
                own=own("h"),
                v=bind(condition.value, "uuid[]"),
                n=sql.Literal(len(condition.value)),
            )
    return Leaf(holds, negated(holds), seen, (), uses)


_FEW = 8


def audience_leaf(condition: Condition, _context: Context, bind: Binder) -> Leaf:
    """Whether the contact is a member of an audience now."""
    ids = bind(condition.value, "uuid[]")
    holds = exists("audience_members", "m", fill("m.audience_id = ANY ({v})", v=ids))
    seen = fill(
        "(SELECT coalesce(jsonb_agg(a.name ORDER BY a.name), '[]') FROM audience_members m"
        " JOIN audiences a ON a.organization_id = m.organization_id AND a.id = m.audience_id"
        " WHERE {own} AND m.audience_id = ANY ({v}))",
        own=own("m"),
        v=ids,
    )
    return Leaf(holds, negated(holds), seen, (), frozenset(f"audience:{id}" for id in condition.value))
