"""A contact as a value, and as the API shows it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from gomobile.accounts.caller import ActorKind
from gomobile.attributes.contact_values import entries
from gomobile.attributes.definition import Definition
from gomobile.contacts import answers
from gomobile.contacts.fields import FIELDS, Gender
from gomobile.ids import created_at
from gomobile.phones.facts import facts_json
from gomobile.tags.presenting import labels_json

if TYPE_CHECKING:
    from gomobile.tags.store import Label


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of an organization; `phone_key` is the identity, `primary_phone` what was given."""

    organization_id: UUID
    id: UUID
    phone_key: str
    primary_phone: str
    phone_status: str
    phone_type: str
    phone_region: str | None
    phone_digits: str
    first_name: str | None
    last_name: str | None
    full_name: str | None
    primary_email: str | None
    address: str | None
    city: str | None
    state: str | None
    zip: str | None
    occupation: str | None
    preferred_channel: str | None
    gender: Gender | None
    channels: list[str] | None
    attributes: dict[str, Any]
    version: int
    created_by_kind: ActorKind
    created_by: UUID | None
    updated_at: datetime
    updated_by_kind: ActorKind
    updated_by: UUID | None
    archived_at: datetime | None
    deleted_at: datetime | None
    deleted_by_kind: ActorKind | None
    deleted_by: UUID | None

    @property
    def created_at(self) -> datetime:
        """When it was created: the time in its id."""
        return created_at(self.id)

    @property
    def display_name(self) -> str | None:
        """The full name as given, else made of first and last name."""
        return self.full_name or " ".join(filter(None, (self.first_name, self.last_name))) or None


def field_values(contact: Contact) -> dict[str, Any]:
    """What callers may write, by API name, as history keeps it."""
    return {
        "primaryPhone": contact.primary_phone,
        **{field.name: getattr(contact, field.column) for field in FIELDS.values()},
        "customAttributes": contact.attributes,
        "archivedAt": contact.archived_at,
    }


def contact_json(
    contact: Contact, definitions: Mapping[str, Definition] | None = None, tags: Iterable[Label] | None = None
) -> answers.Contact:
    """A contact as the API shows it; with `definitions` also its typed customAttributes, with `tags` also those."""
    shown: answers.Contact = {
        "id": contact.id,
        "organizationId": contact.organization_id,
        "primaryPhone": contact.primary_phone,
        "phone": facts_json(contact.phone_key),
        "displayName": contact.display_name,
        "firstName": contact.first_name,
        "lastName": contact.last_name,
        "fullName": contact.full_name,
        "primaryEmail": contact.primary_email,
        "address": contact.address,
        "city": contact.city,
        "state": contact.state,
        "zip": contact.zip,
        "occupation": contact.occupation,
        "preferredChannel": contact.preferred_channel,
        "gender": contact.gender,
        "channels": contact.channels or [],
        "version": contact.version,
        "createdAt": contact.created_at,
        "updatedAt": contact.updated_at,
        "archivedAt": contact.archived_at,
        "deletedAt": contact.deleted_at,
        "createdBy": contact.created_by,
        "createdByKind": contact.created_by_kind,
        "updatedBy": contact.updated_by,
        "updatedByKind": contact.updated_by_kind,
        "deletedBy": contact.deleted_by,
        "deletedByKind": contact.deleted_by_kind,
    }
    if tags is not None:
        shown["tags"] = labels_json(tags)
    if definitions is not None:
        shown["customAttributes"] = entries(definitions, contact.attributes)
    return shown
