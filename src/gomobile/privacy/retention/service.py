"""Remove what is older than an organization keeps: in small transactions, so that nobody waits and a run that was cut
short goes on the next day where it ended.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from gomobile.accounts.caller import Actor
from gomobile.audit import service as audit
from gomobile.clock import now
from gomobile.db.pool import Connection, connect
from gomobile.policies import service as policies
from gomobile.privacy.erasure import service as erasure
from gomobile.privacy.retention import store
from gomobile.privacy.retention.policy import NAME, RetentionPolicy
from gomobile.privacy.retention.store import FIRST, Old

log = structlog.get_logger("gomobile.privacy")

SYSTEM = Actor("system")
CONTACTS = 500
ROWS = 10_000

Counts = dict[str, int]
"""By kind: trash, import_rejects, call_results, audience_exits, history."""


def get_policy(conn: Connection, org_id: UUID) -> RetentionPolicy:
    """How long the organization keeps things."""
    return policies.get(conn, org_id, NAME, RetentionPolicy)


def put_policy(conn: Connection, org_id: UUID, actor: Actor, raw: object) -> RetentionPolicy:
    """Change how long things are kept. Raises InvalidInput naming each refused setting."""
    return policies.put(conn, org_id, actor, NAME, raw)


def due(conn: Connection, org_id: UUID, policy: RetentionPolicy, at: datetime | None = None) -> Counts:
    """How many rows of each kind a policy would remove now; kinds that it keeps are left out."""
    return {kind: store.count(conn, kind, old) for kind, old in _limits(org_id, policy, at or now()).items()}


def apply_everywhere(conninfo: str, stop: threading.Event) -> dict[UUID, Counts]:
    """Remove what is due of every organization; what was removed, by organization.

    What goes wrong for one is logged and keeps no other waiting.
    """
    with connect(conninfo, name="gomobile-retention") as conn:
        organizations = store.list_organizations(conn)
    done = {}
    for org_id in organizations:
        if stop.is_set():
            break
        try:
            done[org_id] = apply(conninfo, org_id, stop=stop)
        except Exception:
            log.exception("retention was not applied", organization=str(org_id))
    return done


def apply(conninfo: str, org_id: UUID, *, at: datetime | None = None, stop: threading.Event | None = None) -> Counts:
    """Remove what is due of one organization. The audit log tells how much, of each kind.

    Nothing is done while another process does it.
    """
    stop = stop or threading.Event()
    # No transaction is held meanwhile: it would keep PostgreSQL from cleaning up after the removals.
    with connect(conninfo, name="gomobile-retention", autocommit=True) as guard:
        if not store.lock_run(guard, org_id):
            return {}
        try:
            removed: Counts = {}
            for kind, old in _limits(org_id, get_policy(guard, org_id), at or now()).items():
                if count := _REMOVE[kind](conninfo, old, stop):
                    removed[kind] = count
            if removed:
                with guard.transaction():
                    _record(guard, org_id, removed)
            return removed
        finally:
            store.unlock_run(guard, org_id)


def _record(conn: Connection, org_id: UUID, removed: Counts) -> None:
    after = {"removed": removed}
    audit.record(
        conn, SYSTEM, "retention.applied", subject_kind="organization", subject_id=org_id, after=after, org_id=org_id
    )


def _limits(org_id: UUID, policy: RetentionPolicy, at: datetime) -> dict[str, Old]:
    """Before which moment each kind goes."""
    days = {name.removesuffix("_days"): value for name, value in asdict(policy).items()}
    return {kind: Old(org_id, at - timedelta(days=value)) for kind, value in days.items() if value is not None}


def _chunks(conninfo: str, stop: threading.Event, remove: Callable[[Connection], int]) -> int:
    """Repeat `remove`, each time in a transaction of its own, until nothing is left."""
    total = 0
    while not stop.is_set():
        with connect(conninfo, name="gomobile-retention") as conn:
            count = remove(conn)
        total += count
        if not count:
            break
    return total


def _empty_trash(conninfo: str, old: Old, stop: threading.Event) -> int:
    def remove(conn: Connection) -> int:
        return erasure.erase_many(conn, old.org_id, SYSTEM, store.trash(conn, old, CONTACTS)).get("contacts", 0)

    return _chunks(conninfo, stop, remove)


def _drop_rejects(conninfo: str, old: Old, stop: threading.Event) -> int:
    with connect(conninfo, name="gomobile-retention") as conn:
        store.drop_import_samples(conn, old)
    return _chunks(conninfo, stop, lambda conn: store.drop_import_rejects(conn, old, ROWS))


def _drop_calls(conninfo: str, old: Old, stop: threading.Event) -> int:
    return _chunks(conninfo, stop, lambda conn: store.drop_call_results(conn, old, ROWS))


def _drop_exits(conninfo: str, old: Old, stop: threading.Event) -> int:
    return _walk(conninfo, old, stop, store.drop_exits)


def _drop_history(conninfo: str, old: Old, stop: threading.Event) -> int:
    return _walk(conninfo, old, stop, store.drop_history)


def _walk(
    conninfo: str,
    old: Old,
    stop: threading.Event,
    drop: Callable[[Connection, Old, UUID, int], tuple[int, UUID | None]],
) -> int:
    """Go through all contacts part by part: old rows are spread over them."""
    total, after = 0, FIRST
    while not stop.is_set():
        with connect(conninfo, name="gomobile-retention") as conn:
            count, to = drop(conn, old, after, ROWS)
        if to is None:
            break
        total, after = total + count, to
    return total


_REMOVE: dict[str, Callable[[str, Old, threading.Event], int]] = {
    "trash": _empty_trash,
    "import_rejects": _drop_rejects,
    "call_results": _drop_calls,
    "audience_exits": _drop_exits,
    "history": _drop_history,
}
