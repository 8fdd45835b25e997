"""The text under every other parser: what is trimmed, what cannot be stored, how words are compared."""

from __future__ import annotations

import unicodedata

MAX_TEXT = 4096

# Marks without width that spreadsheets and right-to-left text leave around and inside cells.
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
# Trimmed at both ends of every value: the white space of Unicode, and those marks.
EDGE = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000" + _INVISIBLE
)
_DROP_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TATWEEL = "\u0640"


class Refused(ValueError):
    """A text that is no value of the type; `code` says why in camelCase."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def trim(text: str) -> str:
    """Drop white space and invisible marks at both ends."""
    return text.strip(EDGE)


def storable(text: str) -> bool:
    """Whether PostgreSQL can hold the text: no NUL, and no half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def parse_text(text: str) -> str:
    """A text value: trimmed, at most 4096 characters, anything but NUL. Raises Refused: maxLength."""
    if len(text) > MAX_TEXT:
        raise Refused("maxLength")
    return text


def plain(text: str) -> str:
    """ASCII where a character has an ASCII meaning: digits of any script, full-width forms, NBSP and its kin.

    Invisible marks are dropped. For numbers, dates and the like, not for text values.
    """
    if text.isascii():
        return text
    text = text.translate(_DROP_INVISIBLE).translate(_FULL_WIDTH)
    return "".join(_plain_char(char) for char in text)


def _plain_char(char: str) -> str:
    if char.isascii():
        return char
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    return " " if char.isspace() else char


def fold(text: str) -> str:
    """The form in which words are compared: without case, accents, Arabic vowel signs and letter variants."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_DROP_INVISIBLE))
        text = "".join(char for char in text if not unicodedata.combining(char) and char != _TATWEEL)
        text = text.replace("ى", "ي").replace("ٱ", "ا").replace("ک", "ك").replace("ی", "ي")
        text = "".join(_plain_char(char) for char in text)
    return " ".join(text.casefold().split())
