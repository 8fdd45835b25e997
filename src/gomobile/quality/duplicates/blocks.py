"""Which pairs are looked at: contacts that have one of these in common. Pure.

Comparing all with all would be 500 billion pairs at a million contacts. A block is the contacts with one value of a
key. A block larger than `LARGEST` is left out and reported, because it says little and grows with its square: an
e-mail address typed for want of one, the homonyms of a large city. Its contacts still meet by their other keys.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from gomobile.quality.duplicates.model import ATTRIBUTE

LARGEST = 100
"""Contacts of a block: 4,950 pairs at most."""

SHARED_EMAIL = 10
"""Contacts that share an e-mail address and may still be one person: more of them are an office."""

_NAME = "least(first_key, last_key) || ' ' || greatest(first_key, last_key)"
_PLACE = "coalesce(zip, city)"

_KEYS = {
    "email": (("email",), "email"),
    "phoneTail": (("tail",), "tail"),
    "name": (("first", "last"), _NAME),
    "nameAndCity": (("first", "last", "city"), f"{_NAME} || '|' || city"),
    "address": (("address", "city"), "CASE WHEN length(address) >= 8 THEN address || '|' || coalesce(city, '') END"),
    "firstNameAndPlace": (
        ("first", "last", "zip", "city"),
        f"first_key || '|' || left(last_key, 1) || '|' || {_PLACE}",
    ),
    "lastNameAndPlace": (("first", "last", "zip", "city"), f"last_key || '|' || {_PLACE}"),
}

_PARTS = {
    "name": ("first", "last"),
    "nameAndCity": ("first", "last", "city"),
    "firstNameAndPlace": ("first", "zip"),
    "lastNameAndPlace": ("last", "zip"),
}


def keys(columns: Iterable[str]) -> dict[str, str]:
    """The SQL expression of each key that these columns of the contacts allow, by its name."""
    given = set(columns)
    fields = {name: expression for name, (needed, expression) in _KEYS.items() if given.issuperset(needed)}
    return fields | {column: column for column in sorted(given) if column.startswith(ATTRIBUTE)}


def chance(name: str, same: Mapping[str, float], pairs: int, members: int) -> float:
    """How probably two contacts that have nothing to do with each other share a key.

    same: how often two contacts have the same value of a column. Of a key that is one value this tells nothing, because
    the duplicates are in it: when its blocks are small it is taken for one that tells persons apart.
    """
    parts = _PARTS.get(name)
    if parts is None:
        return 0.0 if pairs <= 1.5 * members else 1.0
    return math.prod(same.get(part, 1.0) for part in parts)


def rules(names: Iterable[str], *, changed: bool) -> list[str]:
    """SQL conditions of the pairs that share a block; with `changed` those with a changed contact among the two."""
    more = " AND (l.changed OR r.changed)" if changed else ""
    return [f'l."block_{name}" = r."block_{name}"{more}' for name in names]


def shown(name: str, attributes: Mapping[str, str]) -> str:
    """A key as reports name it; `attributes` are the names of the attributes by column."""
    return f"customAttributes.{attributes[name]}" if name in attributes else name
