"""Bulk actions: one change to every contact of a filter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gomobile.client.models.base import Model
from gomobile.client.models.job import Job


@dataclass(frozen=True, kw_only=True)
class BulkProgress(Model):
    """How far an action is; `changed` and `skipped` add up to `done`, `rate` is contacts a second."""

    matched: int | None = None
    done: int = 0
    changed: int = 0
    skipped: int = 0
    rate: int = 0


@dataclass(frozen=True, kw_only=True)
class BulkUndo(Model):
    """What an undo put back, and what it left because somebody had changed it since."""

    restored: int = 0
    skipped: int = 0


@dataclass(frozen=True, kw_only=True)
class BulkAction(Job):
    """An action on many contacts.

    status: `queued`, `running`, `completed`, `cancelled`, `failed`, `undoing` or `undone`
    parameters, filter: what is done, and to which contacts
    """

    action: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    filter: Mapping[str, Any] = field(default_factory=dict)
    expected_count: int = 0
    progress: BulkProgress = field(default_factory=BulkProgress)
    undo: BulkUndo | None = None
    cancel_requested: bool = False
    created_at: datetime | None = None
    created_by: str | None = None
    created_by_kind: str | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
