"""The change feed and the timeline of a contact as the API shows them. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, NotRequired
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.accounts.answers import Actor
from gomobile.audiences.audience import ExitReason
from gomobile.calls.result import Result
from gomobile.contacts.answers import Contact
from gomobile.http.answers import CursorMeta, MomentText, UuidText
from gomobile.privacy.consent.consent import Channel, Status

ChangeKind = Literal["created", "updated", "deleted", "restored", "erased", "entered", "exited"]
EventKind = Literal[
    "created",
    "updated",
    "deleted",
    "restored",
    "tagged",
    "untagged",
    "merged",
    "unmerged",
    "entered",
    "exited",
    "consent",
    "called",
]


class Change(TypedDict):
    """A contact that changed; `contact` is as it is now, null when it is gone. `audienceId` of entered and exited."""

    cursor: str
    kind: ChangeKind
    contactId: UUID
    audienceId: UUID | None
    at: datetime
    actor: Actor
    contact: Contact | None


class FeedMeta(TypedDict):
    """Where to go on, now or later; `hasNextPage`: there is more already."""

    nextCursor: str
    hasNextPage: bool


class ChangePage(TypedDict):
    """Changes in order."""

    data: list[Change]
    meta: FeedMeta


class TimelineActor(Actor):
    """Who did something; `name` of the key or person, or of the file that was imported."""

    name: str | None


class FieldChange(TypedDict):
    """A field that got another value; that of an attribute is `customAttributes.<name>`."""

    field: str
    previous: Any
    value: Any


class EventMerge(TypedDict):
    """A merge: the other contact, and which of the two this one was."""

    id: UuidText
    contactId: UuidText
    role: Literal["survivor", "loser"]


class EventAudience(TypedDict):
    """An audience that the contact entered or exited; `reason` only of an exit."""

    id: UuidText
    name: str
    reason: NotRequired[ExitReason]


class EventConsent(TypedDict):
    """What the contact said about being reached."""

    purpose: str
    channel: Channel
    status: Status
    source: str | None
    statedAt: MomentText


class EventCall(TypedDict):
    """How a call ended; `pressed` are the keys."""

    result: Result
    durationSeconds: int | None
    hangupCause: int | None
    flow: str | None
    campaign: str | None
    pressed: list[str]


class EventTag(TypedDict):
    """A tag, with the name that it had."""

    id: UuidText
    name: str


class ContactEvent(TypedDict):
    """What happened to a contact, or to one that was merged into it; `kind` tells which of the last five is given."""

    id: UUID
    contactId: UUID
    kind: EventKind
    at: datetime
    actor: TimelineActor
    changes: list[FieldChange]
    merge: EventMerge | None
    audience: EventAudience | None
    consent: EventConsent | None
    call: EventCall | None
    tag: EventTag | None


class Timeline(TypedDict):
    """What happened to a contact, newest first."""

    data: list[ContactEvent]
    meta: CursorMeta
