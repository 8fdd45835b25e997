"""`/audience/{id}/…`: who is in an audience."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query

from gomobile.attributes import service as attributes
from gomobile.audiences import answers, service
from gomobile.audiences.exited_pages import find_exited
from gomobile.audiences.member_pages import find_members
from gomobile.audiences.presenter import member_json
from gomobile.audiences.schemas import ByFilter, ContactIds
from gomobile.contacts import service as contacts
from gomobile.contacts.listing import SortBy
from gomobile.http.call import AgentCall, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.lists import Limit, Page, Search, SortOrder
from gomobile.http.paging import meta
from gomobile.tags import service as tags

router = make_router("", "audiences")

_Cursor = Annotated[str | None, Query(max_length=1_000, description="`meta.nextCursor` of a page.")]


@router.get("/audience/{id}/contacts")
def list_members(
    call: AgentCall,
    id: UUID,
    page: Page = 1,
    limit: Limit = 20,
    search: Search = None,
    sort_by: Annotated[SortBy, Query(alias="sortBy")] = "createdAt",
    sort_order: Annotated[SortOrder, Query(alias="sortOrder")] = "desc",
    state: Annotated[Literal["current", "exited"], Query(description="Who is in it, or who was.")] = "current",
    include: Annotated[Literal["customAttributes"] | None, Query(description="Embed custom attributes.")] = None,
    cursor: _Cursor = None,
) -> answers.AudienceMemberPage:
    """The contacts of an audience, as `GET /contact` shows them, with `enteredAt`; search and order work the same.

    With `state=exited` those who left and are not back, deleted contacts too, with their last stay: `exitedAt` and
    `exitReason` (rules, removed, replaced, deleted, archived, merged).
    """
    audience = service.get(call.conn, call.org_id, id)
    listing = contacts.make_listing(
        call.conn, call.caller.organization, search=search, sort_by=sort_by, sort_order=sort_order
    )
    find = find_members if state == "current" else find_exited
    found = find(call.conn, audience, listing, page=page, limit=limit, cursor=cursor)
    definitions = attributes.load_definitions(call.conn, call.org_id) if include else None
    tagged = tags.of_contacts(call.conn, call.org_id, [member.contact.id for member in found.members])
    return {
        "data": [member_json(member, definitions, tagged.get(member.contact.id, ())) for member in found.members],
        "meta": meta(page, limit, found.total, found.next_cursor, estimate=found.is_estimate),
    }


@router.post("/audience/{id}/add-contacts")
def add_contacts(call: ManagerCall, id: UUID, body: ContactIds) -> answers.MembersAdded:
    """Put contacts into a static audience, up to 10,000. The three results add up to the contacts given.

    `unknown` lists ids that are no contact of the organization, or one that is deleted or archived. 409
    AUDIENCE_IS_LIVE for a live audience.
    """
    done = service.add_contacts(call.conn, call.org_id, call.caller.actor, id, body.contacts)
    return {"added": done.added, "alreadyMembers": done.already, "unknown": done.unknown}


@router.post("/audience/{id}/remove-contacts")
def remove_contacts(call: ManagerCall, id: UUID, body: ContactIds) -> answers.MembersRemoved:
    """Take contacts out of a static audience, up to 10,000; they stay contacts."""
    done = service.remove_contacts(call.conn, call.org_id, call.caller.actor, id, body.contacts)
    return {"removed": done.removed, "notMembers": done.absent, "unknown": done.unknown}


@router.post("/audience/{id}/add-by-filter")
def add_by_filter(call: ManagerCall, id: UUID, body: ByFilter) -> answers.MatchesAdded:
    """Put every contact into a static audience that rules hold for and a search finds, as they are now.

    Contacts that match later do not enter by themselves: that is a live audience.
    """
    done = service.add_by_filter(
        call.conn, call.caller.organization, call.caller.actor, id, rules=body.filter, search=body.search
    )
    return {"added": done.added, "alreadyMembers": done.already}


@router.get("/contact/{id}/audiences")
def list_audiences_of_contact(call: AgentCall, id: UUID) -> answers.ContactAudiences:
    """The audiences that a contact is in, by name, and since when."""
    contacts.get_contact(call.conn, call.org_id, id)
    return {
        "data": [
            {"id": stay.id, "name": stay.name, "type": stay.type, "enteredAt": stay.entered_at}
            for stay in service.list_of(call.conn, call.org_id, id)
        ]
    }
