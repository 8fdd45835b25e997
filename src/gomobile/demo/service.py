"""Fill an empty organization with invented people, so that a newcomer sees everything alive.

Everything is made through the doors that people and programs use, so that it looks as if they had: imports with
their counts and rejects, call results, statements of consent, bulk actions that can be undone. Only the past is
given: imports and people of the website are dated on the days on which they would have come.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.accounts.errors import OrganizationNotFound
from gomobile.clock import now
from gomobile.contacts import service as contacts
from gomobile.db.pool import Connection, connect
from gomobile.demo import store
from gomobile.demo.errors import DemoBusy, DemoNotEmpty, DemoNotFound
from gomobile.demo.filling import Filling, Step
from gomobile.demo.limits import FEWEST, MOST, PEOPLE, SEED
from gomobile.demo.steps import STEPS
from gomobile.demo.store import Demo
from gomobile.errors import AppError, InvalidInput
from gomobile.jobs.names import FILL_DEMO
from gomobile.jobs.queue import defer
from gomobile.settings import Settings

if TYPE_CHECKING:
    from gomobile.http.answers import Failure

__all__ = ["Demo"]

SLUG = "demo"

Report = Callable[[Demo], None]


def ignore(_demo: Demo) -> None:
    """Report to nobody."""


def own_organization(conn: Connection) -> Organization:
    """The organization "Demo", which is created when there is none."""
    try:
        return accounts.get_organization(conn, SLUG)
    except OrganizationNotFound:
        return accounts.create_organization(conn, "Demo", country="MA", slug=SLUG, plan="enterprise")


def find(conn: Connection, org_id: UUID) -> Demo | None:
    """How far the filling of an organization is; None when nobody began one."""
    return store.get(conn, org_id)


def is_available(conn: Connection, org_id: UUID) -> bool:
    """Whether an organization can be filled: it has no contacts and was not filled before."""
    return store.get(conn, org_id) is None and contacts.count_contacts(conn, org_id) == 0


def begin(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    *,
    people: int = PEOPLE,
    seed: int = SEED,
    today: date | None = None,
    in_background: bool = False,
) -> Demo:
    """Note that an organization is to be filled, for `run` or, with `in_background`, a worker to do.

    One that was interrupted, or failed, is gone on with as it was begun. Raises InvalidInput, or DemoNotEmpty.
    """
    if not FEWEST <= people <= MOST:
        text = f"Give {FEWEST} to {MOST:,} people."
        raise InvalidInput.of("people", "range", text, people, min=FEWEST, max=MOST)
    known = store.get(conn, organization.id)
    if known is None:
        if contacts.count_contacts(conn, organization.id):
            raise DemoNotEmpty
        store.insert(
            conn, organization.id, actor, people=people, seed=seed, today=today or now().date(), steps=len(STEPS)
        )
        known = get(conn, organization.id)
    elif known.status == "completed":
        raise DemoNotEmpty("This organization was filled with invented people already; look at them there.")
    else:
        store.note_doing(conn, organization.id, known.doing)
    if in_background:
        queue(conn, organization.id)
    return known


def queue(conn: Connection, org_id: UUID) -> None:
    """Let a worker do it."""
    defer(conn, FILL_DEMO, only_once=f"demo/{org_id}", org_id=str(org_id))


def get(conn: Connection, org_id: UUID) -> Demo:
    """How far the filling of an organization is. Raises DemoNotFound."""
    found = store.get(conn, org_id)
    if found is None:
        raise DemoNotFound
    return found


def run(
    conninfo: str,
    settings: Settings,
    org_id: UUID,
    *,
    stop: threading.Event | None = None,
    report: Report = ignore,
) -> Demo:
    """Make the steps that are left; `stop` makes it rest after one, to be gone on with.

    What goes wrong is noted, and raised. Raises DemoBusy while another process fills the organization.
    """
    halt = stop or threading.Event()
    with _held(conninfo, org_id) as control:
        demo = get(control, org_id)
        organization = accounts.organization_of(control, org_id)
        filling = Filling(conninfo, settings, organization, demo, halt, dict(demo.kept), dict(demo.made))
        try:
            for number, step in enumerate(STEPS[demo.done :], demo.done + 1):
                if halt.is_set():
                    return get(control, org_id)
                store.note_doing(control, org_id, step.doing)
                report(get(control, org_id))
                _make(filling, number, step)
        except Exception as error:
            known = isinstance(error, AppError)
            shown: Failure = {
                "code": error.code if known else "INTERNAL_ERROR",  # type: ignore[union-attr]
                "message": error.message if known else f"{type(error).__name__}; see the log.",  # type: ignore[union-attr]
            }
            if not halt.is_set():
                store.finish(control, org_id, "failed", shown)
            raise
        store.finish(control, org_id, "completed")
        return get(control, org_id)


def unfinished(conn: Connection) -> list[UUID]:
    """The organizations whose filling has not ended, of every organization."""
    return store.unfinished(conn)


def is_held(conninfo: str, org_id: UUID) -> bool:
    """Whether a process fills an organization at this moment."""
    with connect(conninfo, name="gomobile-demo-probe", autocommit=True) as probe:
        return not store.hold(probe, org_id)


def _make(filling: Filling, number: int, step: Step) -> None:
    """One step, and the note that it is made, in one transaction where the step is one."""
    if step.work is not None:
        step.work(filling)
    with connect(filling.conninfo, name="gomobile-demo") as conn:
        if step.write is not None:
            step.write(filling, conn)
        store.note_done(conn, filling.org_id, number, filling.kept, filling.made)


@contextmanager
def _held(conninfo: str, org_id: UUID) -> Iterator[Connection]:
    with connect(conninfo, name="gomobile-demo-control", autocommit=True) as control:
        if not store.hold(control, org_id):
            raise DemoBusy
        try:
            yield control
        finally:
            store.release(control, org_id)
