"""Merge and unmerge."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from gomobile.attributes import service as attributes
from gomobile.http.answers import also
from gomobile.http.call import AgentCall, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.etag import etag, expected_versions
from gomobile.http.json import Answer, json_response
from gomobile.http.lists import Limit, Page
from gomobile.http.paging import page_meta
from gomobile.quality.merge_schemas import MergeBody, MergePreview
from gomobile.quality.merges import answers, service
from gomobile.quality.merges.presenter import merge_json, merged_json, unmerged_json

router = make_router("", "merges")


@router.post("/contact/merge/preview")
def preview_merge(call: AgentCall, body: MergePreview) -> answers.MergeResult:
    """What a merge would make of these contacts: each field with who gives it, the numbers, and how much moves."""
    caller = call.caller
    found = service.preview(call.conn, caller.organization, caller.actor, body.survivor, body.contacts, body.choices)
    return merged_json(found, attributes.load_definitions(call.conn, call.org_id), dry_run=True)


@router.post("/contact/{id}/merge", status_code=201, responses=also(200, answers.MergeResult, "With `dryRun`."))
def merge_contacts(call: ManagerCall, id: UUID, body: MergeBody) -> Answer[answers.MergeResult]:
    """Let other contacts go into this one. It gets of each field the value set last, or the chosen one, and their tags,
    audiences, consents, calls and numbers: an import of any of their numbers finds it.

    The others go to the trash until the merge is undone. 409 CONTACT_MERGED when one of them is in another contact
    already. With `dryRun` nothing is written. `If-Match` is honoured.
    """
    caller = call.caller
    definitions = attributes.load_definitions(call.conn, call.org_id)
    if body.dryRun:
        found = service.preview(call.conn, caller.organization, caller.actor, id, body.contacts, body.choices)
        return json_response(merged_json(found, definitions, dry_run=True))
    made = service.merge_many(
        call.conn,
        caller.organization,
        caller.actor,
        id,
        body.contacts,
        body.choices,
        versions=expected_versions(call.request),
    )
    shown = merged_json(made, definitions, dry_run=False)
    return json_response(shown, status=201, headers=etag(made.contact.version))


ContactId = Annotated[UUID | None, Query(alias="contactId", description="Only those of this contact.")]


@router.get("/merges")
def list_merges(call: AgentCall, page: Page = 1, limit: Limit = 20, contact_id: ContactId = None) -> answers.MergePage:
    """Merges, newest first, the undone ones too."""
    found, total = service.list_merges(call.conn, call.org_id, contact_id, page, limit)
    return {"data": [merge_json(merge) for merge in found], "meta": page_meta(page, limit, total)}


@router.get("/merges/{id}")
def get_merge(call: AgentCall, id: UUID) -> answers.Merge:
    """One merge."""
    return merge_json(service.get(call.conn, call.org_id, id))


@router.post("/merges/{id}/unmerge")
def unmerge_contacts(call: ManagerCall, id: UUID) -> answers.Unmerged:
    """Bring both contacts of a merge back as they were. What was changed since stays, named in `keptBecauseChanged`.

    409 MERGE_COVERED names the later merge that is to be undone first.
    """
    caller = call.caller
    undone = service.unmerge(call.conn, caller.organization, caller.actor, id)
    return unmerged_json(undone, attributes.load_definitions(call.conn, call.org_id))
