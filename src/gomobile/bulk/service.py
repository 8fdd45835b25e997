"""Bulk actions: count first, confirm with that count, do it chunk by chunk, undo it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.bulk import selecting, store
from gomobile.bulk.action import ACTIONS, BulkAction
from gomobile.bulk.chosen import Chosen, read_chosen, state_problem
from gomobile.bulk.doing import do, take_back
from gomobile.bulk.errors import BulkActionBusy, BulkActionNotFound, BulkActionState, CountChanged
from gomobile.bulk.parameters import read_parameters
from gomobile.db.pool import Connection, connect
from gomobile.db.repeating import repeated
from gomobile.errors import AppError, FieldError, InvalidInput
from gomobile.jobs.failure import failure_of
from gomobile.jobs.names import RUN_BULK_ACTION, UNDO_BULK_ACTION
from gomobile.jobs.queue import defer

TOLERANCE = 0.01
"""The share by which the present count may differ from the one that was confirmed."""

Report = Callable[[BulkAction], None]


def ignore(_action: BulkAction) -> None:
    """Report to nobody."""


def count(conn: Connection, organization: Organization, raw: object) -> int:
    """How many contacts a filter (as in a request body) means at this moment, exactly. Raises InvalidInput."""
    chosen, errors = read_chosen(raw)
    if errors:
        raise InvalidInput(errors)
    return _count(conn, organization, chosen)


def create(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    *,
    action: object,
    parameters: object,
    filter: object,
    expected: object,
    queue: bool = True,
) -> BulkAction:
    """Note an action and, with `queue`, let a worker do it.

    Raises InvalidInput naming each wrong field, or CountChanged when the contacts are not about `expected` any more.
    """
    if action not in ACTIONS:
        text = f"action is one of {', '.join(ACTIONS)}."
        raise InvalidInput.of("action", "enum" if action is not None else "required", text, enum=ACTIONS)
    kind = str(action)
    chosen, errors = read_chosen(filter)
    kept, wrong = read_parameters(conn, organization, kind, parameters)
    errors += wrong
    if not errors and (problem := state_problem(kind, chosen)):
        errors.append(problem)
    if type(expected) is not int or expected < 0:
        text = "Count first (POST /bulk-actions/count), then confirm with that count."
        errors.append(FieldError("expectedCount", "required" if expected is None else "type", text))
    if errors:
        raise InvalidInput(errors)
    assert isinstance(expected, int)
    present = _count(conn, organization, chosen)
    if abs(present - expected) > TOLERANCE * expected:
        raise CountChanged(
            f"{present:,} contacts match by now, not {expected:,}; look at them again and confirm with the new count.",
            count=present,
        )
    id = store.insert(
        conn, organization.id, actor, action=kind, parameters=kept, filter=chosen.to_json(), expected=expected
    )
    if queue:
        _queue(conn, RUN_BULK_ACTION, organization.id, id)
    return get(conn, organization.id, id)


def get(conn: Connection, org_id: UUID, id: UUID) -> BulkAction:
    """One action with its progress. Raises BulkActionNotFound."""
    found = store.get(conn, org_id, id)
    if found is None:
        raise BulkActionNotFound
    return found


def list_actions(
    conn: Connection, org_id: UUID, page: int, limit: int, *, before: UUID | None = None
) -> tuple[list[BulkAction], bool, int]:
    """A page of actions, newest first, whether more follow, and how many there are in all.

    The page is that of its number, or starts after the action `before`.
    """
    offset = 0 if before else (page - 1) * limit
    found, total = store.list_actions(conn, org_id, limit + 1, offset, before)
    return found[:limit], len(found) > limit, total


def cancel(conn: Connection, org_id: UUID, id: UUID) -> BulkAction:
    """Stop an action at its next chunk; what is done stays and can be undone. Raises BulkActionState."""
    found = get(conn, org_id, id)
    status = store.request_cancel(conn, org_id, id)
    if status is None:
        raise BulkActionState(f"The action is {found.status}; there is nothing to stop.", status=found.status)
    if status == "queued":
        store.move(conn, org_id, id, "cancelled", of=["queued"])
    return get(conn, org_id, id)


def begin_undo(conn: Connection, org_id: UUID, actor: Actor, id: UUID, *, queue: bool = True) -> BulkAction:
    """Mark an action that has ended as being undone and, with `queue`, let a worker do so. Raises BulkActionState."""
    found = get(conn, org_id, id)
    if not store.begin_undo(conn, org_id, actor, id):
        text = f"The action is {found.status}; only one that has ended can be undone, once."
        raise BulkActionState(text, status=found.status)
    if queue:
        _queue(conn, UNDO_BULK_ACTION, org_id, id)
    return get(conn, org_id, id)


def run(
    conninfo: str, org_id: UUID, id: UUID, *, stop: threading.Event | None = None, report: Report = ignore
) -> BulkAction:
    """Do an action, or what is left of it, to its end; `stop` makes it rest after a chunk, to be resumed.

    What keeps it from going on (the tag is gone, say) makes it `failed`, with the error. Raises BulkActionBusy.
    """
    with _held(conninfo, id) as conn:
        if not store.move(conn, org_id, id, "running", of=["queued", "running"]):
            return get(conn, org_id, id)
        try:
            _fix(conn, org_id, id)
            while (action := get(conn, org_id, id)) and not (stop and stop.is_set()):
                report(action)
                if action.cancel_requested:
                    store.move(conn, org_id, id, "cancelled", of=["running"])
                    break
                if not repeated(lambda action=action: _do_chunk(conn, org_id, action)):
                    store.move(conn, org_id, id, "completed", of=["running"])
                    break
        except Exception as error:
            _fail(conn, org_id, id, error)
        return get(conn, org_id, id)


def undo(
    conninfo: str, org_id: UUID, id: UUID, *, stop: threading.Event | None = None, report: Report = ignore
) -> BulkAction:
    """Put back what an action changed, or what is left of it, except where somebody changed the same since.

    `begin_undo` came before. Where the tag or the audience is gone, nothing is left to put back. What goes wrong makes
    it `failed`, to be undone again. Raises BulkActionBusy.
    """
    with _held(conninfo, id) as conn:
        try:
            while (action := get(conn, org_id, id)).status == "undoing" and not (stop and stop.is_set()):
                report(action)
                if not repeated(lambda action=action: _undo_chunk(conn, org_id, action)):
                    store.move(conn, org_id, id, "undone", of=["undoing"])
        except Exception as error:
            _fail(conn, org_id, id, error)
        return get(conn, org_id, id)


def _count(conn: Connection, organization: Organization, chosen: Chosen) -> int:
    try:
        return selecting.count(conn, organization, chosen)
    except InvalidInput as error:
        raise InvalidInput(
            FieldError(f"filter.{one.field}", one.code, one.message, one.params, one.value) for one in error.errors
        ) from error


def _queue(conn: Connection, task: str, org_id: UUID, id: UUID) -> None:
    arguments: dict[str, Any] = {"org_id": str(org_id), "action_id": str(id)}
    defer(conn, task, only_once=f"{task}/{id}", **arguments)


@contextmanager
def _held(conninfo: str, id: UUID) -> Iterator[Connection]:
    """A connection that holds an action: no other process works on it meanwhile."""
    with connect(conninfo, name="gomobile-bulk", autocommit=True) as conn:
        if not store.hold(conn, id):
            raise BulkActionBusy
        try:
            yield conn
        finally:
            store.release(conn, id)


def _fail(conn: Connection, org_id: UUID, id: UUID, error: Exception) -> None:
    """Store what ended an action or its undo; raises it where that is only that the database is not reached."""
    failure = failure_of(error)
    if failure is None:
        raise error
    store.move(conn, org_id, id, "failed", of=["running", "undoing"], error=dict(failure))


def _fix(conn: Connection, org_id: UUID, id: UUID) -> None:
    """Fix the set of contacts, once."""
    action = get(conn, org_id, id)
    if action.matched is not None:
        return
    organization = accounts.organization_of(conn, org_id)
    chosen, errors = read_chosen(action.filter)
    if errors:
        raise InvalidInput(errors)
    with conn.transaction():
        store.set_matched(conn, org_id, id, selecting.fix(conn, organization, id, chosen))


def _do_chunk(conn: Connection, org_id: UUID, action: BulkAction) -> bool:
    with conn.transaction():
        chunk = store.next_chunk(conn, org_id, action.id)
        if chunk is None:
            return False
        changed = do(conn, org_id, action, chunk.contact_ids)
        store.finish_chunk(conn, org_id, action.id, chunk.number, changed)
        return True


def _undo_chunk(conn: Connection, org_id: UUID, action: BulkAction) -> bool:
    with conn.transaction():
        chunk = store.next_to_undo(conn, org_id, action.id)
        if chunk is None:
            return False
        try:
            with conn.transaction():
                undone = len(take_back(conn, org_id, action, chunk.changed_ids))
        except AppError:
            undone = 0
        store.finish_undo(conn, org_id, action.id, chunk.number, undone)
        return True
