"""`/jobs`."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Path, Query

from gomobile.clock import now
from gomobile.http.call import AgentCall, Call, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.lists import Limit
from gomobile.http.paging import meta
from gomobile.works import answers, service
from gomobile.works.presenter import job_json
from gomobile.works.work import WorkKind

router = make_router("/jobs", "jobs")

#: What the audit log calls it: the same as when it is stopped at the noun's own address.
RECORDED_AS: dict[WorkKind, tuple[str, str]] = {
    "import": ("import.cancelled", "import"),
    "bulk_action": ("bulk_action.cancelled", "bulk_action"),
    "duplicate_scan": ("duplicates.cancelled", "duplicate_run"),
    "duplicate_acceptance": ("duplicates.cancelled", "duplicate_run"),
    "hygiene": ("hygiene.cancelled", "hygiene_run"),
}

State = Annotated[
    Literal["running", "recent"], Query(description="`running`: what waits or runs; `recent`: what has ended as well.")
]
Kind = Annotated[str, Path(max_length=64, description="As GET /jobs tells it.")]


@router.get("")
def list_jobs(call: AgentCall, state: State = "recent", limit: Limit = 20) -> answers.JobPage:
    """The long works of the organization that your role may see: those that wait or run, then those that have ended,
    each newest first. Imports, bulk actions, scans for duplicates, clean-ups and builds of audiences.

    Each noun tells more at its own address. Exports are streams, no jobs.
    """
    found = service.list_works(call.conn, call.caller, ended=state == "recent", limit=limit)
    return {"data": _shown(call, found), "meta": meta(1, limit, len(found), None)}


@router.get("/{kind}/{id}")
def get_job(call: AgentCall, kind: Kind, id: UUID) -> answers.Job:
    """One long work and how far it is."""
    return _shown(call, [service.get(call.conn, call.caller, kind, id)])[0]


@router.post("/{kind}/{id}/cancel", status_code=202)
def cancel_job(call: ManagerCall, kind: Kind, id: UUID) -> answers.Job:
    """Stop a job at its next resting point; what it did stays. 409 when there is nothing to stop."""
    stopped = service.cancel(call.conn, call.caller, kind, id)
    action, subject = RECORDED_AS[stopped.kind]
    call.audit(action, subject, id)
    return _shown(call, [stopped])[0]


def _shown(call: Call, works: list[service.LongWork]) -> list[answers.Job]:
    names = service.names_of_authors(call.conn, call.org_id, works)
    at = now()
    return [job_json(work, names, at) for work in works]
