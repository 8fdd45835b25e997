"""Other ways to see a text that is no valid number as it stands: labels, odd separators, two numbers.

Each counts only when all that it yields is valid, so a number is never changed into another guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gomobile.phones.cell import Part, count_digits, pieces_between

_LETTER = r"[^\W\d_]"
_LEADING_LABEL = re.compile(rf"[^\d+(*#]*{_LETTER}[^\d+(*#]*")
_LABEL_WITH_COLON = re.compile(r".{1,24}:")
# Bounded, since an unbounded run before a letter is searched anew from each of its characters.
_BRACKETED_LABEL = re.compile(rf"[(\[][^()\[\]\d]{{0,40}}{_LETTER}[^()\[\]\d]{{0,40}}[)\]]")
_TRAILING_LABEL = re.compile(rf"\D{{0,40}}{_LETTER}")
_ODD_SEPARATORS = re.compile(r"[^\d+]+")
_ANY_SEPARATOR = re.compile(r"[;|\n,/\\&]")
_LOOSE_SEPARATORS = (
    re.compile(r"\s+-+\s+|\s{2,}|(?<=\d)\s*(?=\+)"),
    re.compile(r"(?<=\d{7})\s+(?=\d{7})"),
)
_SIMPLE = re.compile(r"[ ().\-/]*\+?[\d ().\-/]+")
_HAS_LETTER = re.compile(_LETTER)
_ENOUGH = 6
TWO_NUMBERS = 14
"""Digits from which on a text that is not a number may be two."""


@dataclass(frozen=True, slots=True)
class View:
    """What to read instead of a part; the first of `parts` is used, `rest` is left over."""

    parts: tuple[Part, ...]
    repair: str
    rest: tuple[str, ...] = ()


def is_simple(text: str) -> bool:
    """Whether a folded text is digits and plain punctuation, with at most one `+`, before the digits."""
    return _SIMPLE.fullmatch(text) is not None


def without_leading_label(part: Part) -> Part:
    """The part without words before the number (`Tel. 0612…`), which phonenumbers passes over as well."""
    label = _LEADING_LABEL.match(part.folded)
    return part if label is None else part.cut(label.end(), len(part.folded))


def without_bracketed_label(part: Part) -> Part | None:
    """The part without words in brackets at one end (`0612-34-56-78 (office)`), or None when there are none.

    phonenumbers would dial those letters, so this is tried before the whole text.
    """
    label = _BRACKETED_LABEL.search(part.folded)
    if label is None:
        return None
    before, after = part.cut(0, label.start()), part.cut(label.end(), len(part.folded))
    if not count_digits(after.folded):
        return before
    return None if count_digits(before.folded) else after


def views(part: Part, *, invalid: bool) -> Iterator[View]:
    """Other ways to see a part, the most careful first.

    `invalid` says that the part as it stands is not even possible, which allows to see several numbers in it.
    """
    has_letters = _HAS_LETTER.search(part.folded) is not None
    if has_letters or ":" in part.folded:
        yield from _without_labels(part)
    if not invalid:
        return
    pieces = pieces_between(part, _ANY_SEPARATOR)
    for index, piece in enumerate(pieces):
        if len(pieces) > 1 and count_digits(piece.folded) >= _ENOUGH:
            yield View((piece,), "firstNumber", _texts(pieces[:index] + pieces[index + 1 :]))
            break
    if not has_letters and not is_simple(part.text):
        yield View((Part(part.used, _ODD_SEPARATORS.sub(" ", part.text)),), "separators")
    if count_digits(part.folded) >= TWO_NUMBERS:
        for separator in _LOOSE_SEPARATORS:
            several = pieces_between(part, separator)
            if len(several) > 1:
                yield View(several, "severalNumbers")


def _without_labels(part: Part) -> Iterator[View]:
    candidates = [part]
    leading = _LABEL_WITH_COLON.match(part.folded)
    if leading is not None:
        candidates.insert(0, part.cut(leading.end(), len(part.folded)))
        yield View((candidates[0],), "label")
    for candidate in candidates:
        for trailing in _TRAILING_LABEL.finditer(candidate.folded):
            kept = candidate.cut(0, trailing.start())
            if count_digits(kept.folded) >= _ENOUGH:
                rest = candidate.cut(trailing.start(), len(candidate.folded))
                yield View((kept,), "label", _texts((rest,)))
                break


def _texts(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """As provided, of those that hold digits: nothing of a number is dropped without a word."""
    return tuple(part.used for part in parts if count_digits(part.folded))
