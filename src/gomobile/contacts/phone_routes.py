"""`/contact/{id}/phones`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from gomobile.contacts import answers, service
from gomobile.contacts.contact import Contact
from gomobile.contacts.fields import PHONE_MAX, PHONE_MIN
from gomobile.contacts.numbers import service as numbers
from gomobile.contacts.numbers.presenter import phones_json
from gomobile.http.call import AgentCall, Call
from gomobile.http.call import router as make_router
from gomobile.http.etag import etag, expected_versions
from gomobile.http.json import Answer, json_response

router = make_router("/contact/{id}/phones", "contacts")


class PhoneBody(BaseModel):
    """Another number of a contact, as people write it."""

    model_config = ConfigDict(extra="forbid")

    primaryPhone: Annotated[str, Field(min_length=PHONE_MIN, max_length=PHONE_MAX)]


@router.get("")
def list_phones(call: AgentCall, id: UUID) -> Answer[answers.ContactPhones]:
    """The numbers of a contact, the primary one first. Each of them finds the contact: in upserts, imports, everywhere.

    `key` addresses a number in the requests below.
    """
    return _answer(call, service.get_contact(call.conn, call.org_id, id))


@router.post("", status_code=201)
def add_phone(call: AgentCall, id: UUID, body: PhoneBody) -> Answer[answers.ContactPhones]:
    """Give a contact another number. 409 PHONE_TAKEN names the contact that has it; `If-Match` is honoured."""
    caller, versions = call.caller, expected_versions(call.request)
    changed = numbers.add(call.conn, caller.organization, caller.actor, id, body.primaryPhone, versions=versions)
    return _answer(call, changed, status=201)


@router.delete("/{key}")
def remove_phone(call: AgentCall, id: UUID, key: str) -> Answer[answers.ContactPhones]:
    """Take a secondary number from a contact; it belongs to nobody then. `If-Match` is honoured."""
    caller, versions = call.caller, expected_versions(call.request)
    return _answer(call, numbers.remove(call.conn, caller.organization, caller.actor, id, key, versions=versions))


@router.post("/{key}/make-primary")
def make_primary(call: AgentCall, id: UUID, key: str) -> Answer[answers.ContactPhones]:
    """Make a secondary number the primary one, which becomes secondary. `If-Match` is honoured."""
    caller, versions = call.caller, expected_versions(call.request)
    return _answer(call, numbers.make_primary(call.conn, caller.organization, caller.actor, id, key, versions=versions))


def _answer(call: Call, contact: Contact, *, status: int = 200) -> Answer[answers.ContactPhones]:
    secondary = numbers.list_phones(call.conn, call.org_id, contact.id)
    shown: answers.ContactPhones = {"contactId": contact.id, "phones": phones_json(contact, secondary)}
    return json_response(shown, status=status, headers=etag(contact.version))
