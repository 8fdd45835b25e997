"""Erasure, subject export and retention."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gomobile.http.call import AdminCall, Call
from gomobile.http.call import router as make_router
from gomobile.phones.normalize import Phone
from gomobile.privacy.erasure import service
from gomobile.privacy.erasure.facts import erasure_json, facts
from gomobile.privacy.erasure_schemas import EraseContact, EraseNumber
from gomobile.privacy.numbers import one_number
from gomobile.privacy.suppression import service as suppression

router = make_router("", "erasure")


@router.post("/contact/{id}/erase")
def erase_contact(call: AdminCall, id: UUID, body: EraseContact) -> Any:
    """Remove everything about a contact for good: values, timeline, calls, consents, rows and files of imports.

    What was merged into it goes with it. Counts in reports stay. A number that is suppressed stays suppressed by its
    hash; with `suppress` it is from now on. The second of two who erase at once is told 404.
    """
    done = service.erase_contact(
        call.conn, call.settings, call.caller.organization, call.caller.actor, id, suppress=body.suppress
    )
    call.audit("contact.erased", "contact", id, after={"reason": body.reason, **facts(done)})
    return erasure_json(done)


@router.post("/privacy/erase")
def erase_number(call: AdminCall, body: EraseNumber) -> Any:
    """Remove everything about whoever has a number, also where no contact has it. 404 NOTHING_HELD for nothing."""
    phone = _phone(call, body.phone)
    done = service.erase_number(
        call.conn,
        call.settings,
        call.caller.organization,
        call.caller.actor,
        phone.key,
        suppress=body.suppress,
    )
    after = {"reason": body.reason, **facts(done), "contactIds": done.contact_ids}
    call.audit("number.erased", "number", _hash(call, phone.key), after=after)
    return erasure_json(done)


def _phone(call: Call, text: str) -> Phone:
    return one_number(text, call.caller.organization)


def _hash(call: Call, phone_key: str) -> str:
    return suppression.hashes_of(call.conn, call.org_id, [phone_key])[phone_key].hex()
