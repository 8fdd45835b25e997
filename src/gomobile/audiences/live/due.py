"""As time passes: look at contacts exactly when the answer of a rule may change for them.

Moments of the coming day are noted per contact and audience (audience_due). Twice a day the horizon moves on, with one
reading of the contacts per audience that depends on time; in between the clock job does one index look-up.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from gomobile.audiences.live import moving, statements, store
from gomobile.audiences.live.plan import Plan
from gomobile.audiences.live.rules import load_plan
from gomobile.clock import now
from gomobile.db.pool import Connection, connect

log = structlog.get_logger("gomobile.audiences")

HORIZON = timedelta(hours=24)
ROWS = 5_000
FILL_ROWS = 50_000


def first_horizon(plan: Plan, id: UUID) -> datetime | None:
    """Up to when moments of an audience are to be noted; None when its rules do not depend on time."""
    timed = any(rule.id == id and rule.compiled.boundary is not None for rule in plan)
    return now() + HORIZON if timed else None


def work_off(conninfo: str, stop: threading.Event | None = None) -> int:
    """Look at every contact whose moment has come; returns how many."""
    seen = 0
    with connect(conninfo, name="gomobile-audience-clock", autocommit=True) as conn:
        for org_id in store.organizations_due(conn, now()):
            with _alone(conn, org_id):
                while (found := _work_off_some(conn, org_id)) and not (stop and stop.is_set()):
                    seen += found
    return seen


def _work_off_some(conn: Connection, org_id: UUID) -> int:
    with conn.transaction():
        # Exclusively: no writer is between its look at the audiences and its commit, and no row needs a lock.
        store.exclusive_lock(conn, org_id)
        at = now()
        ids = store.contacts_due(conn, org_id, at, ROWS)
        if ids:
            # First, so that what move() notes for later is left.
            store.drop_due(conn, org_id, at, ids)
            plan = load_plan(conn, org_id).depending_on_time()
            if plan:
                moving.move(conn, org_id, plan, ids)
        return len(ids)


def extend(conninfo: str, stop: threading.Event | None = None) -> int:
    """Move on each horizon that ends soon, and fill in those that a crash left unfilled; returns how many."""
    done = 0
    with connect(conninfo, name="gomobile-audience-clock", autocommit=True) as conn:
        for org_id, id, filled in store.short_horizons(conn, now()):
            if stop is not None and stop.is_set():
                break
            with _alone(conn, org_id):
                if filled:
                    with conn.transaction():
                        store.keep(conn, org_id, id)
                        # Writers before the lock have committed, those after it see the new horizon.
                        store.exclusive_lock(conn, org_id)
                        store.extend_horizon(conn, org_id, id, now() + HORIZON)
                _fill(conn, org_id, id)
                done += 1
    return done


@contextmanager
def _alone(conn: Connection, org_id: UUID) -> Iterator[None]:
    """What goes wrong for one organization keeps no other waiting: they come in the same order each time."""
    try:
        yield
    except Exception:
        if conn.closed:
            raise
        log.exception("time passed by the audiences of an organization", organization=str(org_id))


def _fill(conn: Connection, org_id: UUID, id: UUID) -> None:
    versions = {row[0]: row[3] for row in store.list_live(conn, org_id)}
    plan = load_plan(conn, org_id)
    rules = [rule for rule in plan if rule.id == id and rule.due_until is not None]
    if not rules or id not in versions:
        return
    statement, after = statements.fill(rules, plan.shared), store.FIRST
    while (up_to := store.next_range(conn, org_id, after, FILL_ROWS)) is not None:
        arguments = {
            "org_id": org_id,
            "now": now(),
            "after": after,
            "up_to": up_to,
            **statements.values(rules, plan.shared),
        }
        with conn.transaction():
            conn.execute(statement, arguments)  # type: ignore[arg-type]
        after = up_to
    due_until = rules[0].due_until
    assert due_until is not None
    store.finish_horizon(conn, org_id, id, versions[id], due_until)
