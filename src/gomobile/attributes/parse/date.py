"""Calendar dates as people, spreadsheets and programs write them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from gomobile.attributes.parse.months import FILLERS, MONTHS, TWO_WORDS, WEEKDAYS
from gomobile.attributes.parse.text import Refused, fold, plain

FIRST_YEAR = 1000
_PIVOT = 50  # two-digit years: 00–49 are 2000–2049, 50–99 are 1950–1999, as in current spreadsheets
_LONGEST = 64
_LAST_SERIAL = 2_958_465  # 9999-12-31

_SPACED = re.compile(r"\s*([-/.])\s*")
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})")
_COMPACT = re.compile(r"(1[89]|2[01])\d{6}")
_SERIAL = re.compile(r"\d{1,7}(?:[.,]\d+)?")
_WORD_BREAKS = re.compile(r"[\s,./'’-]+")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|ero|º|o)")


def parse_date(text: str, order: str | None) -> date:
    """Read a date. `order` is DMY, MDY, YMD, SERIAL (day numbers of a spreadsheet) or None when unknown.

    A year of four digits in front, and month names, are read whatever the order. Without an order, day and
    month are told apart only where one of them exceeds 12 or both are equal. Raises Refused: format, range (a
    date that the calendar does not have, or a year outside 1000–9999), ambiguousDate.
    """
    if len(text) > _LONGEST:
        raise Refused("format")
    body = plain(text)
    if order == "SERIAL" and _SERIAL.fullmatch(body):
        return from_serial(float(body.replace(",", ".")))[0]
    body = _SPACED.sub(r"\1", body)
    match = _YEAR_FIRST.fullmatch(body)
    if match:
        return real_date(int(match[1]), int(match[3]), int(match[4]))
    if _COMPACT.fullmatch(body):
        return real_date(int(body[:4]), int(body[4:6]), int(body[6:]))
    match = _YEAR_LAST.fullmatch(body)
    if match:
        return _by_order(match[1], match[3], match[4], order)
    return _by_name(text, order)


def from_serial(serial: float) -> tuple[date, float]:
    """The date and the fraction of the day of a 1900-system spreadsheet serial, which has a 29 February 1900.

    Raises Refused("range") outside 1–2958465.
    """
    days = int(serial)
    if not 1 <= days <= _LAST_SERIAL:
        raise Refused("range")
    return date(1899, 12, 30) + timedelta(days=days + (days < 60)), serial - days


def real_date(year: int, month: int, day: int) -> date:
    """A date that exists, in the years 1000–9999. Raises Refused("range")."""
    if year < FIRST_YEAR:
        raise Refused("range")
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused("range") from None


def _by_order(first: str, second: str, third: str, order: str | None) -> date:
    if order == "YMD" and len(third) == 2:
        return real_date(_full_year(first), int(second), int(third))
    one, two, year = int(first), int(second), _full_year(third)
    if order == "DMY":
        return real_date(year, two, one)
    if order == "MDY":
        return real_date(year, one, two)
    if one == two or two > 12:
        return real_date(year, one, two)
    if one > 12:
        return real_date(year, two, one)
    raise Refused("ambiguousDate")


def _by_name(text: str, order: str | None) -> date:
    folded = fold(text)
    for name, short in TWO_WORDS.items():
        folded = folded.replace(name, short)
    words = [word for word in _WORD_BREAKS.split(folded) if word and word not in FILLERS and word != "d"]
    if len(words) == 4 and words[0] in WEEKDAYS:
        words = words[1:]
    names = [index for index, word in enumerate(words) if word in MONTHS]
    if len(words) != 3 or len(names) != 1:
        raise Refused("format")
    month = MONTHS[words.pop(names[0])]
    first, second = (_ORDINAL.sub(r"\1", word) if _ORDINAL.fullmatch(word) else word for word in words)
    year_first = len(first) == 4 or (order == "YMD" and names[0] == 1 and len(first) == len(second) == 2)
    year, day = (first, second) if year_first else (second, first)
    if not (re.fullmatch(r"\d{4}|\d{2}", year, re.ASCII) and re.fullmatch(r"\d{1,2}", day, re.ASCII)):
        raise Refused("format")
    return real_date(_full_year(year), month, int(day))


def _full_year(year: str) -> int:
    number = int(year)
    if len(year) == 4:
        return number
    if len(year) != 2:
        raise Refused("format")
    return number + (2000 if number < _PIVOT else 1900)
