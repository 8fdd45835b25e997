"""Original carriers as prefixes of numbers, from libphonenumber's offline data. Pure."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from psycopg import sql

from gomobile.attributes.parse.text import fold
from gomobile.segments.binding import Binder, any_of, fill

# The line types of which a carrier is known.
_TYPES = sql.SQL("c.phone_type IN ('mobile', 'fixed_line_or_mobile', 'pager')")


def carrier_named(text: str) -> str | None:
    """The carrier's name as the data spells it, or None when no range is known of it."""
    return _names().get(fold(text))


def carrier_leaf(operator: str, value: object, bind: Binder) -> tuple[sql.Composable, sql.Composable]:
    """Where a positive operator is true of the contact's number, and where it is false; else nothing is known."""
    known = _begins(prefixes(None), bind)
    if operator == "is_empty":
        unknown = fill("NOT ({types} AND {known})", types=_TYPES, known=known)
        return unknown, fill("({types} AND {known})", types=_TYPES, known=known)
    names = value if isinstance(value, list) else [value]
    of_them = _begins(sorted({prefix for name in names for prefix in prefixes(str(name))}), bind)
    return (
        fill("({types} AND {of_them})", types=_TYPES, of_them=of_them),
        fill("({types} AND NOT {of_them} AND {known})", types=_TYPES, of_them=of_them, known=known),
    )


def _begins(numbers: Iterable[str], bind: Binder) -> sql.Composable:
    """Whether the number begins with one of them: one look by hash for each length there is."""
    by_length: dict[int, list[str]] = {}
    for prefix in numbers:
        by_length.setdefault(len(prefix), []).append(f"+{prefix}")
    return any_of(
        [
            fill("left(c.phone_key, {n}) = ANY ({v})", n=sql.Literal(length + 1), v=bind(listed, "text[]"))
            for length, listed in sorted(by_length.items())
        ]
    )


@functools.cache
def _names() -> dict[str, str]:
    return {fold(name): name for name in _data().values()}


@functools.cache
def _data() -> dict[str, str]:
    """Carriers by prefix. 29,000 prefixes: loaded by the first rule that names a carrier."""
    from phonenumbers.carrierdata import CARRIER_DATA

    return {prefix: names["en"] for prefix, names in CARRIER_DATA.items() if names.get("en")}


@functools.lru_cache(maxsize=256)
def prefixes(name: str | None) -> tuple[str, ...]:
    """The prefixes of exactly the numbers whose longest known prefix is this carrier's; None: any carrier's.

    A range within the range of another carrier is cut out: its neighbours are listed one digit longer.
    """
    data = _data()
    if name is None:
        return tuple(sorted(prefix for prefix in data if not _inherits(prefix, data)))
    found: set[str] = set()
    for prefix, owner in data.items():
        if owner == name:
            _cover(prefix, name, found)
    return tuple(sorted(prefix for prefix in found if not any(prefix[:n] in found for n in range(1, len(prefix)))))


def _inherits(prefix: str, data: dict[str, str]) -> bool:
    return any(prefix[:size] in data for size in range(1, len(prefix)))


def _cover(prefix: str, name: str, found: set[str]) -> None:
    if prefix not in _parents():
        found.add(prefix)
        return
    for digit in "0123456789":
        longer = prefix + digit
        if _data().get(longer, name) == name:
            _cover(longer, name, found)


@functools.cache
def _parents() -> frozenset[str]:
    """Beginnings of prefixes, below which the answer may still change."""
    return frozenset(prefix[:size] for prefix in _data() for size in range(1, len(prefix)))
