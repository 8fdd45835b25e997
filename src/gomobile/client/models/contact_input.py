"""What may be written of a contact, in the spelling of Python or of the API. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from gomobile.client.models.base import camel
from gomobile.client.models.contacts import Contact
from gomobile.client.not_given import NOT_GIVEN


class ContactFields(TypedDict, total=False):
    """What a contact has beside a phone. Left out: stays; None: cleared; `custom_attributes` merge by key."""

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
    gender: str | None
    channels: Sequence[str] | None
    custom_attributes: Mapping[str, Any] | None


class ContactInput(ContactFields, total=False):
    """A contact to write, with its phone."""

    primary_phone: str


_KEYS = {name: camel(name) for name in (*ContactInput.__annotations__, *ContactFields.__annotations__)}


def contact_body(contact: Mapping[str, Any] | Contact) -> dict[str, Any]:
    """A contact as the API takes it.

    Names may be written `first_name` or `firstName`; unknown ones go as they are, for the service to refuse.
    What is NOT_GIVEN is left out.
    Of a Contact, such as another organization's list gives, everything goes that can be written and has a
    value. Raises TypeError for anything else.
    """
    if isinstance(contact, Contact):
        values = ((name, getattr(contact, name)) for name in _KEYS)
        return {_KEYS[name]: value for name, value in values if value not in (None, (), {})}
    if not isinstance(contact, Mapping):
        raise TypeError(f"A contact is a mapping or a Contact, not {type(contact).__name__}.")
    return {_KEYS.get(name, name): value for name, value in contact.items() if value is not NOT_GIVEN}
