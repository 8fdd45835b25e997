"""Find the members of a live audience for the first time, or again after its rules changed.

A small organization is done within the request that asks. A large one is done range by range of contact ids, each in a
transaction of its own that holds the organization's lock exclusively (about 0.1 s), by a job. After a crash another job
goes on where it was (audiences.tasks.resume). See audiences.upkeep for the protocol with writers.

Everybody locks the row of the audience before the organization's lock: who changes the rules of one that is being built
waits for a range, and neither blocks the other.
"""

from __future__ import annotations

import threading
from uuid import UUID

from psycopg import errors as pg

from gomobile.audiences.live import moving, store
from gomobile.audiences.live.due import first_horizon
from gomobile.audiences.live.rules import load_plan
from gomobile.contacts import service as contacts
from gomobile.db.pool import Connection, connect
from gomobile.db.repeating import repeated
from gomobile.jobs.names import BUILD_AUDIENCE
from gomobile.jobs.queue import defer

AT_ONCE = 50_000
"""Contacts of an organization up to which a build does not wait for a job: 0.1 to 0.3 s."""
ROWS = 25_000
FAILED = "The members could not be found; the log of the server tells why. Change the rules to try again."


def begin(conn: Connection, org_id: UUID, id: UUID) -> None:
    """Build an audience that was just stored as `building`: at once, or by a job when the organization is large.

    In the transaction that stored it. The rules were checked before they were stored; what goes wrong is raised.
    """
    store.exclusive_lock(conn, org_id)
    if (horizon := first_horizon(load_plan(conn, org_id), id)) is not None:
        store.extend_horizon(conn, org_id, id, horizon)
    if contacts.count_contacts(conn, org_id) > AT_ONCE:
        queue(conn, org_id, id)
        return
    while _next_range(conn, org_id, id):
        pass


def queue(conn: Connection, org_id: UUID, id: UUID) -> None:
    """Let a worker build an audience."""
    defer(conn, BUILD_AUDIENCE, only_once=f"audience/{id}", org_id=str(org_id), audience_id=str(id))


def build(conninfo: str, org_id: UUID, id: UUID, stop: threading.Event | None = None) -> bool:
    """Go on with a build until it is done; False when `stop` was set before.

    What goes wrong with the rules is noted on the audience, which is `failed` then, and raised. What goes wrong with
    the database is raised alone: the build is gone on with later.
    """
    with connect(conninfo, name="gomobile-audience", autocommit=True) as conn:
        while stop is None or not stop.is_set():
            state = store.building(conn, org_id, id)
            if state is None:
                return True
            try:
                repeated(lambda: _locked_range(conn, org_id, id))
            except pg.OperationalError:
                raise
            except Exception:
                store.fail_build(conn, org_id, id, state[0], FAILED)
                raise
    return False


def _locked_range(conn: Connection, org_id: UUID, id: UUID) -> None:
    with conn.transaction():
        store.keep(conn, org_id, id)
        store.exclusive_lock(conn, org_id)
        _next_range(conn, org_id, id)


def _next_range(conn: Connection, org_id: UUID, id: UUID) -> bool:
    """Look at the next contacts; False when there are none, or the audience is not being built any more."""
    state = store.building(conn, org_id, id)
    if state is None:
        return False
    version, built_to = state
    after = built_to or store.FIRST
    plan = load_plan(conn, org_id).only(id)
    up_to = store.next_range(conn, org_id, after, ROWS)
    if up_to is None or not plan:
        store.finish_build(conn, org_id, id, version)
        for rule in plan:
            if rule.id == id and rule.due_until is not None:
                store.finish_horizon(conn, org_id, id, version, rule.due_until)
        return False
    moving.move_range(conn, org_id, plan, after, up_to)
    store.note_built(conn, org_id, id, version, up_to)
    return True
