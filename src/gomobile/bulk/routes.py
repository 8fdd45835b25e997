"""`/bulk-actions`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gomobile.bulk import answers, service
from gomobile.bulk.action import role_for
from gomobile.bulk.presenter import action_json
from gomobile.bulk.schemas import BulkActionBody, CountBody
from gomobile.clock import now
from gomobile.errors import FieldError, Forbidden, InvalidInput
from gomobile.http.call import AgentCall, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.lists import Cursor, Limit, Page
from gomobile.http.paging import decode_id, encode_id, meta

router = make_router("/bulk-actions", "bulk actions")


@router.post("/count")
def count_contacts(call: AgentCall, body: CountBody) -> answers.ContactCount:
    """How many contacts a filter means at this moment: to see, and to confirm, before an action on them."""
    given = _object(body, "filter")
    return {"count": service.count(call.conn, call.caller.organization, given.get("filter")), "isExact": True}


@router.post("", status_code=202)
def start_bulk_action(call: AgentCall, body: BulkActionBody) -> answers.BulkAction:
    """Do one thing to every contact of a filter, as a job: tag, archive, delete, set a field and more.

    `expectedCount` is what `/bulk-actions/count` answered: 409 COUNT_CHANGED with the new count when the present one
    differs by more than 1 %. Agents may tag and untag, everything else needs a manager.
    """
    given = _object(body, "action", "parameters", "filter", "expectedCount")
    needed = role_for(str(given.get("action")))
    if not call.caller.may(needed):
        raise Forbidden(f"This action on many contacts needs the role {needed}; agents may tag and untag.")
    made = service.create(
        call.conn,
        call.caller.organization,
        call.caller.actor,
        action=given.get("action"),
        parameters=given.get("parameters"),
        filter=given.get("filter"),
        expected=given.get("expectedCount"),
    )
    return action_json(made, now())


@router.get("")
def list_bulk_actions(
    call: AgentCall, page: Page = 1, limit: Limit = 20, cursor: Cursor = None
) -> answers.BulkActionPage:
    """Bulk actions, newest first, with their progress."""
    found, more, total = service.list_actions(call.conn, call.org_id, page, limit, before=decode_id(cursor))
    next_cursor = encode_id(found[-1].id) if more else None
    return {"data": [action_json(one, now()) for one in found], "meta": meta(page, limit, total, next_cursor)}


@router.get("/{id}")
def get_bulk_action(call: AgentCall, id: UUID) -> answers.BulkAction:
    """One bulk action: state, live progress and what undo did. `changed` and `skipped` add up to `done`."""
    return action_json(service.get(call.conn, call.org_id, id), now())


@router.post("/{id}/cancel", status_code=202)
def cancel_bulk_action(call: ManagerCall, id: UUID) -> answers.BulkAction:
    """Stop an action at its next chunk; what is done stays, and can be undone."""
    return action_json(service.cancel(call.conn, call.org_id, id), now())


@router.post("/{id}/undo", status_code=202)
def undo_bulk_action(call: ManagerCall, id: UUID) -> answers.BulkAction:
    """Put back what an action changed, except where somebody has changed the same since: `undo.skipped`."""
    return action_json(service.begin_undo(call.conn, call.org_id, call.caller.actor, id), now())


def _object(body: Any, *known: str) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise InvalidInput.of("body", "type", "The body is an object.")
    unknown = [
        FieldError(name[:64], "unknownProperty", "This property is not known.") for name in body if name not in known
    ]
    if unknown:
        raise InvalidInput(unknown)
    return body
