"""What a bulk action is, and how the API shows it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

from gomobile.accounts.caller import Role

ActionKind = Literal[
    "tag", "untag", "add_to_audience", "remove_from_audience", "archive", "unarchive", "delete", "restore", "set_field"
]
ACTIONS: tuple[ActionKind, ...] = get_args(ActionKind)
CHUNK = 5_000
"""Contacts that are handled in one transaction."""


@dataclass(frozen=True, slots=True)
class BulkAction:
    """An action on many contacts.

    matched: contacts in the set, None until the job has fixed it
    done, changed: of these, how many were looked at, and how many of them it changed
    undone, undo_skipped: of the changed ones, how many were put back, and how many were changed by somebody since
    """

    id: UUID
    action: ActionKind
    parameters: dict[str, Any]
    filter: dict[str, Any]
    status: str
    expected: int
    matched: int | None
    error: dict[str, Any] | None
    cancel_requested: bool
    created_by_kind: str
    created_by: UUID | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    undone_by_kind: str | None
    undone_by: UUID | None
    done: int
    changed: int
    undone: int
    undo_skipped: int


def role_for(action: str) -> Role:
    """The least role that may do this to many contacts."""
    return "agent" if action in ("tag", "untag") else "manager"


def action_json(found: BulkAction, now: datetime) -> dict[str, Any]:
    """An action with its progress: `changed` and `skipped` add up to `done`; `rate` is contacts a second."""
    seconds = ((found.finished_at or now) - found.started_at).total_seconds() if found.started_at else 0.0
    undone = found.status in ("undoing", "undone")
    return {
        "id": found.id,
        "action": found.action,
        "parameters": found.parameters,
        "filter": found.filter,
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
        "error": found.error,
        "cancelRequested": found.cancel_requested,
        "createdAt": found.created_at,
        "createdBy": found.created_by,
        "createdByKind": found.created_by_kind,
        "startedAt": found.started_at,
        "finishedAt": found.finished_at,
    }
