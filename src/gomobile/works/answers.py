"""What answers about long works are made of."""

from __future__ import annotations

from datetime import datetime
from typing import NotRequired
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind
from gomobile.http.answers import PageMeta
from gomobile.works.work import WorkKind, WorkStatus, WorkUnit


class JobAuthor(TypedDict):
    """Who started a job; `name` of the key or the person, null for the system and for those that are gone."""

    kind: ActorKind
    id: UUID | None
    name: str | None


class JobSubject(TypedDict):
    """What a job is about: the file of an import, the action of a bulk action, the task of a clean-up, and so on."""

    filename: NotRequired[str]
    action: NotRequired[str]
    task: NotRequired[str]
    dryRun: NotRequired[bool]
    full: NotRequired[bool]
    minScore: NotRequired[float]
    audienceId: NotRequired[str]
    name: NotRequired[str]


class Job(TypedDict):
    """A long work; `done` and `total` in `unit`, null where nobody can tell. `id` is that of the noun."""

    kind: WorkKind
    id: UUID
    about: JobSubject
    status: WorkStatus
    phase: str | None
    done: int | None
    total: int | None
    unit: WorkUnit
    secondsLeft: float | None
    by: JobAuthor
    createdAt: datetime
    startedAt: datetime | None
    finishedAt: datetime | None
    cancellable: bool
    undoable: bool
    message: str | None


class JobPage(TypedDict):
    """Jobs, newest first."""

    data: list[Job]
    meta: PageMeta
