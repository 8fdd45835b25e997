"""A long work as every noun that has some tells of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

from gomobile.accounts.caller import ActorKind

WorkKind = Literal[
    "import", "bulk_action", "duplicate_scan", "duplicate_acceptance", "hygiene", "audience_build", "demo",
]  # fmt: skip
WorkStatus = Literal["waiting", "running", "done", "failed", "cancelled"]
WorkUnit = Literal["rows", "contacts", "pairs", "steps"]
KINDS: tuple[WorkKind, ...] = get_args(WorkKind)


@dataclass(frozen=True, slots=True)
class LongWork:
    """Something that takes its time.

    about: what it is about, such as the name of the file or the action; no more than its list in the noun shows
    phase: of works that have several, the one that it is in: `check`, `run`, `undo`, `reading`, `comparing` …
    done, total: in `unit`; None where nobody can tell
    seconds: of work so far, where the noun counts them; else the time since `started_at` is taken
    """

    kind: WorkKind
    id: UUID
    about: dict[str, Any]
    status: WorkStatus
    phase: str | None
    done: int | None
    total: int | None
    unit: WorkUnit
    seconds: float | None
    actor_kind: ActorKind
    actor: UUID | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    cancellable: bool
    undoable: bool
    message: str | None

    @property
    def active(self) -> bool:
        """Whether it has not ended."""
        return self.status in ("waiting", "running")

    def seconds_left(self, now: datetime) -> float | None:
        """How long it takes at the pace so far; None while nothing can be said."""
        if self.status != "running" or self.started_at is None or not self.done or self.total is None:
            return None
        seconds = self.seconds or (now - self.started_at).total_seconds()
        return max(0.0, (self.total - self.done) * seconds / self.done)
