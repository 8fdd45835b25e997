"""`/actors`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from gomobile.http.call import AgentCall
from gomobile.http.call import router as make_router
from gomobile.people import answers, service

router = make_router("/actors", "people")

Ids = Annotated[list[UUID], Query(alias="id", min_length=1, max_length=100, description="Once for each id.")]


@router.get("")
def list_actor_names(call: AgentCall, ids: Ids) -> answers.ActorNames:
    """What those are called who made changes, by the ids of `createdBy`, `updatedBy` and the like: keys and people by
    their names, imports by their files. Ids that the organization does not know are left out.
    """
    names = service.names_of(call.conn, call.org_id, ids)
    return {"data": [{"id": id, "name": names[id]} for id in dict.fromkeys(ids) if id in names]}
