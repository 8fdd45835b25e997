"""`/audience`: audiences."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from gomobile.audiences import answers, service
from gomobile.audiences.audience import Audience, AudienceSort, AudienceType
from gomobile.audiences.presenter import audience_json, template_json
from gomobile.audiences.schemas import AudienceCreate, AudienceUpdate, FromTemplate, Split
from gomobile.audiences.templates import TEMPLATES
from gomobile.errors import FieldError, InvalidInput
from gomobile.http.call import AgentCall, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.etag import etag, expected_versions
from gomobile.http.json import Answer, json_response
from gomobile.http.lists import Limit, Page, Search, SortOrder
from gomobile.http.paging import page_meta

router = make_router("", "audiences")


@router.get("/audience")
def list_audiences(
    call: AgentCall,
    page: Page = 1,
    limit: Limit = 20,
    search: Search = None,
    sort_by: Annotated[AudienceSort, Query(alias="sortBy")] = "createdAt",
    sort_order: Annotated[SortOrder, Query(alias="sortOrder")] = "desc",
    type: Annotated[AudienceType | None, Query(description="Only these.")] = None,
) -> answers.AudiencePage:
    """Audiences with the number of their members. `search` is looked for in names and descriptions."""
    found, total = service.list_page(
        call.conn,
        call.org_id,
        type=type,
        search=search,
        sort_by=sort_by,
        descending=sort_order == "desc",
        page=page,
        limit=limit,
    )
    return {"data": [audience_json(audience) for audience in found], "meta": page_meta(page, limit, total)}


@router.post("/audience", status_code=201)
def create_audience(call: ManagerCall, body: AudienceCreate) -> Answer[answers.Audience]:
    """Make an audience: a static one, empty, or a live one, whose members its rules decide.

    The members of a live one are found at once; in a large organization by a job, until whose end its `status` is
    `building`. 409 AUDIENCE_EXISTS when another one has the name.
    """
    made = service.create(
        call.conn,
        call.caller.organization,
        call.caller.actor,
        body.name,
        description=body.description,
        type=body.type,
        rules=body.rules,
    )
    return _answer(made, status=201)


@router.get("/audience-templates")
def list_templates(_call: AgentCall) -> answers.AudienceTemplates:
    """Ready-made rules, with the parameters that they ask for; those with a default may be left out."""
    return {"data": [template_json(template) for template in TEMPLATES]}


@router.post("/audience/from-template", status_code=201)
def create_from_template(call: ManagerCall, body: FromTemplate) -> Answer[answers.Audience]:
    """Make a live audience by ready-made rules, such as contacts inactive for 90 days. The rules are its own."""
    made = service.create_from_template(
        call.conn, call.caller.organization, call.caller.actor, body.template, body.parameters, name=body.name
    )
    return _answer(made, status=201)


@router.get("/audience/{id}")
def get_audience(call: AgentCall, id: UUID) -> Answer[answers.Audience]:
    """One audience with the number of its members."""
    return _answer(service.get(call.conn, call.org_id, id))


@router.put("/audience/{id}")
@router.patch("/audience/{id}")
def update_audience(call: ManagerCall, id: UUID, body: AudienceUpdate) -> Answer[answers.Audience]:
    """Rename, describe, or give a live audience other rules, by which its members are found again.

    `If-Match` with the ETag of the version that you read keeps you from undoing somebody else's change.
    """
    _refuse(body.model_extra or {})
    given = body.model_fields_set
    if "name" in given and body.name is None:
        raise InvalidInput.of("name", "required", "An audience has a name; leave it out to keep it.")
    changed = service.update(
        call.conn,
        call.caller.organization,
        call.caller.actor,
        id,
        name=body.name if body.name is not None else service.UNSET,
        description=body.description if "description" in given else service.UNSET,
        rules=body.rules if "rules" in given else service.UNSET,
        versions=expected_versions(call.request),
    )
    return _answer(changed)


@router.delete("/audience/{id}")
def delete_audience(call: ManagerCall, id: UUID) -> Answer[answers.Audience]:
    """Take an audience out of use; `restore` brings it and its members back. The contacts stay.

    409 AUDIENCE_IN_USE names the live audiences whose rules ask about it.
    """
    versions = expected_versions(call.request)
    return _answer(service.delete(call.conn, call.org_id, call.caller.actor, id, versions=versions))


@router.post("/audience/{id}/restore")
def restore_audience(call: ManagerCall, id: UUID) -> Answer[answers.Audience]:
    """Bring a deleted audience back. 409 AUDIENCE_EXISTS when another one has its name by now."""
    return _answer(service.restore(call.conn, call.caller.organization, call.caller.actor, id))


@router.post("/audience/{id}/split", status_code=201)
def split_audience(call: ManagerCall, id: UUID, body: Split) -> answers.AudienceParts:
    """Make static audiences that together have the present members, each of them once: for A and B.

    Sizes differ by at most one, who comes where is chance, and the same `seed` puts the same members into the same
    parts. The audience itself stays as it is.
    """
    parts = service.split(call.conn, call.org_id, call.caller.actor, id, body.parts, names=body.names, seed=body.seed)
    return {"data": [audience_json(part) for part in parts]}


def _answer(audience: Audience, *, status: int = 200) -> Answer[answers.Audience]:
    return json_response(audience_json(audience), status=status, headers=etag(audience.version))


def _refuse(unexpected: dict[str, Any]) -> None:
    problems = []
    for field in unexpected:
        if field == "type":
            text = "The type of an audience stays; make another one."
            problems.append(FieldError("type", "immutable", text, {}, unexpected[field]))
        else:
            problems.append(FieldError(field[:64], "unknownProperty", "This property is not known."))
    if problems:
        raise InvalidInput(problems)
