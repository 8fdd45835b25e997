"""The rules of live audiences, and which audiences they ask about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from gomobile.accounts.caller import Organization
from gomobile.audiences import store
from gomobile.audiences.live.plan import REFERS
from gomobile.audiences.store import Reference
from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput
from gomobile.segments.compiling import compile_rules
from gomobile.segments.service import load_context
from gomobile.segments.tree import parse, to_json


def checked_rules(
    conn: Connection, organization: Organization, rules: Any, *, of: UUID | None = None
) -> tuple[Any, list[str]]:
    """Rules as they are about to be stored, and what their answer depends on. `of` is the audience that is to have
    them. Until the transaction ends nobody else stores rules, or deletes what they name.

    Raises InvalidInput naming each refused node, also when the audience would ask about itself.
    """
    store.lock_references(conn, organization.id)
    context = load_context(conn, organization)
    tree = parse(rules, context)
    uses = sorted(compile_rules(tree, context, prefix="").uses)
    circle = _circle(store.list_referring(conn, organization.id), of, uses) if of else None
    if circle:
        text = f"An audience cannot ask about itself, also not through others: {' → '.join(circle)}."
        raise InvalidInput.of("rules", "audienceCircle", text)
    return to_json(tree), uses


def users_of(conn: Connection, org_id: UUID, id: UUID) -> list[Reference]:
    """The live audiences in use whose rules ask about an audience."""
    return [found for found in store.list_referring(conn, org_id) if f"{REFERS}{id}" in found.uses and found.id != id]


def _circle(known: Sequence[Reference], of: UUID, uses: Sequence[str]) -> list[str] | None:
    """The names of the audiences on the way from an audience back to itself."""
    by_id = {found.id: found for found in known}
    own = by_id[of].name if of in by_id else "this audience"
    seen: set[UUID] = set()
    ways: list[tuple[list[str], Sequence[str]]] = [([own], uses)]
    while ways:
        way, asked = ways.pop()
        for id in (UUID(use.removeprefix(REFERS)) for use in asked if use.startswith(REFERS)):
            if id == of:
                return [*way, own]
            if id not in seen and id in by_id:
                seen.add(id)
                ways.append(([*way, by_id[id].name], by_id[id].uses))
    return None
