"""`/tags`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from gomobile.http.call import AgentCall, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.etag import etag, expected_versions
from gomobile.http.json import Answer, json_response
from gomobile.http.lists import Limit, Page, Search, SortOrder
from gomobile.http.paging import meta
from gomobile.tags import answers, service
from gomobile.tags.ordering import SortBy, cursor_at, ordered, start_of
from gomobile.tags.presenting import tag_json
from gomobile.tags.schemas import ContactList, TagCreate, TagUpdate
from gomobile.tags.service import UNSET, Tag

router = make_router("/tags", "tags")

Cursor = Annotated[str | None, Query(max_length=1_000, description="`meta.nextCursor` of a page.")]


@router.get("")
def list_tags(
    call: AgentCall,
    page: Page = 1,
    limit: Limit = 20,
    search: Search = None,
    sort_by: Annotated[SortBy, Query(alias="sortBy")] = "name",
    sort_order: Annotated[SortOrder, Query(alias="sortOrder")] = "asc",
    cursor: Cursor = None,
) -> answers.TagPage:
    """Tags with `contactCount`, the contacts that have them and are neither deleted nor archived.

    `search` is looked for in name and description.
    """
    tags = ordered(service.list_tags(call.conn, call.org_id, search), sort_by, sort_order)
    start = start_of(cursor, page, limit)
    shown = tags[start : start + limit]
    more = len(tags) > start + limit
    return {
        "data": [tag_json(tag) for tag in shown],
        "meta": meta(page, limit, len(tags), cursor_at(start + limit) if more else None),
    }


@router.post("", status_code=201)
def create_tag(call: ManagerCall, body: TagCreate) -> Answer[answers.Tag]:
    """Define a tag. 409 TAG_EXISTS names the tag that has this name, whatever its case and accents."""
    made = service.create(
        call.conn, call.org_id, call.caller.actor, body.name, color=body.color, description=body.description
    )
    return _answer(made, status=201)


@router.get("/{id}")
def get_tag(call: AgentCall, id: UUID) -> Answer[answers.Tag]:
    """One tag."""
    return _answer(service.get(call.conn, call.org_id, id))


@router.get("/{id}/usage")
def get_usage(call: AgentCall, id: UUID) -> answers.TagUsage:
    """How many contacts have the tag, and the live audiences whose rules name it: to see before deleting it."""
    found = service.usage(call.conn, call.org_id, id)
    return {
        "id": found.tag.id,
        "name": found.tag.name,
        "contactCount": found.contacts,
        "hiddenContactCount": found.hidden_contacts,
        "audiences": [{"id": audience, "name": name} for audience, name in found.audiences],
    }


@router.put("/{id}")
@router.patch("/{id}")
def update_tag(call: ManagerCall, id: UUID, body: TagUpdate) -> Answer[answers.Tag]:
    """Rename a tag, change its colour or description. Contacts and rules keep it. `If-Match` is honoured."""
    given = body.model_fields_set
    changed = service.update(
        call.conn,
        call.org_id,
        id,
        name=body.name if "name" in given else None,
        color=body.color if "color" in given else UNSET,
        description=body.description if "description" in given else UNSET,
        versions=expected_versions(call.request),
    )
    return _answer(changed)


@router.delete("/{id}")
def delete_tag(call: ManagerCall, id: UUID) -> answers.TagDeleted:
    """Delete a tag and take it off its contacts; there is no way back. `GET /tags/{id}/usage` shows what it does.

    409 TAG_IN_USE while rules of live audiences name it. From many contacts it is taken off in the background;
    nobody sees it from now on. `If-Match` is honoured.
    """
    tag, done = service.delete(call.conn, call.org_id, call.caller.actor, id, versions=expected_versions(call.request))
    message = "The tag is deleted." if done else "The tag is deleted; contacts lose it in the background."
    return {"message": message, "contactCount": tag.contacts}


@router.post("/{id}/add-contacts")
def add_contacts(call: AgentCall, id: UUID, body: ContactList) -> answers.TagAdded:
    """Put the tag on up to 10,000 contacts. `added`, `alreadyTagged` and `unknown` add up to the contacts given."""
    moved = service.add_contacts(call.conn, call.org_id, call.caller.actor, id, body.contacts)
    return {"added": len(moved.changed), "alreadyTagged": moved.unchanged, "unknown": moved.unknown}


@router.post("/{id}/remove-contacts")
def remove_contacts(call: AgentCall, id: UUID, body: ContactList) -> answers.TagRemoved:
    """Take the tag off up to 10,000 contacts. `removed`, `notTagged` and `unknown` add up to the contacts given."""
    moved = service.remove_contacts(call.conn, call.org_id, call.caller.actor, id, body.contacts)
    return {"removed": len(moved.changed), "notTagged": moved.unchanged, "unknown": moved.unknown}


def _answer(tag: Tag, *, status: int = 200) -> Answer[answers.Tag]:
    return json_response(tag_json(tag), status=status, headers=etag(tag.version))
