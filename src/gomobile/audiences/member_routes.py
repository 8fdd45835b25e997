"""`/audience/{id}/…`: who is in an audience."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gomobile.audiences import service
from gomobile.audiences.schemas import ByFilter, ContactIds
from gomobile.contacts import service as contacts
from gomobile.http.call import AgentCall, ManagerCall
from gomobile.http.call import router as make_router

router = make_router("", "audiences")


@router.post("/audience/{id}/add-contacts")
def add_contacts(call: ManagerCall, id: UUID, body: ContactIds) -> Any:
    """Put contacts into a static audience, up to 10,000. The three results add up to the contacts given.

    `unknown` lists ids that are no contact of the organization, or one that is deleted or archived. 409
    AUDIENCE_IS_LIVE for a live audience.
    """
    done = service.add_contacts(call.conn, call.org_id, call.caller.actor, id, body.contacts)
    return {"added": done.added, "alreadyMembers": done.already, "unknown": done.unknown}


@router.post("/audience/{id}/remove-contacts")
def remove_contacts(call: ManagerCall, id: UUID, body: ContactIds) -> Any:
    """Take contacts out of a static audience, up to 10,000; they stay contacts."""
    done = service.remove_contacts(call.conn, call.org_id, call.caller.actor, id, body.contacts)
    return {"removed": done.removed, "notMembers": done.absent, "unknown": done.unknown}


@router.post("/audience/{id}/add-by-filter")
def add_by_filter(call: ManagerCall, id: UUID, body: ByFilter) -> Any:
    """Put every contact into a static audience that rules hold for and a search finds, as they are now.

    Contacts that match later do not enter by themselves: that is a live audience.
    """
    done = service.add_by_filter(
        call.conn, call.caller.organization, call.caller.actor, id, rules=body.filter, search=body.search
    )
    return {"added": done.added, "alreadyMembers": done.already}


@router.get("/contact/{id}/audiences")
def list_audiences_of_contact(call: AgentCall, id: UUID) -> Any:
    """The audiences that a contact is in, by name, and since when."""
    contacts.get_contact(call.conn, call.org_id, id)
    return {
        "data": [
            {"id": stay.id, "name": stay.name, "type": stay.type, "enteredAt": stay.entered_at}
            for stay in service.list_of(call.conn, call.org_id, id)
        ]
    }
