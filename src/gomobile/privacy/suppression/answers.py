"""What the API answers about suppressions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind
from gomobile.http.answers import EntryProblem, PageMeta
from gomobile.privacy.suppression.suppression import Channel, State


class Suppression(TypedDict):
    """A number that must not be reached by a channel; `phone` is null where the number was erased."""

    id: UUID
    phone: str | None
    phoneHash: str
    channel: Channel
    reason: str
    source: str | None
    proof: str | None
    state: State
    expiresAt: datetime | None
    createdAt: datetime
    createdByKind: ActorKind
    createdBy: UUID | None
    liftedAt: datetime | None
    liftedByKind: ActorKind | None
    liftedBy: UUID | None
    liftReason: str | None


class SuppressionPage(TypedDict):
    """Suppressed numbers, newest first."""

    data: list[Suppression]
    meta: PageMeta


class SuppressionAdded(TypedDict):
    """A suppression that holds, and whether it did before."""

    suppression: Suppression
    alreadySuppressed: bool


class SuppressedEntry(TypedDict):
    """The suppression of an entry of a request."""

    index: int
    id: UUID
    alreadySuppressed: bool


class SuppressionsAdded(TypedDict):
    """What became of the entries of a request; the three counts add up to them."""

    added: int
    alreadySuppressed: int
    failed: int
    errors: list[EntryProblem]
    results: list[SuppressedEntry]


class HoldingSuppression(TypedDict):
    """A suppression that holds now, in short."""

    id: UUID
    phone: str | None
    channel: Channel
    reason: str
    since: datetime
    expiresAt: datetime | None


class SuppressionVerdict(TypedDict):
    """Whether a number may be reached; `suppressed` is null, and `error` says why, where no number could be read."""

    phone: Annotated[str, Field(description="As it was given.")]
    e164: str | None
    suppressed: bool | None
    channel: Channel | None
    reason: str | None
    since: datetime | None
    expiresAt: datetime | None
    error: str | None


class SuppressionVerdicts(TypedDict):
    """Whether numbers may be reached, in the order given."""

    data: list[SuppressionVerdict]


class RefusedCell(TypedDict):
    """What is wrong with a cell; `column` is "" where it is the whole row, or a column that the file lacks."""

    line: int
    column: str
    code: str
    message: str
    value: str | None


class SuppressionFileReport(TypedDict):
    """What became of a file: rows = those used + `invalid` + `ended`; numbers = `added` + `alreadySuppressed` +
    `repeated`.
    """

    column: Annotated[str, Field(description="The column of the numbers.")]
    columns: Annotated[dict[str, str], Field(description="The columns that were read, by what they were read as.")]
    ignored: Annotated[list[str], Field(description="The columns that were not read.")]
    rows: int
    invalid: int
    ended: int
    numbers: int
    added: int
    alreadySuppressed: int
    repeated: int
    rejects: list[RefusedCell]
