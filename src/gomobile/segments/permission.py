"""Conditions on whether a contact may be called: consent and suppression. Pure."""

from __future__ import annotations

from dataclasses import replace

from gomobile.segments.binding import FALSE, NOW, ORG, TRUE, Binder, fill, negated
from gomobile.segments.context import Context
from gomobile.segments.leaf import Leaf, own
from gomobile.segments.nodes import Condition


def consent_leaf(condition: Condition, _context: Context, bind: Binder) -> Leaf:
    """What the contact said last of a purpose and a channel, while it is in force; "none" is always known."""
    purpose, _, channel = condition.field.key.rpartition(".")
    statement = fill(
        "{own} AND k.purpose = {purpose} AND k.channel = {channel}",
        own=own("k"),
        purpose=bind(purpose, "text"),
        channel=bind(channel, "text"),
    )
    in_force = fill("(k.expires_at IS NULL OR k.expires_at > {now})", now=NOW)
    wanted = condition.value if condition.operator == "in" else [condition.value]
    listed = fill("k.status = ANY ({v})", v=bind([one for one in wanted if one != "none"], "text[]"))
    # "none" is the absence of all others.
    test = negated(listed) if "none" in wanted else listed
    found = fill(
        "EXISTS (SELECT FROM consents k WHERE {own} AND {in_force} AND {test})",
        own=statement,
        in_force=in_force,
        test=test,
    )
    holds = negated(found) if "none" in wanted else found
    seen = fill(
        "to_jsonb(coalesce((SELECT k.status FROM consents k WHERE {own} AND {in_force}), 'none'))",
        own=statement,
        in_force=in_force,
    )
    end = fill("(SELECT k.expires_at FROM consents k WHERE {own} AND k.expires_at > {now})", own=statement, now=NOW)
    return Leaf(holds, negated(holds), seen, (end,), frozenset({"consent"}))


def suppression_leaf(condition: Condition, _context: Context, bind: Binder) -> Leaf:
    """Whether any number of the contact, further ones too, is suppressed, for a channel or for any."""
    present = fill("s.organization_id = {org} AND s.lifted_at IS NULL", org=ORG)
    if condition.field.key != "any":
        present = fill(
            "{present} AND s.channel = ANY ({v})", present=present, v=bind(["all", condition.field.key], "text[]")
        )
    # Two conditions, not one with OR inside: each can be computed for all contacts at once.
    own_number = fill("suppressions s WHERE {present} AND s.phone_key = c.phone_key", present=present)
    further_number = fill(
        "contact_phones p JOIN suppressions s ON {present} AND s.phone_key = p.phone_key WHERE {own}",
        present=present,
        own=own("p"),
    )
    held = [
        fill("EXISTS (SELECT FROM {rows} AND (s.expires_at IS NULL OR s.expires_at > {now}))", rows=rows, now=NOW)
        for rows in (own_number, further_number)
    ]
    found = fill("({first} OR {second})", first=held[0], second=held[1])
    ends = tuple(
        fill("(SELECT min(s.expires_at) FROM {rows} AND s.expires_at > {now})", rows=rows, now=NOW)
        for rows in (own_number, further_number)
    )
    seen = fill("to_jsonb({found})", found=found)
    uses = frozenset({"suppression"})
    if condition.operator == "is_empty":
        return Leaf(FALSE, TRUE, seen, (), uses)
    leaf = Leaf(found, negated(found), seen, ends, uses)
    return leaf if condition.value else replace(leaf, true=leaf.false, false=leaf.true)
