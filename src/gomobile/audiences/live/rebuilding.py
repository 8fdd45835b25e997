"""Find the members of live audiences again when their unchanged rules mean something else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gomobile.accounts.caller import Organization
from gomobile.audiences.live import building, store
from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput
from gomobile.segments.compiling import compile_rules
from gomobile.segments.context import Context
from gomobile.segments.service import load_context
from gomobile.segments.tree import parse


def organization_changed(conn: Connection, before: Organization, after: Organization) -> None:
    """Rebuild the audiences for whose rules the time zone or the region of the organization matters."""
    if (before.timezone, before.default_region) == (after.timezone, after.default_region):
        return
    # Before the rows of the audiences, as builds take it: no range is half done by the old meaning.
    store.exclusive_lock(conn, after.id)
    context = load_context(conn, after)
    for id, rules, status, _version, _due_until in store.list_live(conn, after.id):
        now, then = (_meaning(rules, replace(context, organization=one)) for one in (after, before))
        if now != then and status != "failed":
            store.rebuild(conn, after.id, id)
            building.begin(conn, after.id, id)


def _meaning(rules: Any, context: Context) -> tuple[object, ...] | None:
    """What equals for rules that are answered alike; None for rules that do not hold any more."""
    try:
        compiled = compile_rules(parse(rules, context, stored=True), context, prefix="")
    except InvalidInput:
        return None
    boundary = compiled.boundary.as_string(None) if compiled.boundary else None
    return compiled.predicate.as_string(None), compiled.values, boundary
