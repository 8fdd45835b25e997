"""Long works as the API shows them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast
from uuid import UUID

from gomobile.works.answers import Job, JobSubject
from gomobile.works.work import LongWork


def job_json(work: LongWork, names: Mapping[UUID, str], now: datetime) -> Job:
    """A work; `names` of who started one."""
    left = work.seconds_left(now)
    return {
        "kind": work.kind,
        "id": work.id,
        "about": cast(JobSubject, work.about),
        "status": work.status,
        "phase": work.phase,
        "done": work.done,
        "total": work.total,
        "unit": work.unit,
        "secondsLeft": None if left is None else round(left, 1),
        "by": {"kind": work.actor_kind, "id": work.actor, "name": names.get(work.actor) if work.actor else None},
        "createdAt": work.created_at,
        "startedAt": work.started_at,
        "finishedAt": work.finished_at,
        "cancellable": work.cancellable,
        "undoable": work.undoable,
        "message": work.message,
    }
