"""Names for programs from names for people: `Solde dû` becomes `solde_du`, `المدينة` becomes `almdyna`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

MAX_SLUG = 64

# Letters that Unicode does not decompose, and Arabic by sound, letter for letter: short vowels are not
# written.
_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h",
    "ا": "a", "ٱ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d",
    "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z",
    "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "ة": "a", "و": "w", "ي": "y", "ی": "y", "ى": "a", "ء": "", "ـ": "", "پ": "p", "چ": "ch", "ڤ": "v",
    "گ": "g", "ڭ": "g", "%": " percent ", "€": " eur ", "$": " usd ",
}  # fmt: skip


def slugify(text: str, *, fallback: str = "attribute") -> str:
    """Lower-case ASCII letters, digits and single underscores, at most 64; `fallback` when none is left."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(
        char if char.isascii() and char not in _LETTERS else _LETTERS.get(char, _digit(char))
        for char in decomposed
        if not unicodedata.combining(char)
    )
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:MAX_SLUG].rstrip("_") or fallback


def unique_slug(text: str, taken: Collection[str], *, fallback: str = "attribute") -> str:
    """The slug of `text`, with `_2`, `_3`, … when it is taken."""
    slug = candidate = slugify(text, fallback=fallback)
    number = 1
    while candidate in taken:
        number += 1
        suffix = f"_{number}"
        candidate = slug[: MAX_SLUG - len(suffix)] + suffix
    return candidate


def _digit(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return " " if digit is None else str(digit)
