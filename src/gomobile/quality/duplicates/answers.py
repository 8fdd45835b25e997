"""What the API answers about duplicates."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind
from gomobile.contacts import answers as contacts
from gomobile.http.answers import Failure, PageMeta, UuidText
from gomobile.quality.duplicates.run_store import RunKind, RunStatus
from gomobile.quality.duplicates.runs import Phase
from gomobile.quality.duplicates.store import PairKind, PairStatus, SimilarKind

Outcome = Literal[
    "same",
    "sameSound",
    "sameLocalPart",
    "sameTail",
    "oneTypo",
    "similar",
    "slightlySimilar",
    "swapped",
    "different",
]


class ComparedField(TypedDict):
    """What came of comparing a field; `weight` is log2 of how much likelier that is for duplicates than for others,
    null where it was not weighed.
    """

    field: str
    outcome: Outcome
    weight: float | None


class DuplicateGroup(TypedDict):
    """All contacts that pairs connect with one, oldest first, the first hundred of them."""

    members: list[UUID]
    size: int


class Duplicate(TypedDict):
    """A pair of contacts that may be one person; a contact is null where it is gone."""

    leftId: UUID
    rightId: UUID
    kind: PairKind
    score: float
    explanation: list[ComparedField]
    status: PairStatus
    foundAt: datetime
    decidedAt: datetime | None
    decidedByKind: ActorKind | None
    decidedBy: UUID | None
    left: contacts.Contact | None
    right: contacts.Contact | None
    groupId: UUID
    group: DuplicateGroup


class DuplicatePage(TypedDict):
    """Pairs, the likeliest first."""

    data: list[Duplicate]
    meta: PageMeta


class DuplicateMerged(TypedDict):
    """The merge of a pair, and the contact that is left."""

    mergeId: UUID
    contact: contacts.Contact


class CappedKey(TypedDict):
    """Values that too many contacts share to be compared by them."""

    key: str
    values: int
    contacts: int


class RefusedPair(TypedDict):
    """A pair that could not be merged, and the code of the error."""

    left: UuidText
    right: UuidText
    code: str


class DuplicateProgress(TypedDict, total=False):
    """How far a run is; empty before it begins. `merged` and `refused` are of an acceptance, the others of a scan."""

    phase: Phase
    contacts: int
    pairs: int
    merged: int
    refused: int


class DuplicateReport(TypedDict, total=False):
    """What a run did; empty before that is known. `merged`, `refused` and `refusedSample` are of an acceptance, the
    others of a scan.
    """

    full: bool
    certain: int
    probable: int
    new: int
    dropped: int
    similarNumbers: int
    capped: list[CappedKey]
    contacts: int
    seconds: float
    merged: int
    refused: int
    refusedSample: list[RefusedPair]


class DuplicateRun(TypedDict):
    """A scan, or an acceptance of every pair from `minScore` on."""

    id: UUID
    kind: RunKind
    status: RunStatus
    full: bool | None
    minScore: float | None
    progress: DuplicateProgress
    report: DuplicateReport
    error: Failure | None
    createdByKind: ActorKind
    createdBy: UUID | None
    createdAt: datetime
    startedAt: datetime | None
    finishedAt: datetime | None


class DuplicateRunPage(TypedDict):
    """Scans and acceptances, newest first."""

    data: list[DuplicateRun]
    meta: PageMeta


class NumberHolder(TypedDict):
    """A contact with its number as it was written, and in its canonical form."""

    id: UUID
    primaryPhone: str
    phoneKey: str
    displayName: str | None


class SimilarNumbers(TypedDict):
    """Two numbers that differ little."""

    kind: SimilarKind
    left: NumberHolder
    right: NumberHolder


class SimilarNumbersPage(TypedDict):
    """Similar numbers, as of the last scan."""

    data: list[SimilarNumbers]
    meta: PageMeta
