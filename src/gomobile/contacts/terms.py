"""What a person searches for, as texts to look for in `contacts.search_text`. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PHONE = re.compile(r"[\d\s+\-.()/]*")
_MIN_DIGITS = 3
_PROBE_DIGITS = 7
# They separate the fields of a search text; a term stays within one.
_LINE_BREAKS = re.compile(r"[\r\n]+")
_WORD = re.compile(r"[^\W_]+")
_THREE = re.compile(r".{1,3}")


@dataclass(frozen=True, slots=True)
class Term:
    """A text that a contact's search text must hold, as the database folds it.

    `probe` is a LIKE pattern that finds a superset through the trigram index, None where that index cannot help.
    """

    text: str
    probe: str | None


def make_terms(folded: str, canonical: str | None = None) -> tuple[Term, ...]:
    """The terms of a search, any of which may match; none for a blank one.

    What looks like a phone number is also searched by its digits alone, without an international prefix `00`,
    without the `(0)` of `+212 (0)6…`, and by `canonical` (the digits of its E.164 form, where it is a whole
    number): however it is written, it finds the forms in which digits are stored.
    """
    text = _LINE_BREAKS.sub(" ", folded).strip()
    if not text:
        return ()
    texts = [text]
    if looks_like_phone(text):
        digits = _digits(text)
        texts += [digits, _digits(text.replace("(0)", "")), digits[2:] if digits.startswith("00") else digits]
        if canonical:
            texts.append(canonical)
    wanted = [other for other in dict.fromkeys(texts) if other == text or len(other) >= _MIN_DIGITS]
    # A text that contains another one finds nothing more than that.
    kept = [one for one in wanted if not any(other in one for other in wanted if other != one)]
    return tuple(Term(one, _probe(one)) for one in kept)


def looks_like_phone(text: str) -> bool:
    """Whether a term is digits and the punctuation of phone numbers, with at least three digits."""
    return _PHONE.fullmatch(text) is not None and len(_digits(text)) >= _MIN_DIGITS


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _probe(text: str) -> str | None:
    # The first digits are those of country and network: their trigrams are in every row, so that reading them
    # costs most and tells nothing (18 ms for a whole number at 1M contacts, 4 ms for its last seven digits).
    part = text[-_PROBE_DIGITS:] if text.isdigit() else text
    return f"%{_thinned(part)}%" if _has_trigram(part) else None


def _thinned(text: str) -> str:
    """A pattern that asks for every third trigram of words of letters, and for none across two of them.

    Trigrams that share letters are nearly always in the same contacts, so that reading all of them costs much and tells
    little (at 5M contacts 9 ms for `elo%die%rou` and 32 ms for `elodie rou`, with the same matches).
    """
    pattern, end, thin = "", 0, False
    for word in _WORD.finditer(text):
        between, letters = text[end : word.start()], word[0].isalpha() and len(word[0]) >= 3
        pattern += "%" if between and thin and letters else _escaped(between)
        pattern += "%".join(_THREE.findall(word[0])) if letters else word[0]
        end, thin = word.end(), letters
    return pattern + _escaped(text[end:])


def _escaped(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _has_trigram(text: str) -> bool:
    """Whether pg_trgm finds a trigram in `%text%`: words are padded where they begin or end inside it."""
    for word in _WORD.finditer(text):
        begins, ends = word.start() > 0, word.end() < len(text)
        if begins or len(word[0]) + ends >= 3:
            return True
    return False
