"""Erasure, subject export and retention."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast
from uuid import UUID

from fastapi import Query
from starlette.responses import HTMLResponse, Response

from gomobile.http.call import AdminCall, Call
from gomobile.http.call import router as make_router
from gomobile.http.json import json_response
from gomobile.phones.normalize import Phone
from gomobile.policies.policy import changed, to_json
from gomobile.privacy import erasure_answers as answers
from gomobile.privacy.erasure import service
from gomobile.privacy.erasure.facts import erasure_json, facts
from gomobile.privacy.erasure_schemas import EraseContact, EraseNumber, RetentionBody
from gomobile.privacy.numbers import one_number
from gomobile.privacy.retention import service as retention
from gomobile.privacy.retention.policy import NAME, RetentionPolicy
from gomobile.privacy.subject import service as subject
from gomobile.privacy.subject.page import POLICY, html
from gomobile.privacy.suppression import service as suppression

router = make_router("", "erasure")

PAGE: dict[int | str, dict[str, Any]] = {200: {"content": {"text/html": {"schema": {"type": "string"}}}}}


@router.post("/contact/{id}/erase")
def erase_contact(call: AdminCall, id: UUID, body: EraseContact) -> answers.Erasure:
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
def erase_number(call: AdminCall, body: EraseNumber) -> answers.Erasure:
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


@router.get("/privacy/subject", response_model=answers.Subject, responses=PAGE)
def export_subject(
    call: AdminCall,
    phone: Annotated[str, Query(min_length=1, max_length=64, description="A number in any format.")],
    format: Annotated[Literal["json", "html"], Query(description="`html` is a page to read and print.")] = "json",
) -> Response:
    """Everything that is held about a number, for the person who asks: contacts, values, tags, audiences, consents,
    suppressions, calls, timeline, merges, rows of imports, and what the audit log says. 404 NOTHING_HELD for nothing.
    """
    found = subject.gather(call.conn, call.settings, call.caller.organization, _phone(call, phone))
    call.audit("number.disclosed", "number", found.phone_hash.hex(), after={"contactIds": found.contact_ids})
    if format == "html":
        return HTMLResponse(html(found.to_json()), headers={"Content-Security-Policy": POLICY})
    return json_response(found.to_json())


@router.get("/privacy/retention")
def get_retention(call: AdminCall) -> answers.Retention:
    """How many days things are kept, and how many rows of each kind are due: they go with the next run, once a day."""
    return _retention(call, retention.get_policy(call.conn, call.org_id))


@router.put("/privacy/retention")
def put_retention(
    call: AdminCall,
    body: RetentionBody,
    dryRun: Annotated[bool, Query(description="Only say what would be due.")] = False,
) -> answers.Retention:
    """Change how many days things are kept; null keeps them, what is left out stays as it is."""
    given = body.model_dump(exclude_unset=True)
    before = retention.get_policy(call.conn, call.org_id)
    after = changed(before, given)
    if not dryRun:
        retention.put_policy(call.conn, call.org_id, call.caller.actor, given)
        call.audit("policy.changed", "policy", NAME, before=to_json(before), after=to_json(after))
    return _retention(call, after)


def _retention(call: Call, policy: RetentionPolicy) -> answers.Retention:
    due = retention.due(call.conn, call.org_id, policy)
    names = {"import_rejects": "importRejects", "call_results": "callResults", "audience_exits": "audienceExits"}
    return {
        "policy": cast("answers.RetentionDays", to_json(policy)),
        "due": cast("answers.RetentionDue", {names.get(kind, kind): count for kind, count in due.items()}),
    }


def _phone(call: Call, text: str) -> Phone:
    return one_number(text, call.caller.organization)


def _hash(call: Call, phone_key: str) -> str:
    return suppression.hashes_of(call.conn, call.org_id, [phone_key])[phone_key].hex()
