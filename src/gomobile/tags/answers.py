"""Tags as the API shows them. Pure."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind
from gomobile.http.answers import PageMeta


class ContactTag(TypedDict):
    """A tag as a contact shows it; `color` is such as #1e88e5."""

    id: UUID
    name: str
    color: str | None


class Tag(TypedDict):
    """A tag; `contactCount` counts the contacts that have it and are neither deleted nor archived."""

    id: UUID
    name: str
    color: str | None
    description: str | None
    contactCount: int
    version: int
    createdAt: datetime
    updatedAt: datetime
    createdBy: UUID | None
    createdByKind: ActorKind


class TagPage(TypedDict):
    """Tags, page by page."""

    data: list[Tag]
    meta: PageMeta


class TagAudience(TypedDict):
    """A live audience whose rules name a tag."""

    id: UUID
    name: str


class TagUsage(TypedDict):
    """Who has a tag; `hiddenContactCount` counts deleted and archived contacts."""

    id: UUID
    name: str
    contactCount: int
    hiddenContactCount: int
    audiences: list[TagAudience]


class TagDeleted(TypedDict):
    """That a tag is deleted, and how many contacts had it."""

    message: str
    contactCount: int


class TagAdded(TypedDict):
    """What became of the contacts given: `added`, `alreadyTagged` and those of `unknown` add up to them."""

    added: int
    alreadyTagged: int
    unknown: list[UUID]


class TagRemoved(TypedDict):
    """What became of the contacts given: `removed`, `notTagged` and those of `unknown` add up to them."""

    removed: int
    notTagged: int
    unknown: list[UUID]
