"""`/views`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from gomobile.http.answers import Message
from gomobile.http.call import AgentCall, Call
from gomobile.http.call import router as make_router
from gomobile.http.etag import etag, expected_versions
from gomobile.http.json import Answer, json_response
from gomobile.views import answers, service
from gomobile.views.schemas import ViewCreate, ViewUpdate
from gomobile.views.service import View
from gomobile.views.view import ViewList

router = make_router("/views", "saved views")


@router.get("")
def list_views(
    call: AgentCall, list: Annotated[ViewList | None, Query(description="Of this list alone.")] = None
) -> answers.SavedViews:
    """Your views and the shared ones, by list and position."""
    return {"data": [_json(call, one) for one in service.list_views(call.conn, call.caller, list)]}


@router.post("", status_code=201)
def create_view(call: AgentCall, body: ViewCreate) -> Answer[answers.SavedView]:
    """Save a list as it is arranged. 409 VIEW_EXISTS when you have one of this name for this list."""
    made = service.create(
        call.conn, call.caller, body.list, body.name, body.query, shared=body.shared, position=body.position
    )
    return json_response(_json(call, made), status=201, headers=etag(made.version))


@router.get("/{id}")
def get_view(call: AgentCall, id: UUID) -> Answer[answers.SavedView]:
    """One view, your own or a shared one."""
    found = service.get(call.conn, call.caller, id)
    return json_response(_json(call, found), headers=etag(found.version))


@router.patch("/{id}")
def update_view(call: AgentCall, id: UUID, body: ViewUpdate) -> Answer[answers.SavedView]:
    """Change a view of yours, or as a manager one that is shared; what is left out stays."""
    changes = {name: getattr(body, name) for name in body.model_fields_set}
    changed = service.update(call.conn, call.caller, id, changes, expected_versions(call.request))
    return json_response(_json(call, changed), headers=etag(changed.version))


@router.delete("/{id}")
def delete_view(call: AgentCall, id: UUID) -> Message:
    """Forget a view of yours, or as a manager one that is shared."""
    service.delete(call.conn, call.caller, id)
    return {"message": "The view is deleted."}


def _json(call: Call, view: View) -> answers.SavedView:
    mine = view.belongs_to(call.caller)
    return {
        "id": view.id,
        "list": view.list,
        "name": view.name,
        "query": view.query,
        "shared": view.shared,
        "mine": mine,
        "editable": mine or call.caller.may(service.SHARING),
        "position": view.position,
        "version": view.version,
        "createdAt": view.created_at,
        "updatedAt": view.updated_at,
    }
