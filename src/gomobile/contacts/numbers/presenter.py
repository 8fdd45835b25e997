"""The numbers of a contact as the API shows them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from gomobile.contacts import answers
from gomobile.phones.facts import facts_json


class _Phone(Protocol):
    @property
    def phone_key(self) -> str: ...

    @property
    def primary_phone(self) -> str: ...


def phones_json(primary: _Phone, secondary: Sequence[_Phone]) -> list[answers.ContactPhone]:
    """Every number of a contact, the primary one first; `key` is how the API addresses one."""
    return [_phone_json(primary, primary=True), *(_phone_json(phone, primary=False) for phone in secondary)]


def _phone_json(phone: _Phone, *, primary: bool) -> answers.ContactPhone:
    return {
        "key": phone.phone_key,
        "primary": primary,
        "primaryPhone": phone.primary_phone,
        "phone": facts_json(phone.phone_key),
    }
