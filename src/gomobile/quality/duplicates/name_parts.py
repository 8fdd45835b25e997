"""First and last name of a contact, also where only the full name is known. Pure."""

from __future__ import annotations

import re

from gomobile.quality.duplicates.name_keys import plain

_TITLES = frozenset({"mr", "mme", "mlle", "mrs", "ms", "miss", "dr", "m", "monsieur", "madame", "prof", "si", "lalla"})
# A last name goes on to the left over these: El Alaoui, Ait Ben Haddou.
_BEFORE_LAST = frozenset(
    {"el", "al", "ben", "bin", "ibn", "bel", "ait", "ould", "de", "du", "da", "van", "von", "le", "la"}
)
_BEFORE_LAST_ARABIC = frozenset({"بن", "ابن", "ايت", "ولد", "بنت"})
_SPACE = re.compile(r"[\s,;]+")


def split(first: str | None, last: str | None, full: str | None) -> tuple[str, str]:
    """(first name, last name), each empty when it is not known.

    A contact without a last name has its first name, or the full name, split before its last word.
    """
    first, last = (first or "").strip(), (last or "").strip()
    if first and last:
        return first, last
    words = [word for word in _SPACE.split((full or "").strip() or first or last) if word]
    while len(words) > 1 and plain(words[0]).rstrip(".") in _TITLES:
        del words[0]
    if len(words) < 2:
        return (first, last) if first or last else ("".join(words), "")
    if first and full is None and _one_name(words):
        return first, ""
    at = len(words) - 1
    while at > 1 and (plain(words[at - 1]) in _BEFORE_LAST or words[at - 1] in _BEFORE_LAST_ARABIC):
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


def _one_name(words: list[str]) -> bool:
    """Whether two words are one first name: Fatima Zahra, Abdel Kader, Mohamed Amine is left to the comparison."""
    return len(words) == 2 and plain(words[0]) in {"fatima", "abd", "abdel", "abdul", "lalla", "moulay", "sidi"}
