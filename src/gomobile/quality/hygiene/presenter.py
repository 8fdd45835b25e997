"""Clean-ups as the API shows them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gomobile.quality.hygiene import answers

if TYPE_CHECKING:
    from gomobile.quality.hygiene.service import RunRow, Scheduled


def clean_up_json(one: Scheduled) -> answers.CleanUp:
    """A clean-up with its schedule and its latest run."""
    return {
        "task": one.clean_up.name,
        "description": one.clean_up.text,
        "enabled": one.schedule.enabled,
        "every": one.schedule.every,
        "day": one.schedule.day,
        "hour": one.schedule.hour,
        "nextRunAt": one.due_at,
        "lastRun": run_json(one.last_run) if one.last_run else None,
    }


def run_json(run: RunRow) -> answers.HygieneRun:
    """A run: `report.counts` of what it did, or with `dryRun` would do, and `report.sample` of contacts."""
    return {
        "id": run.id,
        "task": run.task,
        "dryRun": run.dry_run,
        "status": run.status,
        "filter": run.filter,
        "report": {"counts": {}, "sample": {}, **run.report},
        "error": run.error,
        "createdBy": {"kind": run.created_by_kind, "id": run.created_by},
        "createdAt": run.created_at,
        "startedAt": run.started_at,
        "finishedAt": run.finished_at,
    }
