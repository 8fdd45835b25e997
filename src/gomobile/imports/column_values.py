"""What the cells of a column say about its field. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from gomobile.attributes.parse.text import plain, trim
from gomobile.imports.aliases import GENDER_WORDS

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]{2,}")
_PHONE = re.compile(r"\+?[\d\s()./-]+")
_DATE = re.compile(r"\d{1,4}([-/. ])\d{1,2}\1\d{1,4}|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")
_AMOUNT = re.compile(r"-?\d+[.]\d{1,2}|-.*")
_EXCEL = re.compile(r"\d[.,]\d{5,}E\+1[0-4]", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\s()./-]+")

STRONG, WEAK, NO = 2, 1, 0
_MOST = 0.6


def phone_likeness(cell: str) -> int:
    """STRONG: written as only a phone number is. WEAK: digits that may be one. NO: something else."""
    first = re.split(r"[;,|]|:::| / ", plain(unicodedata.normalize("NFKC", cell)).strip(), maxsplit=1)[0]
    text = first.strip().removeprefix("tel:").strip("'")
    if _EXCEL.fullmatch(text):
        return WEAK
    if not _PHONE.fullmatch(text) or _DATE.fullmatch(text) or _AMOUNT.fullmatch(text):
        return NO
    digits = _SEPARATOR.sub("", text.lstrip("+"))
    if not 7 <= len(digits) <= 15 or digits.startswith("000") or len(set(digits)) == 1:
        return NO
    if text.startswith("+") or (digits.startswith("0") and len(digits) >= 8):
        return STRONG
    # Seconds and milliseconds since 1970 start with 1; so does no national number of that length.
    return NO if re.fullmatch(r"1\d{9}|1\d{12}", digits) else WEAK


def is_email(cell: str) -> bool:
    """Whether a cell is, or starts with, an e-mail address."""
    return _EMAIL.match(trim(cell)) is not None


def email_share(cells: Sequence[str]) -> float:
    """The share of filled cells that are e-mail addresses."""
    return sum(map(is_email, cells)) / len(cells) if cells else 0.0


def phone_share(cells: Sequence[str]) -> float:
    """The share of filled cells that look like phone numbers; 0 when all of them may as well be codes or amounts.

    Numbers that lost their plus or zero are told from codes by their lengths, which hardly differ, and from
    serial numbers by their gaps.
    """
    if not cells:
        return 0.0
    found = [phone_likeness(cell) for cell in cells]
    share = sum(map(bool, found)) / len(cells)
    if share < _MOST:
        return 0.0
    if found.count(STRONG) * 3 >= len(cells):
        return share
    digits = [re.sub(r"\D", "", plain(cell)) for cell, likeness in zip(cells, found, strict=True) if likeness]
    if any(len(text) < 8 for text in digits) or len({len(text) for text in digits}) > 3 or _is_serial(digits):
        return 0.0
    return share * 0.75


def are_genders(cells: Sequence[str]) -> bool:
    """Whether there are cells and each is a word for a gender."""
    return bool(cells) and all(cell.strip(" .").lower() in GENDER_WORDS for cell in cells)


def _is_serial(digits: Sequence[str]) -> bool:
    numbers = [int(text) for text in digits]
    if len(numbers) < 3:
        return False
    steps = [after - before for before, after in zip(numbers, numbers[1:], strict=False)]
    return len(set(numbers)) == 1 or all(0 <= step <= 1000 for step in steps)
