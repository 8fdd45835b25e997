"""What the cells of a column say about its field. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gomobile.attributes.parse.text import plain, trim

STRONG, WEAK, NO = 2, 1, 0

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]{2,}")
_SEVERAL = re.compile(r"[;,|]|:::| / ")
_PHONE = re.compile(r"\+?[\d\s()./-]+")
_DATE = re.compile(r"\d{1,4}([-/. ])\d{1,2}\1\d{1,4}|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")
_DECIMAL = re.compile(r"-.*|[\d ]+\.\d+")
_EXCEL = re.compile(r"\d(?:[.,]\d{5,})?E\+?1[0-4]", re.IGNORECASE)
# Seconds and milliseconds since 1970 start with 1; no national number of those lengths does.
_EPOCH = re.compile(r"1\d{9}|1\d{12}")
_MOST = 0.6


def phone_likeness(cell: str) -> int:
    """STRONG: written as only a phone number is. WEAK: digits that may be one. NO: something else.

    Of several numbers in a cell the first counts.
    """
    text = plain(cell).strip()
    if _EXCEL.fullmatch(text):
        return WEAK
    text = _SEVERAL.split(text, maxsplit=1)[0].strip().removeprefix("tel:").strip("' ").removesuffix(".0")
    if not _PHONE.fullmatch(text) or _DATE.fullmatch(text) or _DECIMAL.fullmatch(text):
        return NO
    digits = re.sub(r"\D", "", text)
    if not 7 <= len(digits) <= 15 or digits.startswith("000") or len(set(digits)) == 1:
        return NO
    if text.startswith("+") or (digits.startswith("0") and len(digits) > 8):
        return STRONG
    return NO if _EPOCH.fullmatch(digits) else WEAK


def is_email(cell: str) -> bool:
    """Whether a cell is, or starts with, an e-mail address."""
    return _EMAIL.match(trim(cell)) is not None


def email_share(cells: Sequence[str]) -> float:
    """The share of these filled cells that are e-mail addresses; 0 when they are not most."""
    share = sum(map(is_email, cells)) / len(cells) if cells else 0.0
    return share if share >= _MOST else 0.0


def phone_share(cells: Sequence[str]) -> float:
    """The share of these filled cells that look like phone numbers; 0 when they are not most.

    Where few have the plus or zero of a phone number, the column may hold codes, and counts for less:
    phone numbers are of one or two lengths, and their order in a file is not that of a counter.
    """
    found = [(plain(cell), likeness) for cell in cells if (likeness := phone_likeness(cell))]
    share = len(found) / len(cells) if cells else 0.0
    if share < _MOST:
        return 0.0
    if 3 * sum(likeness == STRONG for _, likeness in found) >= len(found):
        return share
    digits = [re.sub(r"\D", "", text) for text, _ in found if not _EXCEL.fullmatch(text)]
    lengths = set(map(len, digits))
    if lengths and (min(lengths) < 8 or len(lengths) > 2 or _counts_up(digits)):
        return 0.0
    return 0.75 * share


def _counts_up(digits: Sequence[str]) -> bool:
    """Whether short numbers are those of a counter: each the one before, or a little more."""
    numbers = list(map(int, digits))
    if len(numbers) < 3 or len(digits[0]) > 10:
        return False
    return all(0 <= after - before <= 1000 for before, after in pairwise(numbers))
