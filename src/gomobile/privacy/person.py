"""A person as texts tell them: numbers in any writing and e-mail addresses. Pure.

A name does not tell a person from another one of the same name, so nothing is found by a name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from os.path import commonprefix
from typing import Any
from uuid import UUID

from gomobile.phones.normalize import PhoneError, normalize

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "0123456789" * 3)
_FORMS = {
    str(digit): f"[{digit}{'٠١٢٣٤٥٦٧٨٩'[digit]}{'۰۱۲۳۴۵۶۷۸۹'[digit]}{'０１２３４５６７８９'[digit]}]"
    for digit in range(10)
}
#: Digits with what people write between them. A letter ends a number.
_NUMBER = re.compile(r"\+?[0-9](?:[^0-9A-Za-z]{0,3}[0-9])*")
_UUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_BETWEEN = "[^0-9A-Za-z]{0,3}"
_TAIL = 7
_LONGEST = 64
_NOBODY = "a^"


@dataclass(frozen=True)
class Person:
    """Contacts that are one person, their canonical numbers and e-mail addresses; `region` reads numbers."""

    ids: frozenset[UUID]
    phone_keys: frozenset[str]
    emails: frozenset[str]
    region: str

    @cached_property
    def pattern(self) -> str:
        """A regular expression, for PostgreSQL and Python, that every text mentioning the person matches; others may
        too. Matched without regard to case.
        """
        numbers = [_BETWEEN.join(_FORMS[digit] for digit in needle[-_TAIL:]) for needle in sorted(self._needles)]
        return "|".join([*numbers, *(re.escape(email) for email in sorted(self.emails))]) or _NOBODY

    @cached_property
    def _candidate(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    @cached_property
    def _needles(self) -> frozenset[str]:
        """The digits that each writing of a number ends with: without country code and trunk prefix."""
        return frozenset(_needle(key, self.region) for key in self.phone_keys)

    def mentioned_in(self, text: str) -> bool:
        """Whether a text holds a number or an address of the person."""
        if not self._candidate.search(text):
            return False
        lowered = text.lower()
        if any(_whole(email, lowered) for email in self.emails):
            return True
        return any(self._is_number(found[0]) for found in _NUMBER.finditer(_UUID.sub(" ", text.translate(_DIGITS))))

    def _is_number(self, written: str) -> bool:
        digits = re.sub("[^0-9]", "", written)
        if not any(needle in digits if len(needle) >= _TAIL else needle == digits for needle in self._needles):
            return False
        if len(written) > _LONGEST:
            return True
        keys = _keys(written, self.region)
        # Nothing readable that holds the digits is taken for the person's: rather one note too few is kept.
        return not keys or bool(keys & self.phone_keys)

    def is_contact(self, value: object) -> bool:
        """Whether a value of a record is the identifier of one of the contacts."""
        return isinstance(value, str) and value in self._id_texts

    @cached_property
    def _id_texts(self) -> frozenset[str]:
        return frozenset(map(str, self.ids))


def _needle(key: str, region: str) -> str:
    try:
        forms = normalize(key, region).digits.split()
    except PhoneError:
        forms = []
    forms = [form for form in forms if form.isdigit()] or [re.sub("[^0-9]", "", key)]
    shared = commonprefix([form[::-1] for form in forms])[::-1]  # noqa: RUF071 - of digits, not of paths
    return shared if len(shared) >= _TAIL else re.sub("[^0-9]", "", key)


def _keys(written: str, region: str) -> set[str]:
    """The valid numbers of a text."""
    found: set[str] = set()
    try:
        phone = normalize(written, region)
        others = [normalize(other, region) for other in phone.others]
    except PhoneError:
        return found
    return {one.key for one in (phone, *others) if one.status == "valid"}


def _whole(email: str, text: str) -> bool:
    return re.search(rf"(?<![\w.+-]){re.escape(email)}(?![\w-]|\.\w)", text) is not None


DROP: Any = object()
"""What takes the place of a value that goes with the object around it."""


def scrub(value: Any, person: Person, *, values_only: bool = False) -> Any:
    """A JSON value without the person. The value itself when it does not mention them.

    An object that mentions the person in one of its own values goes as a whole (from a list, or null in its place),
    for what stands beside a number is about the same person; also what is kept under the identifier of a contact.
    With `values_only` single values become blank and everything else stays.
    """
    found = _scrub(value, person, values_only)
    if found is not DROP:
        return found
    return {"erased": True} if isinstance(value, dict) else _blank(value)


def _scrub(value: Any, person: Person, values_only: bool) -> Any:
    if isinstance(value, str):
        return DROP if person.mentioned_in(value) else value
    if isinstance(value, int) and not isinstance(value, bool):
        return DROP if abs(value) > 99_999 and person.mentioned_in(str(value)) else value
    if isinstance(value, list):
        parts = [(part, _scrub(part, person, values_only)) for part in value]
        if values_only:
            return [_blank(part) if new is DROP else new for part, new in parts]
        return [new for _, new in parts if new is not DROP]
    if isinstance(value, dict):
        return _scrub_object(value, person, values_only)
    return value


def _scrub_object(value: dict[str, Any], person: Person, values_only: bool) -> Any:
    told: dict[str, Any] = {}
    for name, part in value.items():
        new = _scrub(part, person, values_only)
        if values_only:
            told[name] = _blank(part) if new is DROP else new
            continue
        scalar = not isinstance(part, dict | list)
        if scalar and (new is DROP or person.is_contact(part)):
            return DROP
        if person.is_contact(name) or person.mentioned_in(name):
            continue
        told[name] = None if new is DROP else new
    return told


def _blank(value: Any) -> Any:
    return "" if isinstance(value, str) else None


def addresses(texts: Iterable[str | None]) -> frozenset[str]:
    """E-mail addresses as they are compared: in lower case, without the blanks around them."""
    return frozenset(text.strip().lower() for text in texts if text and text.strip())
