"""Contacts as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import NotRequired
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind
from gomobile.attributes.answers import AttributeValue
from gomobile.attributes.definition import AttributeType
from gomobile.phones.reading import PhoneStatus


class PhoneFacts(TypedDict):
    """What is known offline about a number."""

    e164: str | None
    status: PhoneStatus
    type: str
    region: str | None
    carrier: str | None
    timeZone: str | None
    national: str | None
    international: str | None


class ContactAttribute(TypedDict):
    """A custom attribute that a contact has; `label` of an option's id."""

    name: str
    displayName: str
    type: AttributeType
    value: AttributeValue
    label: NotRequired[str]


class ContactTag(TypedDict):
    """A tag of a contact."""

    id: UUID
    name: str
    color: str | None


class Contact(TypedDict):
    """A person; `primaryPhone` is the number as it was given, `phone` what is known of it."""

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
    gender: str | None
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


class ContactPhone(TypedDict):
    """A number of a contact; `key` is how the API addresses it."""

    key: str
    primary: bool
    primaryPhone: str
    phone: PhoneFacts
