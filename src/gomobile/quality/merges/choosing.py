"""Which value of each field a merged contact gets, and from whom. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from gomobile.contacts.contact import Contact
from gomobile.contacts.fields import FIELDS

PRIMARY_PHONE = "primaryPhone"
ATTRIBUTE = "customAttributes."
PHONE_COLUMNS = ("phone_key", "primary_phone", "phone_status", "phone_type", "phone_region", "phone_digits")
_ATTRIBUTES = "customAttributes"


@dataclass(frozen=True, slots=True)
class Change:
    """What one entry of a contact's history overwrote, and when."""

    contact_id: UUID
    at: datetime
    before: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """A value that somebody wrote instead of choosing that of a contact; None: none."""

    value: Any


Choice = UUID | Given


@dataclass(frozen=True, slots=True)
class Chosen:
    """The value that a field gets. `contact_id` is who has it (None: it was given), `chosen` tells that somebody asked
    for it; `values` has what each contact holds, by contact.
    """

    field: str
    value: Any
    contact_id: UUID | None
    chosen: bool
    values: Mapping[UUID, Any]


def set_at(contact: Contact, changes: Iterable[Change]) -> dict[str, datetime]:
    """When each field of a contact got the value that it has, by field; one that is missing: when it was created.

    `changes` are those of its history, newest first.
    """
    found: dict[str, datetime] = {}
    later: Mapping[str, Any] = contact.attributes
    for change in changes:
        if change.contact_id != contact.id:
            continue
        for name in change.before:
            if name in FIELDS:
                found.setdefault(name, change.at)
        if _ATTRIBUTES in change.before:
            before = change.before[_ATTRIBUTES] or {}
            for name in later.keys() | before.keys():
                if later.get(name) != before.get(name):
                    found.setdefault(ATTRIBUTE + name, change.at)
            later = before
    return found


def values_of(contact: Contact) -> dict[str, Any]:
    """What a contact holds, by field; blank ones are left out."""
    fields = {name: getattr(contact, field.column) for name, field in FIELDS.items()}
    attributes = {ATTRIBUTE + name: value for name, value in contact.attributes.items()}
    held = {PRIMARY_PHONE: contact.primary_phone, **fields, **attributes}
    return {name: value for name, value in held.items() if value not in (None, "", [])}


def choose(
    contacts: Sequence[Contact], changes: Sequence[Change], choices: Mapping[str, Choice] | None = None
) -> list[Chosen]:
    """Choose for each field that one of `contacts` holds; the first of them is the survivor.

    Without a choice the value that was set last wins, of equally old ones the survivor's; a blank never wins over a
    value. The primary phone stays the survivor's. A choice of a contact that is not among them does not count.
    """
    choices = choices or {}
    held = {contact.id: values_of(contact) for contact in contacts}
    since = {contact.id: set_at(contact, changes) for contact in contacts}
    names = dict.fromkeys([PRIMARY_PHONE, *FIELDS, *(name for values in held.values() for name in values), *choices])
    chosen = []
    for name in names:
        values = {id: value[name] for id, value in held.items() if name in value}
        choice = choices.get(name)
        if isinstance(choice, Given):
            chosen.append(Chosen(name, choice.value, None, True, values))
        elif choice is not None and choice in held:
            chosen.append(Chosen(name, values.get(choice), choice, True, values))
        elif values:
            id = contacts[0].id if name == PRIMARY_PHONE else _newest(name, contacts, values, since)
            chosen.append(Chosen(name, values[id], id, False, values))
    return chosen


def _newest(
    name: str, contacts: Sequence[Contact], values: Mapping[UUID, Any], since: Mapping[UUID, Mapping[str, datetime]]
) -> UUID:
    # max() keeps the first of equals: the survivor.
    holding = [contact for contact in contacts if contact.id in values]
    survivors = [contact for contact in holding if values[contact.id] == values.get(contacts[0].id)]
    best = max(holding, key=lambda contact: since[contact.id].get(name, contact.created_at))
    return survivors[0].id if best in survivors else best.id


def applied(survivor: Contact, contacts: Sequence[Contact], chosen: Sequence[Chosen]) -> Contact:
    """The survivor with the chosen values."""
    values: dict[str, Any] = {}
    attributes: dict[str, Any] = {}
    for one in chosen:
        if one.field == PRIMARY_PHONE:
            source = next(contact for contact in contacts if contact.id == one.contact_id)
            values |= {column: getattr(source, column) for column in PHONE_COLUMNS}
        elif one.field.startswith(ATTRIBUTE):
            if one.value is not None:
                attributes[one.field.removeprefix(ATTRIBUTE)] = one.value
        else:
            values[FIELDS[one.field].column] = one.value or None
    return replace(survivor, **values, attributes=attributes)
