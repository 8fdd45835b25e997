"""Numbers that no telephone answers: ranges kept for fiction, or given to no operator. Pure.

Where a regulator keeps numbers for film and books, those are taken. Morocco, Algeria and Tunisia keep none: there the
numbers lie where the numbering plan of libphonenumber knows no operator, or no range at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from random import Random

import numpy as np


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that begin with `prefix` (E.164 without the plus) and have `free` digits after it."""

    country: str
    prefix: str
    free: int
    why: str

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return 10**self.free

    def __contains__(self, phone: str) -> bool:
        digits = phone.removeprefix("+")
        return digits.startswith(self.prefix) and len(digits) == len(self.prefix) + self.free


_ARCEP = "kept for fiction by ARCEP"
_OFCOM = "kept for fiction by Ofcom"
_BNETZA = "kept for media by the Bundesnetzagentur"
_NANPA = "555-0100 to 555-0199 are kept for fiction in North America"
_FRENCH = ("19900", "26191", "35301", "46571", "53649", "63998")
_BRITISH = (
    "1134960", "1144960", "1154960", "1164960", "1174960", "1184960", "1214960", "1314960", "1414960", "1514960",
    "1614960", "1914980", "2079460", "7700900",
)  # fmt: skip
_GERMAN = ("3023125", "6990009", "4066969", "2214710", "8999998")
# Of each last digit one area code: the last eight digits of two numbers are never the same.
_AMERICAN = ("202", "203", "214", "215", "206", "617", "718")
_CANADIAN = ("450", "431", "819")

RANGES: tuple[Range, ...] = (
    *(Range("MA", f"212692{at}", 5, "mobile numbers without an operator") for at in range(3, 10)),
    *(Range("FR", f"33{code}", 4, _ARCEP) for code in _FRENCH),
    *(Range("GB", f"44{code}", 3, _OFCOM) for code in _BRITISH),
    *(Range("DE", f"49{code}", 3, _BNETZA) for code in _GERMAN),
    *(Range("US", f"1{code}55501", 2, _NANPA) for code in _AMERICAN),
    *(Range("CA", f"1{code}55501", 2, _NANPA) for code in _CANADIAN),
    Range("DZ", "213530", 6, "in no range of the numbering plan"),
    Range("TN", "21660", 6, "in no range of the numbering plan"),
)
CALLING_CODES = {"MA": "212", "FR": "33", "GB": "44", "DE": "49", "US": "1", "CA": "1", "DZ": "213", "TN": "216"}


_AT_ONCE = 2_000


def is_invented(phone: str) -> bool:  # allow: what every invented number is held against
    """Whether a number (E.164) is of the ranges."""
    return any(phone in one for one in RANGES)


class Numbers:
    """Gives numbers out, each once; the same ones in the same order for one seed."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given: set[str] = set()
        self._waiting = {country: self._of(country) for country in CALLING_CODES}

    def take(self, country: str) -> str:
        """The next number of a country, E.164; of Morocco when its ranges are used up."""
        for phone in self._waiting[country]:
            if phone not in self._given:
                self._given.add(phone)
                return phone
        return self.take("MA")

    def slip(self, phone: str) -> str:
        """A free number that differs from `phone` in its last digits, as after a typing error."""
        swapped = phone[:-2] + phone[-1] + phone[-2]
        others = [
            swapped,
            *(phone[:-1] + digit for digit in "0123456789"),
            *(f"{phone[:-2]}{n:02}" for n in range(100)),
        ]
        found = next((one for one in others if one not in self._given), None)
        if found is None:
            return self.take("MA")
        self._given.add(found)
        return found

    def _of(self, country: str) -> Iterator[str]:
        """The numbers of a country's ranges in turn, each range in a mixed order."""
        orders = []
        for one in RANGES:
            if one.country == country:
                # A step without a common factor with a power of ten visits every number once.
                step, start = self._random.choice((7_919, 3_571, 9_241, 6_133)), self._random.randrange(one.size)
                orders.append((one, step, start))
        for phones in zip_longest(*(_mixed(one, step, start) for one, step, start in orders)):
            yield from (phone for phone in phones if phone is not None)


def _mixed(one: Range, step: int, start: int) -> Iterator[str]:
    """The numbers of a range in a mixed order.

    Of a large one only every eleventh: no two of those differ in one digit or by a swap (the check of ISBN-10), so
    that what is similar among the people was made similar.
    """
    for first in range(0, one.size, _AT_ONCE):
        order = np.arange(first, min(first + _AT_ONCE, one.size), dtype=np.int64)
        tails = (start + order * step) % one.size
        if one.size >= 1_000:
            tails = tails[_check(one, tails) % 11 == 0]
        yield from (f"+{one.prefix}{tail:0{one.free}}" for tail in tails.tolist())


def _check(one: Range, tails: np.ndarray) -> np.ndarray:
    """Each digit times its place from the right, added up."""
    places = range(one.free + 1, one.free + 1 + len(one.prefix))
    found = np.full(len(tails), sum(at * int(digit) for at, digit in zip(places, reversed(one.prefix), strict=True)))
    for place in range(1, one.free + 1):
        found += place * (tails // 10 ** (place - 1) % 10)
    return found
