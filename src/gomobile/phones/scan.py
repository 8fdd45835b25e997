"""A column of texts as digits: what is needed to read simple numbers without touching them one by one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

# Kinds of byte; those below 10 are the digits themselves.
_PUNCTUATION, _SLASH, _PLUS, _OTHER, _FOREIGN = 10, 11, 12, 13, 14
_KINDS = np.full(256, _OTHER, dtype=np.uint8)
_KINDS[128:] = _FOREIGN
_KINDS[ord("0") : ord("9") + 1] = range(10)
_KINDS[[ord(char) for char in " -.()"]] = _PUNCTUATION
_KINDS[ord("/")] = _SLASH
_KINDS[ord("+")] = _PLUS

_PAD = 32
"""Zeros around the digits, so that reading a few too many at either end stays inside the array."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a column of texts consists of, one entry per row.

    simple: only digits, spaces and `-.()/`, with at most one `+`, before the first digit
    plus, slash: there is such a `+`; there is a `/`
    foreign: has characters that are not ASCII
    untrimmed: does not begin and end in a visible ASCII character
    decimal: digits that end in `.0` or `.00`, as a spreadsheet's number does
    lengths: bytes
    starts, counts: where the row's digits begin in `digits`, and how many there are
    """

    simple: np.ndarray
    plus: np.ndarray
    slash: np.ndarray
    foreign: np.ndarray
    untrimmed: np.ndarray
    decimal: np.ndarray
    lengths: np.ndarray
    starts: np.ndarray
    counts: np.ndarray
    digits: Digits


class Digits:
    """All digits of a column, one after another, and the numbers that runs of them make."""

    def __init__(self, digits: np.ndarray) -> None:
        self._digits = np.zeros(digits.size + 2 * _PAD, dtype=np.uint8)
        self._digits[_PAD:-_PAD] = digits

    @cached_property
    def _pairs(self) -> np.ndarray:
        return self._digits[:-1] * np.uint8(10) + self._digits[1:]

    @cached_property
    def triples(self) -> np.ndarray:
        """The value of the three digits that start at each position (uint16)."""
        return self._pairs[:-1] * np.uint16(10) + self._digits[2:]

    @cached_property
    def _fours(self) -> np.ndarray:
        return self._pairs[:-2] * np.uint16(100) + self._pairs[2:]

    def at(self, positions: np.ndarray) -> np.ndarray:
        """The digit at each position."""
        return self._digits.take(positions)

    def last(self, ends: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """The value of the `counts` (at most 16) digits before each position of `ends` (uint64)."""
        value = np.zeros(ends.size, dtype=np.uint64)
        for back in (16, 12, 8, 4):
            value = value * np.uint64(10_000) + self._fours.take(ends - back)
        return value % POWERS.take(counts)


POWERS = 10 ** np.arange(20, dtype=np.uint64)


def scan(texts: pl.Series) -> Scan:
    """Look at every byte of a column of texts (no nulls) once."""
    lengths = texts.str.len_bytes().to_numpy().astype(np.int64)
    ends = lengths.cumsum()
    starts = ends - lengths
    joined = texts.str.join("").item() if len(texts) else ""
    # The pads keep every look at the bytes around a row inside the array; they are no part of any row.
    raw = np.frombuffer(b"   " + joined.encode() + b" ", dtype=np.uint8)
    first, last = raw.take(starts + 3), raw.take(ends + 2)
    before_last, before_both = raw.take(ends + 1), raw.take(ends)

    kinds = _KINDS.take(raw[3:-1])
    is_digit = kinds < _PUNCTUATION
    seen = np.zeros(kinds.size + 1, dtype=np.int32)
    np.cumsum(is_digit, out=seen[1:])
    digit_starts = seen.take(starts).astype(np.int64)
    counts = seen.take(ends) - digit_starts

    simple = np.ones(len(texts), dtype=bool)
    slash = np.zeros(len(texts), dtype=bool)
    foreign = np.zeros(len(texts), dtype=bool)
    plus = (first == ord("+")) & (lengths > 0)
    kinds[starts[plus]] = _PUNCTUATION
    odd = np.flatnonzero(kinds > _PUNCTUATION)
    if odd.size:
        rows = _rows_at(odd, lengths, ends)
        kind = kinds.take(odd)
        simple[rows[kind >= _OTHER]] = False
        foreign[rows[kind == _FOREIGN]] = True
        slash[rows[kind == _SLASH]] = True
        _place_inner_plus(odd[kind == _PLUS], rows[kind == _PLUS], plus, simple, seen, digit_starts)

    zero, dot = ord("0"), ord(".")
    decimal = (last == zero) & ((before_last == dot) | ((before_last == zero) & (before_both == dot)))
    return Scan(
        simple=simple,
        plus=plus,
        slash=slash,
        foreign=foreign,
        untrimmed=(lengths > 0) & (_is_untrimmed(first) | _is_untrimmed(last)),
        decimal=decimal & (counts + plus + 1 == lengths),
        lengths=lengths,
        starts=digit_starts + _PAD,
        counts=counts,
        digits=Digits(kinds[is_digit]),
    )


def _rows_at(positions: np.ndarray, lengths: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The row of each of these byte positions, which are in order."""
    if positions.size * 8 < lengths.size:
        return np.searchsorted(ends, positions, side="right")
    return np.repeat(np.arange(lengths.size), lengths).take(positions)


def _place_inner_plus(
    at: np.ndarray,
    rows: np.ndarray,
    plus: np.ndarray,
    simple: np.ndarray,
    seen: np.ndarray,
    digit_starts: np.ndarray,
) -> None:
    """A `+` further on counts if neither digit nor `+` precedes it; else the row is not simple."""
    leading = seen.take(at) == digit_starts.take(rows)
    simple[rows[~leading]] = False
    again = np.zeros(rows.size, dtype=bool)
    again[1:] = rows[1:] == rows[:-1]
    simple[rows[again | plus.take(rows)]] = False
    plus[rows[leading]] = True


def _is_untrimmed(edge: np.ndarray) -> np.ndarray:
    return (edge <= ord(" ")) | (edge >= 127)
