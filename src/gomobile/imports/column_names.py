"""What the name of a column says about its field. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from gomobile.attributes.parse.text import fold
from gomobile.imports import aliases

_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_PARTS = re.compile(r"\s*[/|\n]\s*|\s+[-–—]\s+")
_ARABIC_THE = "ال"
_MOBILE_RANK = -1
_BEHIND = 1_000
_PLACED = frozenset({"primaryPhone", "primaryEmail", "address", "city", "state", "zip"})


class Named(NamedTuple):
    """The field that a name means, and how good a name it is: the smallest `rank`, `place` (a position in
    aliases.PLACES) and `number` ("Phone 2") win. `confidence` is 0 to 1.
    """

    field: str
    rank: int
    place: int
    number: int
    confidence: float


def words(name: str) -> list[str]:
    """The words of a name without case, accents, Arabic articles and letter variants; numbers are words."""
    folded = fold(_CAMEL.sub(" ", unicodedata.normalize("NFKC", name)))
    return [_bare(word) for word in _WORD.findall(folded)]


def key(name: str) -> str:
    """The form in which names are compared: `first_name`, `First Name` and `firstName` have the same."""
    return "".join(words(name))


@cache
def word_set(text: str) -> frozenset[str]:
    """The blank-separated words of a table line, as `words` yields them."""
    return frozenset(words(text))


def understand(name: str) -> Named | None:
    """The field that a column of this name holds; None when the name says nothing known.

    "Phone (required)" and "Tél. / الهاتف" are understood: asides are dropped, parts may say the same thing.
    """
    for text in dict.fromkeys((name, _ASIDE.sub(" ", name))):
        if found := _understand(words(text)):
            return found
    parts = [_understand(words(part)) for part in _PARTS.split(name)]
    first = parts[0]
    if len(parts) < 2 or first is None or any(part is None or part.field != first.field for part in parts):
        return None
    return max((part for part in parts if part), key=lambda part: part.place)


def is_never_phone(name: str) -> bool:
    """Whether a name says that the digits below it are something else ("Fax", "Invoice no.")."""
    return not word_set(aliases.NOT_PHONE_WORDS).isdisjoint(words(name))


def _understand(found: list[str]) -> Named | None:
    number = next((int(word) for word in found if word.isdecimal() and len(word) < 4), 1)
    letters = [word for word in found if not word.isdecimal()]
    known = _aliases()
    if exact := known.get("".join(letters)):
        return Named(*exact, place=0, number=number, confidence=0.95)
    telling = _without(letters, aliases.FILLER_WORDS)
    if exact := known.get("".join(telling)):
        return Named(*exact, place=0, number=number, confidence=0.85)
    place = max((_places().get(word, 0) for word in telling), default=0)
    rest = [word for word in telling if word not in _places()]
    allowed = _PLACED if aliases.PLACES[place] != aliases.LETTERS else None
    if place and (exact := known.get("".join(rest))) and (allowed is None or exact[0] in allowed):
        return Named(*exact, place=place, number=number, confidence=0.85)
    return _phone(rest, place, number)


def _phone(found: list[str], place: int, number: int) -> Named | None:
    """A phone that is called a number, or one that is carried: "N° GSM", "Tél. portable"."""
    phone = _without(found, aliases.NUMBER_WORDS)
    bare = _without(phone, aliases.MOBILE_WORDS)
    field, rank = _aliases().get("".join(bare), ("", 0))
    if len(bare) < len(phone) and (not bare or field == "primaryPhone"):
        if aliases.PLACES[place] in ("work", "other"):
            # Behind a phone without a place, which is the person's own, and before one with a place.
            return Named("primaryPhone", 0, 0, _BEHIND + number, 0.95)
        return Named("primaryPhone", _MOBILE_RANK, place, number, 0.95)
    return Named(field, rank, place, number, 0.9) if field == "primaryPhone" else None


def _without(found: Iterable[str], dropped: str) -> list[str]:
    return [word for word in found if word not in word_set(dropped)]


def _bare(word: str) -> str:
    if word.isascii():
        return word
    word = word.replace("ة", "ه")
    return word.removeprefix(_ARABIC_THE) if len(word) > 4 else word


@cache
def _aliases() -> dict[str, tuple[str, int]]:
    """Field and rank by the key of each alias; the first table that has a name keeps it."""
    found: dict[str, tuple[str, int]] = {}
    for table in aliases.LANGUAGES:
        for field, line in table.items():
            for rank, names in enumerate(line.split(">")):
                for name in names.split(","):
                    found.setdefault(key(name), (field, rank))
    return found


@cache
def _places() -> dict[str, int]:
    return {word: aliases.PLACES.index(place) for place, line in aliases.PLACE_WORDS.items() for word in words(line)}
