"""A bulk action as the API shows it. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from gomobile.bulk import answers
from gomobile.bulk.action import BulkAction
from gomobile.http.answers import Failure


def action_json(found: BulkAction, now: datetime) -> answers.BulkAction:
    """An action with its progress: `changed` and `skipped` add up to `done`; `rate` is contacts a second."""
    seconds = ((found.finished_at or now) - found.started_at).total_seconds() if found.started_at else 0.0
    undone = found.status in ("undoing", "undone")
    return {
        "id": found.id,
        "action": found.action,
        "parameters": cast("answers.BulkParameters", found.parameters),
        "filter": cast("answers.BulkFilter", found.filter),
        "status": found.status,
        "expectedCount": found.expected,
        "progress": {
            "matched": found.matched,
            "done": found.done,
            "changed": found.changed,
            "skipped": found.done - found.changed,
            "rate": round(found.done / seconds) if seconds > 0 else 0,
        },
        "undo": {"restored": found.undone, "skipped": found.undo_skipped} if undone else None,
        "error": cast("Failure | None", found.error),
        "cancelRequested": found.cancel_requested,
        "createdAt": found.created_at,
        "createdBy": found.created_by,
        "createdByKind": found.created_by_kind,
        "startedAt": found.started_at,
        "finishedAt": found.finished_at,
    }
