"""`/quality`, and what keeps a contact from being called."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from gomobile.calls import service as calls
from gomobile.calls.presenter import engagement_json
from gomobile.contacts import service as contacts
from gomobile.contacts.errors import ContactNotFound
from gomobile.http.call import AgentCall, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.quality import answers, service, summary
from gomobile.quality.callable import TEXTS, Channel
from gomobile.quality.hygiene.answers import HygieneRun
from gomobile.quality.hygiene.presenter import run_json
from gomobile.quality.presenter import summary_json
from gomobile.quality.schemas import VerifyBody

router = make_router("", "quality")


@router.get("/quality/summary")
def get_summary(
    call: AgentCall,
    fresh: Annotated[bool, Query(description="Count now; takes seconds at a million contacts.")] = False,
) -> answers.QualitySummary:
    """How healthy the contacts are: each number with the `filter` (and `parameters`) of `path` that open what it
    counts.

    The numbers of more than 50,000 contacts are kept: `computedAt` says when they were counted, `refreshing` that they
    are being counted again.
    """
    return summary_json(summary.summarize(call.conn, call.caller.organization, fresh=fresh))


@router.post("/quality/verify", status_code=202)
def verify_numbers(
    call: ManagerCall,
    body: VerifyBody,
    dryRun: Annotated[bool, Query(description="Only report what would change.")] = False,
) -> HygieneRun:
    """Read numbers again by the numbering plans of today, in the background: status, type and region are brought up to
    date. A number that would be another one today stays as it is and is reported as `wouldBeAnotherNumber`.
    """
    run = service.verify_numbers(
        call.conn,
        call.caller.organization,
        call.caller.actor,
        contacts=body.contacts,
        filter=body.filter,
        dry_run=dryRun,
    )
    return run_json(run)


@router.post("/contact/{id}/verify")
def verify_contact(call: AgentCall, id: UUID) -> answers.ContactEngagement:
    """Vouch for the number of a contact: failed calls until now no longer count, and it returns to dialling."""
    if not calls.verify(call.conn, call.org_id, call.caller.actor, [id]):
        raise ContactNotFound
    return {"contactId": id, "engagement": engagement_json(calls.engagement(call.conn, call.org_id, id))}


@router.get("/contact/{id}/callable")
def get_callable(
    call: AgentCall, id: UUID, channel: Annotated[Channel, Query(description="How it is to be reached.")] = "call"
) -> answers.Callable:
    """Whether a contact may be called (or written to) now and, if not, every reason why."""
    contacts.get_contact(call.conn, call.org_id, id, deleted=True)
    reasons = service.callable_reasons(call.conn, call.org_id, [id], channel)[id]
    return {
        "contactId": id,
        "channel": channel,
        "callable": not reasons,
        "reasons": [{"code": reason, "message": TEXTS[reason]} for reason in reasons],
    }
