"""Contacts, their phone, their attributes and their timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gomobile.client.errors import InvalidResponse
from gomobile.client.models.base import Model, entries
from gomobile.client.models.tags import Tag


@dataclass(frozen=True, kw_only=True)
class Phone(Model):
    """What is known about a number without calling it.

    status: `valid`, `possible` or `invalid`
    carrier: who first held the range, which a ported number has left
    """

    status: str
    e164: str | None = None
    type: str | None = None
    region: str | None = None
    carrier: str | None = None
    time_zone: str | None = None
    national: str | None = None
    international: str | None = None


@dataclass(frozen=True, kw_only=True)
class ContactPhone(Model):
    """A number of a contact, as it was given and what it means; `key` is how the API addresses it."""

    key: str
    primary_phone: str
    primary: bool = False
    phone: Phone | None = None


@dataclass(frozen=True, kw_only=True)
class ContactSuppression(Model):
    """What keeps a contact from being reached, by which channel, since when and for how long (None: for good)."""

    id: str
    channel: str
    reason: str
    phone: str | None = None
    since: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AttributeValue(Model):
    """A custom attribute's value; of an enum `value` is the option's stable id, `label` what people see."""

    name: str
    value: Any = None
    display_name: str | None = None
    type: str | None = None
    label: str | None = None


def _attribute_values(found: Any) -> tuple[AttributeValue, ...]:
    """Single contacts carry entries, lists a map."""
    if isinstance(found, Mapping):
        return tuple(AttributeValue(name=name, value=value) for name, value in found.items())
    return entries(AttributeValue.from_json, found)


@dataclass(frozen=True, kw_only=True)
class Contact(Model):
    """A person.

    primary_phone: as it was given; phone: what it means
    attributes: one entry per value; None when the answer did not carry them, as a list without `include=`
    phones, suppressions: all its numbers, and what keeps it from being reached; empty in lists
    """

    id: str
    primary_phone: str
    phone: Phone | None = None
    display_name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    full_name: str | None = None
    primary_email: str | None = None
    address: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    occupation: str | None = None
    preferred_channel: str | None = None
    gender: str | None = None
    channels: tuple[str, ...] = ()
    attributes: tuple[AttributeValue, ...] | None = field(
        default=None, metadata={"key": "customAttributes", "read": _attribute_values}
    )
    tags: tuple[Tag, ...] = ()
    phones: tuple[ContactPhone, ...] = ()
    suppressions: tuple[ContactSuppression, ...] = ()
    organization_id: str | None = None
    version: int | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    archived_at: datetime | None = None
    deleted_at: datetime | None = None
    created_by: str | None = None
    updated_by: str | None = None
    deleted_by: str | None = None

    @property
    def custom_attributes(self) -> dict[str, Any]:
        """Values by the attribute's name; empty when the answer carried none."""
        return {entry.name: entry.value for entry in self.attributes or ()}

    @property
    def etag(self) -> str | None:
        """For `if_match=` of an update: it is refused when somebody changed the contact since."""
        return None if self.version is None else f'"{self.version}"'


@dataclass(frozen=True, kw_only=True)
class FieldProblem(Model):
    """A value that was refused, and why; `code` is stable, `message` says what to do."""

    code: str
    message: str = ""
    field: str | None = None
    value: Any = None


@dataclass(frozen=True, kw_only=True)
class DeletedContact(Model):
    """A contact in the trash, which `contacts.restore(id)` brings back."""

    id: str
    deleted_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SavedContact(Contact):
    """A contact just created or changed, and what was not taken of it.

    attribute_errors: attribute values that were refused although the contact was saved
    warnings: values of which only a part was understood, such as several numbers in one phone field
    restorable: a deleted contact that has the number just given
    """

    attribute_errors: tuple[FieldProblem, ...] = ()
    warnings: tuple[FieldProblem, ...] = ()
    restorable: DeletedContact | None = None

    @classmethod
    def from_answer(cls, answer: Any) -> SavedContact:
        """Read `{contact, attributeErrors, …}`. Raises InvalidResponse."""
        if not isinstance(answer, Mapping) or not isinstance(answer.get("contact"), Mapping):
            raise InvalidResponse(f"Expected a contact but the answer holds {str(answer)[:80]!r}.")
        beside = {name: value for name, value in answer.items() if name != "contact"}
        return cls.from_json({**answer["contact"], **beside})
