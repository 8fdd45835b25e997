"""`/audience/preview` and `/audience-fields`: try rules out before they are saved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from gomobile.audiences import answers, previewing
from gomobile.contacts.contact import contact_json
from gomobile.http.call import AgentCall
from gomobile.http.call import router as make_router

router = make_router("", "audiences")


class AudienceRules(BaseModel):
    """Rules to try out."""

    model_config = ConfigDict(extra="forbid")

    rules: dict[str, Any] = Field(description="A rule group, as of a live audience.")
    contactId: UUID | None = Field(None, description="Say node by node why this contact is in or out.")
    exact: bool = Field(False, description="Count however long it takes; a large organization is estimated otherwise.")
    sample: int = Field(10, ge=0, le=100, description="How many matching contacts to show.")


@router.post("/audience/preview")
def preview_audience(call: AgentCall, body: AudienceRules) -> answers.AudiencePreview:
    """Count the contacts that a rule group would mean, show some, and with `contactId` say why that one is in or out.

    Nothing is saved. Of a large organization `count` is an estimate (`isEstimate`), between `low` and `high` with 95 %
    certainty; `exact` counts.
    """
    organization = call.caller.organization
    found = previewing.preview(call.conn, organization, body.rules, exact=body.exact, shown=body.sample)
    answer: answers.AudiencePreview = {
        "count": found.count,
        "isEstimate": found.is_estimate,
        "low": found.low,
        "high": found.high,
        "sample": [contact_json(contact) for contact in found.sample],
    }
    if body.contactId is not None:
        answer["why"] = previewing.explain(call.conn, organization, body.rules, body.contactId)
    return answer


@router.get("/audience-fields")
def list_audience_fields(call: AgentCall) -> answers.AudienceFields:
    """What rules can ask about: each field with its type, its operators and, where there are few, its values."""
    return {"data": previewing.fields(call.conn, call.caller.organization)}


@router.get("/audience/{id}/why/{contactId}")
def explain_audience(call: AgentCall, id: UUID, contactId: UUID) -> answers.AudienceExplained:
    """Why a contact is in a live audience or not, node by node."""
    return previewing.explain_audience(call.conn, call.caller.organization, id, contactId)
