"""What a person or a spreadsheet put into one cell, taken apart into the phone numbers that it holds.

Nothing here knows about countries; `reading` does. Spreadsheet damage is repaired, wrappers and URI schemes
are taken off, and several numbers are separated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from gomobile.phones.errors import PhoneError
from gomobile.phones.fold import HIDDEN, TRIM, fold

MIN_DIGITS = 3
MAX_CELL = 500
"""Characters; a longer cell is text that happens to hold digits."""


@dataclass(frozen=True, slots=True)
class Part:
    """One number as provided, and the same characters folded to plain ones."""

    used: str
    folded: str

    @property
    def text(self) -> str:
        """The folded text without what means nothing."""
        return self.folded.replace(HIDDEN, "")

    def cut(self, start: int, end: int) -> Part:
        """The part between two places, without blanks around it."""
        while start < end and self.folded[start] in _EDGE:
            start += 1
        while start < end and self.folded[end - 1] in _EDGE:
            end -= 1
        return Part(self.used[start:end], self.folded[start:end])


@dataclass(frozen=True, slots=True)
class Cell:
    """The numbers of a cell in the order given, at least one, and the names of the repairs made."""

    parts: tuple[Part, ...]
    repairs: tuple[str, ...] = ()


_EDGE = f" \n{HIDDEN}"
_OPENING = f" \n{HIDDEN}'\"="
_CLOSING = f" \n{HIDDEN}'\""
_URI = re.compile(r"(?:tel|callto|sms):(?://)?([^\s;]*)((?:;[a-z][\w-]*(?:=[^;\s]*)?)*)", re.IGNORECASE)
_PARAMETER = re.compile(r";([a-z][\w-]*)=([^;\s]*)", re.IGNORECASE)
_GLOBAL_CONTEXT = re.compile(r"\+[\d().-]+", re.ASCII)
_SCIENTIFIC = re.compile(r"\+?(\d{1,24})(?:([.,])(\d{1,24}))?e(\+?)(\d{1,3})", re.IGNORECASE)
_DECIMAL = re.compile(r"(\+?\d{7,24})[.,]0{1,2}")
_THOUSANDS = re.compile(r"\+?\d{1,3}(?:,\d{3}){2,}")


def open_cell(raw: str) -> Cell:
    """Take a cell apart.

    Raises PhoneError: `required` when it is blank, `unreadable` when it holds fewer than 3 digits or is far
    too long, `roundedByExcel` when a spreadsheet has dropped digits.
    """
    if len(raw) > MAX_CELL:
        raise PhoneError("unreadable" if raw.strip(TRIM) else "required")
    folded = fold(raw)
    start, end = 0, len(raw)
    while start < end and folded[start] in _EDGE:
        start += 1
    if start == end:
        raise PhoneError("required")
    begin = start
    while start < end and folded[start] in _OPENING:
        start += 1
    while start < end and folded[end - 1] in _CLOSING:
        end -= 1
    part = Part(raw[start:end], folded[start:end])
    text = part.text
    if count_digits(text) < MIN_DIGITS:
        raise PhoneError("unreadable")
    repairs = ("wrapper",) if folded[begin:start].strip(_EDGE) else ()
    number = _spreadsheet_number(text)
    if number is not None:
        return Cell((Part(number, number),), (*repairs, "spreadsheetNumber"))
    uri = _URI.fullmatch(text)
    if uri is not None:
        return Cell((_from_uri(uri),), (*repairs, "uri"))
    parts = split(part)
    return Cell(parts, (*repairs, "severalNumbers") if len(parts) > 1 else repairs)


def count_digits(text: str) -> int:
    """How many ASCII digits a folded text has."""
    return sum(map(text.count, "0123456789"))


def _spreadsheet_number(text: str) -> str | None:
    """The digits of a number that a spreadsheet has turned into a float, or None when it has not.

    `2.12612345678E+11` and `212612345678.0` are complete. In `2.12612E+11` the exponent asks for more digits
    than are there: whether they were zeros or rounded away cannot be known.
    """
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific is not None:
        whole, point, fraction, sign, exponent = scientific.groups(default="")
        # Without point and sign, `06E12` is rather a number with a letter in it.
        if point or sign or len(whole) <= 2:
            return _exact_digits(whole, fraction, int(exponent))
    decimal = _DECIMAL.fullmatch(text)
    if decimal is not None:
        return decimal[1]
    if _THOUSANDS.fullmatch(text):
        return text.replace(",", "")
    return None


def _exact_digits(whole: str, fraction: str, exponent: int) -> str:
    kept, beyond = fraction[:exponent], fraction[exponent:]
    if beyond.strip("0"):
        raise PhoneError("unreadable")
    if len(kept) < exponent:
        raise PhoneError("roundedByExcel")
    digits = (whole + kept).lstrip("0")
    if len(digits) < MIN_DIGITS:
        raise PhoneError("unreadable")
    return digits


def _from_uri(uri: re.Match[str]) -> Part:
    """The number of a `tel:` URI (RFC 3966), after its global context and before its extension, if any.

    A context that is a domain says nothing about the number, nor do other parameters.
    """
    number = unquote(uri[1])
    parameters = {name.lower(): value for name, value in _PARAMETER.findall(uri[2])}
    context = unquote(parameters.get("phone-context", ""))
    if _GLOBAL_CONTEXT.fullmatch(context) and not number.startswith("+"):
        number = context + number
    extension = parameters.get("ext", "")
    if extension.isdigit():
        number += f";ext={extension}"
    number = fold(number)
    if count_digits(number) < MIN_DIGITS:
        raise PhoneError("unreadable")
    return Part(number, number)


_WORDS = "or|ou|et|and|oder|und|o|y|e"
_STRONG = re.compile(
    r"[;|\n](?!\s*(?:ext|isub|phone-context)=)|(?<!,),(?!,)|&"
    rf"|(?<=\s)(?:{_WORDS})(?=\s)"
    r"|(?<![^\W\d_])(?:و|أو|او)(?![^\W\d_])",
    re.IGNORECASE,
)
_MAY_SEPARATE = re.compile(rf"[;|\n,&/\\وا]|\s(?:{_WORDS})\s", re.IGNORECASE)
_SPACED_SLASH = re.compile(r"\s[/\\]\s?|\s?[/\\]\s")
_SLASH = re.compile(r"[/\\]")
_STRONG_DIGITS, _SLASH_DIGITS = 6, 7


def split(part: Part) -> tuple[Part, ...]:
    """The numbers of a part: one, unless separators stand between at least two that have enough digits each.

    A comma, semicolon, bar, line break or `or` separates numbers of 6 digits and more; a slash, which is also
    written inside a number (`06/12/34/56/78`), only those of 7 and more. What else has digits stays behind
    them.
    """
    if _MAY_SEPARATE.search(part.folded) is None:
        return (part,)
    parts: list[Part] = []
    for piece in _pieces(part, _STRONG, _STRONG_DIGITS):
        spaced = _pieces(piece, _SPACED_SLASH, _SLASH_DIGITS)
        parts += spaced if len(spaced) > 1 else _pieces(piece, _SLASH, _SLASH_DIGITS)
    return tuple(parts)


def _pieces(part: Part, separator: re.Pattern[str], enough: int) -> tuple[Part, ...]:
    pieces = pieces_between(part, separator)
    if sum(count_digits(piece.folded) >= enough for piece in pieces) < 2:
        return (part,)
    return pieces


def pieces_between(part: Part, separator: re.Pattern[str]) -> tuple[Part, ...]:
    """The pieces between the separators that have digits at all."""
    pieces, start = [], 0
    for found in separator.finditer(part.folded):
        pieces.append(part.cut(start, found.start()))
        start = found.end()
    if start == 0:
        return (part,)
    pieces.append(part.cut(start, len(part.folded)))
    return tuple(piece for piece in pieces if count_digits(piece.folded))
