"""Characters that people and programs put into phone numbers, as the plain ones that are meant.

Every character becomes exactly one, so a place in the folded text is the same place in what was provided. A
character that means nothing, such as the direction marks that messengers and spreadsheets put around a pasted
number, becomes HIDDEN and is dropped when the text is read.
"""

from __future__ import annotations

import unicodedata

HIDDEN = "\0"

_BLANKS = "\t\v\f\x1f \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAKS = "\n\r\x1c\x1d\x1e\x85\u2028\u2029"
_HIDDEN = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e"
_HIDDEN += "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
# What looks like an ASCII character and is typed instead of it.
_LIKE = {
    "+": "\u207a\u208a\ufe62\u2795",
    "-": "\u2043\u2212\u30fc\u02d7",
    ".": "\xb7\u2022\u2027\u30fb\u3002\uff61\u066b\u2024",
    ",": "\u060c\u3001\ufe50\u066c",
    ";": "\u061b",
    "/": "\u2044\u2215",
    "~": "\u2053\u223c",
    "'": "\u2018\u2019\u201a\u201b\u2032\xb4`",
    '"': "\u201c\u201d\u201e\xab\xbb\u2033",
}


def _spread(ranges: str) -> str:
    """The characters of ranges written as in a regular expression's class."""
    found, index = [], 0
    while index < len(ranges):
        if ranges[index + 1 : index + 2] == "-":
            found += map(chr, range(ord(ranges[index]), ord(ranges[index + 2]) + 1))
            index += 3
        else:
            found.append(ranges[index])
            index += 1
    return "".join(found)


TRIM = _spread(_BLANKS) + _spread(_BREAKS) + _spread(_HIDDEN)
"""What is cut off both ends of a cell before it is kept as provided."""


def _plain(char: str) -> str:
    """The plain character that stands for one that is in no table."""
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    category = unicodedata.category(char)
    if category == "Pd":
        return "-"
    if category == "Zs":
        return " "
    return HIDDEN if category in ("Cf", "Cc", "Me", "Mn", "Cs") else char


class _Folds(dict[int, str]):
    """The plain character for each code point; filled as new ones are met, within the basic plane."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        if code < 0x10000:
            self[code] = plain
        return plain


_FOLDS = _Folds()
_FOLDS.update({code: chr(code) for code in range(32, 127)})
_FOLDS.update(dict.fromkeys(map(ord, _spread(_BLANKS)), " "))
_FOLDS.update(dict.fromkeys(map(ord, _spread(_BREAKS)), "\n"))
_FOLDS.update(dict.fromkeys(map(ord, _spread(_HIDDEN)), HIDDEN))
for _plain_char, _alike in _LIKE.items():
    _FOLDS.update(dict.fromkeys(map(ord, _alike), _plain_char))


def fold(text: str) -> str:
    """The plain form of a text, of the same length."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_FOLDS)


def frequent_folds() -> dict[str, str]:
    """What to put for the characters that whole columns are written in: digits, blanks, dashes, plus signs.

    For replacing them in bulk: a hidden character becomes nothing.
    """
    digits = "".join(chr(zero + digit) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xFF10) for digit in range(10))
    chars = digits + "\u2010\u2011\u2012\u2013\u2014\u2015\uff0b\uff08\uff09\uff0d\uff0e\uff0f" + TRIM
    chars += "".join(_LIKE[plain] for plain in "+-./")
    return {char: _FOLDS[ord(char)].replace(HIDDEN, "") for char in chars if not char.isascii()}
