"""What the API answers about calls."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.accounts.answers import Actor
from gomobile.calls.result import Result
from gomobile.http.answers import CursorMeta, EntryProblem, LineProblem
from gomobile.quality.reachability import State


class CallsRecorded(TypedDict):
    """What became of the results of a request; the four counts add up to them."""

    recorded: int
    unknown: int
    duplicates: int
    failed: int
    errors: list[EntryProblem]


class CallFileRecorded(TypedDict):
    """What became of the rows of a file; `errors` has the first thousand problems."""

    rows: int
    recorded: int
    unknown: int
    duplicates: int
    failed: int
    errors: list[LineProblem]


class Call(TypedDict):
    """A call that ended; `phone` is the canonical number, null where it was erased."""

    id: UUID
    phone: str | None
    occurredAt: datetime
    result: Result
    hangupCause: int | None
    durationSeconds: int | None
    flow: str | None
    campaign: str | None
    pressed: list[str]
    reference: str | None
    actor: Actor


class Engagement(TypedDict):
    """What the calls to a contact add up to."""

    attempts: int
    answers: int
    consecutiveFailures: int
    firstCalledAt: datetime | None
    lastCalledAt: datetime | None
    lastAnsweredAt: datetime | None
    lastResult: Result | None
    lastHangupCause: int | None
    reachability: State
    reachabilitySince: datetime | None
    verifiedAt: datetime | None


class CallPage(TypedDict):
    """The calls to a contact, latest first."""

    data: list[Call]
    meta: CursorMeta
    engagement: Engagement
