"""What a bulk action is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

from gomobile.accounts.caller import ActorKind, Role

ActionKind = Literal[
    "tag", "untag", "add_to_audience", "remove_from_audience", "archive", "unarchive", "delete", "restore", "set_field"
]
ActionStatus = Literal["queued", "running", "completed", "cancelled", "failed", "undoing", "undone"]
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
    status: ActionStatus
    expected: int
    matched: int | None
    error: dict[str, Any] | None
    cancel_requested: bool
    created_by_kind: ActorKind
    created_by: UUID | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    undone_by_kind: ActorKind | None
    undone_by: UUID | None
    done: int
    changed: int
    undone: int
    undo_skipped: int


def role_for(action: str) -> Role:
    """The least role that may do this to many contacts."""
    return "agent" if action in ("tag", "untag") else "manager"
