"""The compiled rules of an organization's live audiences, compiled again only when something they depend on changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any
from uuid import UUID

import structlog

from gomobile.accounts import service as accounts
from gomobile.audiences.live import store
from gomobile.audiences.live.plan import Plan, Rule, order
from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput
from gomobile.segments.binding import Shared
from gomobile.segments.compiling import compile_rules
from gomobile.segments.service import load_context
from gomobile.segments.tree import parse

log = structlog.get_logger("gomobile.audiences")

_KEPT = 500
_plans: OrderedDict[UUID, tuple[Any, Plan]] = OrderedDict()
_lock = threading.Lock()


def load_plan(conn: Connection, org_id: UUID) -> Plan:
    """The rules as they are in this moment. One short query when nothing changed since the last time."""
    stamp = store.stamp(conn, org_id)
    if stamp is None:
        return Plan()
    with _lock:
        known = _plans.get(org_id)
        if known is not None and known[0] == stamp:
            _plans.move_to_end(org_id)
            return known[1]
    plan = _compile(conn, org_id)
    with _lock:
        _plans[org_id] = (stamp, plan)
        while len(_plans) > _KEPT:
            _plans.popitem(last=False)
    return plan


def _compile(conn: Connection, org_id: UUID) -> Plan:
    context = load_context(conn, accounts.organization_of(conn, org_id))
    rules: list[Rule] = []
    shared = Shared()
    for at, (id, tree, status, _version, due_until) in enumerate(store.list_live(conn, org_id)):
        if status == "failed":
            continue
        try:
            compiled = compile_rules(parse(tree, context, stored=True), context, prefix=f"r{at}_", shared=shared)
        except InvalidInput as error:
            # An attribute that a rule asks about was archived: nobody enters or leaves until the rules are mended.
            log.warning("rules of an audience no longer hold", audience_id=str(id), message=error.message)
            continue
        rules.append(Rule(id, compiled, due_until))
    return order(rules, shared)
