"""Custom attributes as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import NotRequired
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.attributes.definition import AttributeType

# By the type of the attribute.
AttributeValue = str | float | bool | list[str] | None


class AttributeOption(TypedDict):
    """An option of an enum. Contacts hold its `id`."""

    id: str
    label: str
    archived: bool


class Attribute(TypedDict):
    """A custom attribute; `options` only of an enum."""

    id: UUID
    organizationId: UUID
    name: str
    displayName: str
    description: str | None
    type: AttributeType
    identifying: bool
    options: NotRequired[list[AttributeOption]]
    createdAt: datetime
    updatedAt: datetime
    deletedAt: datetime | None
    createdBy: UUID | None
    updatedBy: UUID | None
    deletedBy: UUID | None


class ContactAttribute(TypedDict):
    """A value of a contact. Of an enum `value` is the option's id, and `label` what people see."""

    name: str
    displayName: str
    type: AttributeType
    value: AttributeValue
    label: NotRequired[str]


class AttributeOptionUsage(AttributeOption):
    """How many contacts hold an option."""

    contactCount: int


class AttributeHolder(TypedDict):
    """A contact that holds a value."""

    contactId: UUID
    fullName: str | None
    primaryPhone: str
    value: AttributeValue


class AttributeAudience(TypedDict):
    """A live audience whose rules name an attribute."""

    id: UUID
    name: str


class AttributeUsage(TypedDict):
    """How many contacts hold a value, in all and per option of an enum, some of them, and what keeps the attribute from
    being archived.
    """

    id: UUID
    name: str
    displayName: str
    type: AttributeType
    contactCount: int
    options: NotRequired[list[AttributeOptionUsage]]
    sample: list[AttributeHolder]
    audiences: list[AttributeAudience]
