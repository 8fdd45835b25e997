"""`/hygiene`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query

from gomobile.http.call import AdminCall, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.lists import Limit, Page
from gomobile.http.paging import page_meta
from gomobile.quality.hygiene import answers, service
from gomobile.quality.hygiene.presenter import clean_up_json, run_json
from gomobile.quality.hygiene_schemas import ScheduleChange

router = make_router("/hygiene", "hygiene")

Task = Annotated[str, Path(max_length=64, description="As GET /hygiene lists it.")]


@router.get("")
def list_clean_ups(call: ManagerCall) -> answers.CleanUpList:
    """The clean-ups that can be switched on: when they run, and what the latest run did."""
    return {"data": [clean_up_json(one) for one in service.list_clean_ups(call.conn, call.org_id)]}


@router.put("/{task}")
def schedule_clean_up(call: AdminCall, task: Task, body: ScheduleChange) -> answers.CleanUp:
    """Switch a clean-up on or off, or set when it runs: weekly or monthly, at an hour of the organization's zone."""
    given = {name: getattr(body, name) for name in body.model_fields_set}
    return clean_up_json(service.set_schedule(call.conn, call.caller.organization, call.caller.actor, task, given))


@router.post("/{task}/run", status_code=202)
def run_clean_up(
    call: ManagerCall,
    task: Task,
    dryRun: Annotated[bool, Query(description="Only report what it would do.")] = False,
) -> answers.HygieneRun:
    """Run a clean-up now, in the background; GET /hygiene/runs/{id} tells how far it is and what it did."""
    return run_json(service.start(call.conn, call.org_id, call.caller.actor, task, dry_run=dryRun))


@router.get("/runs")
def list_runs(
    call: ManagerCall,
    page: Page = 1,
    limit: Limit = 20,
    task: Annotated[str | None, Query(max_length=64, description="Of one clean-up.")] = None,
) -> answers.HygieneRunPage:
    """Runs of clean-ups, the newest first."""
    rows, total = service.list_runs(call.conn, call.org_id, task, page, limit)
    return {"data": [run_json(row) for row in rows], "meta": page_meta(page, limit, total)}


@router.get("/runs/{id}")
def get_run(call: ManagerCall, id: UUID) -> answers.HygieneRun:
    """One run of a clean-up, with its report so far."""
    return run_json(service.get(call.conn, call.org_id, id))


@router.post("/runs/{id}/cancel")
def cancel_run(call: ManagerCall, id: UUID) -> answers.HygieneRun:
    """Let a run end at its next step; what it did stays."""
    return run_json(service.cancel(call.conn, call.org_id, id))
