"""Actions on many contacts as the API shows them. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NotRequired
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind
from gomobile.bulk.action import ActionKind, ActionStatus
from gomobile.contacts.contact_filter import Archived, PhoneStatus
from gomobile.http.answers import Failure, PageMeta, UuidText


class ContactCount(TypedDict):
    """How many contacts a filter means."""

    count: int
    isExact: bool


class BulkParameters(TypedDict):
    """What an action needs to know: `tagId`, `tag` of tag and untag; `audienceId`, `audience` of those to and from one;
    `field` and `value` of set_field.
    """

    tagId: NotRequired[UuidText]
    tag: NotRequired[str]
    audienceId: NotRequired[UuidText]
    audience: NotRequired[str]
    field: NotRequired[str]
    value: NotRequired[str | float | bool | list[str] | None]


class BulkFilter(TypedDict):
    """Which contacts; `filter` is the rule group as it was given."""

    filter: NotRequired[dict[str, Any]]
    search: NotRequired[str]
    audienceId: NotRequired[UuidText]
    tagId: NotRequired[UuidText]
    phoneStatus: NotRequired[PhoneStatus]
    archived: NotRequired[Archived]
    deleted: NotRequired[bool]
    contacts: NotRequired[list[UuidText]]


class BulkProgress(TypedDict):
    """How far an action is: `matched` is null until the contacts are found; `rate` is contacts a second.

    `changed` and `skipped` add up to `done`.
    """

    matched: int | None
    done: int
    changed: int
    skipped: int
    rate: int


class BulkUndo(TypedDict):
    """What undo did: `skipped` were changed by somebody since."""

    restored: int
    skipped: int


class BulkAction(TypedDict):
    """An action on many contacts, with its progress."""

    id: UUID
    action: ActionKind
    parameters: BulkParameters
    filter: BulkFilter
    status: ActionStatus
    expectedCount: int
    progress: BulkProgress
    undo: BulkUndo | None
    error: Failure | None
    cancelRequested: bool
    createdAt: datetime
    createdBy: UUID | None
    createdByKind: ActorKind
    startedAt: datetime | None
    finishedAt: datetime | None


class BulkActionPage(TypedDict):
    """Bulk actions, newest first."""

    data: list[BulkAction]
    meta: PageMeta
