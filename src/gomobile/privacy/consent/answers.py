"""What the API answers about consent."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind
from gomobile.http.answers import CursorMeta, EntryProblem, PageMeta
from gomobile.privacy.consent.consent import Channel, Status


class Consent(TypedDict):
    """What a contact said about being reached for a purpose by a channel; `expired`: its time is over."""

    id: UUID
    contactId: UUID
    purpose: str
    channel: Channel
    status: Status
    expired: bool
    source: str | None
    proof: str | None
    statedAt: datetime
    expiresAt: datetime | None
    recordedAt: datetime
    recordedByKind: ActorKind
    recordedBy: UUID | None


class ListedConsent(Consent):
    """What holds for a contact, with its number."""

    primaryPhone: str
    e164: str


class ConsentPage(TypedDict):
    """What holds, contact after contact."""

    data: list[ListedConsent]
    meta: PageMeta


class ContactConsents(TypedDict):
    """What holds for a contact (`current`), and every statement, the last first."""

    current: list[Consent]
    data: list[Consent]
    meta: CursorMeta


class RecordedConsent(TypedDict):
    """The statement of an entry of a request."""

    index: int
    id: UUID
    contactId: UUID


class ConsentsRecorded(TypedDict):
    """What became of the entries of a request; both counts add up to them."""

    recorded: int
    failed: int
    errors: list[EntryProblem]
    results: list[RecordedConsent]
