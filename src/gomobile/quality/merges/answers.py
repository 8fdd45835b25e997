"""What the API answers about merges."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind
from gomobile.attributes.answers import AttributeValue
from gomobile.contacts import answers as contacts
from gomobile.http.answers import PageMeta, UuidText


class Moved(TypedDict):
    """How much of each kind went over to the contact that is left; of `fields`, how many changed."""

    fields: int
    tags: int
    audiences: int
    phones: int
    calls: int
    consents: int


class MergeParty(TypedDict):
    """One of the contacts of a merge, as it is now."""

    displayName: str | None
    primaryPhone: str


class Merge(TypedDict):
    """A contact that went into another one; `survivor` and `loser` are null where they are gone for good."""

    id: UUID
    survivorId: UUID
    loserId: UUID
    survivor: MergeParty | None
    loser: MergeParty | None
    fields: Annotated[
        dict[str, UuidText | None],
        Field(description="By field: the contact that gave it, null where somebody wrote a value."),
    ]
    moved: Moved
    mergedAt: datetime
    mergedByKind: ActorKind
    mergedBy: UUID | None
    unmergedAt: datetime | None
    unmergedByKind: ActorKind | None
    unmergedBy: UUID | None


class MergePage(TypedDict):
    """Merges, newest first, the undone ones too."""

    data: list[Merge]
    meta: PageMeta


class HeldValue(TypedDict):
    """What one of the contacts holds in a field."""

    contactId: UUID
    value: AttributeValue


MergedField = TypedDict(
    "MergedField",
    {"field": str, "value": AttributeValue, "from": UUID | None, "chosen": bool, "values": list[HeldValue]},
)
MergedField.__doc__ = (
    "What a field gets: `from` is the contact that gives it, null where somebody wrote the value; `chosen` says that"
    " somebody asked for it."
)


class MergedContact(contacts.Contact):
    """The contact that is left, with every number."""

    phones: list[contacts.ContactPhone]


class MergeResult(TypedDict):
    """What a merge makes, or would make, of contacts; `merges` is empty for a dry run."""

    dryRun: bool
    contact: MergedContact
    fields: list[MergedField]
    moved: Moved
    merges: list[Merge]


class Unmerged(TypedDict):
    """A merge that was undone: both contacts again, and what stayed because it was changed since."""

    merge: Merge
    restored: list[contacts.Contact]
    keptBecauseChanged: list[str]
