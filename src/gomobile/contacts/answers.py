"""Contacts as the API shows them. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NotRequired
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind
from gomobile.attributes.answers import ContactAttribute
from gomobile.audiences.audience import AudienceType
from gomobile.calls.answers import Engagement
from gomobile.contacts.fields import Gender
from gomobile.http.answers import EntryProblem, FieldProblem, PageMeta
from gomobile.phones.answers import PhoneFacts
from gomobile.privacy.suppression.answers import HoldingSuppression
from gomobile.quality.reasons import Reason
from gomobile.tags.answers import ContactTag

EntryStatus = Literal["created", "updated", "unchanged", "superseded", "failed"]


class ContactAudience(TypedDict):
    """An audience that a contact is in."""

    id: UUID
    name: str
    type: AudienceType


class Contact(TypedDict):
    """A contact. `displayName` is `fullName`, else made of first and last name. `tags` and what follows are not given
    everywhere: lists have the tags, and the others when they are asked for with `include`. `notCallable`: why it cannot
    be called now, empty where `callable`.
    """

    id: UUID
    organizationId: UUID
    primaryPhone: str
    phone: PhoneFacts
    displayName: str | None
    firstName: str | None
    lastName: str | None
    fullName: str | None
    primaryEmail: str | None
    address: str | None
    city: str | None
    state: str | None
    zip: str | None
    occupation: str | None
    preferredChannel: str | None
    gender: Gender | None
    channels: list[str]
    version: int
    createdAt: datetime
    updatedAt: datetime
    archivedAt: datetime | None
    deletedAt: datetime | None
    createdBy: UUID | None
    createdByKind: ActorKind
    updatedBy: UUID | None
    updatedByKind: ActorKind
    deletedBy: UUID | None
    deletedByKind: ActorKind | None
    tags: NotRequired[list[ContactTag]]
    customAttributes: NotRequired[list[ContactAttribute]]
    audiences: NotRequired[list[ContactAudience]]
    engagement: NotRequired[Engagement]
    callable: NotRequired[bool]
    notCallable: NotRequired[list[Reason]]


class ContactExtras(TypedDict, total=False):
    """What lists show when they are asked for it."""

    audiences: list[ContactAudience]
    engagement: Engagement
    callable: bool
    notCallable: list[Reason]


class ContactPhone(TypedDict):
    """A number of a contact; `key` is how the API addresses it."""

    key: str
    primary: bool
    primaryPhone: str
    phone: PhoneFacts


class ContactDetails(Contact):
    """A contact with all its numbers, the primary one first, and what keeps it from being reached."""

    suppressions: list[HoldingSuppression]
    phones: list[ContactPhone]


class ContactPage(TypedDict):
    """Contacts, page by page."""

    data: list[Contact]
    meta: PageMeta


class ContactShown(TypedDict):
    """The contact as it is now."""

    contact: ContactDetails


class RestorableContact(TypedDict):
    """A deleted contact."""

    id: UUID
    deletedAt: datetime


class ContactWritten(ContactShown):
    """The contact as it is now; `attributeErrors` has refused values, `warnings` what was understood in part only.

    `restorable` is a deleted contact that has the number that was just given.
    """

    attributeErrors: list[FieldProblem]
    warnings: list[FieldProblem]
    restorable: RestorableContact | None


class SupersededEntry(TypedDict):
    """A contact of a request that the later one at `supersededBy` with the same number won over."""

    index: int
    supersededBy: int


class UpsertedEntry(TypedDict):
    """What became of a contact of a request; `id` is null where it failed."""

    index: int
    id: UUID | None
    status: EntryStatus


class ContactsUpserted(TypedDict):
    """What became of the contacts of a request: the four counts add up to them. `results` only when asked for."""

    created: int
    updated: int
    unchanged: int
    failed: int
    errors: list[EntryProblem]
    attributeErrors: list[EntryProblem]
    warnings: list[EntryProblem]
    duplicates: list[SupersededEntry]
    results: NotRequired[list[UpsertedEntry]]


class ContactPhones(TypedDict):
    """The numbers of a contact, the primary one first."""

    contactId: UUID
    phones: list[ContactPhone]
