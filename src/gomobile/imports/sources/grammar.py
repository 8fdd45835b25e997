"""What delimited text looks like when it is written well, and how to read it when it is not.

Well written (RFC 4180): a cell either has no quote in it, or starts and ends with one and doubles those
inside. The patterns are possessive, so that each byte is looked at once: 0.1 µs per quoted cell, and hostile
text cannot make them backtrack.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Grammar(NamedTuple):
    """Compiled patterns for one separator and quote.

    `one_line` and `any_lines` match as much well-written text as there is; the latter lets quoted cells hold
    line breaks. `record` matches one record with its line end, `unclosed` a quoted cell that is still open
    where the text ends.
    """

    one_line: re.Pattern[bytes]
    any_lines: re.Pattern[bytes]
    record: re.Pattern[bytes]
    unclosed: re.Pattern[bytes]


@lru_cache(maxsize=16)
def grammar(separator: str, quote: str) -> Grammar:
    """The patterns for text written with this separator and quote."""
    s, q = re.escape(separator).encode(), re.escape(quote).encode()
    names = {b"S": s, b"Q": q}

    def pattern(text: bytes) -> re.Pattern[bytes]:
        return re.compile(re.sub(rb"[SQ]", lambda match: names[match[0]], text))

    end = rb"(?=S|\r?\n|\Z)"
    quoted = rb"Q[^Q]*+(?:QQ[^Q]*+)*+Q"
    cell = rb"(?:" + quoted + end + rb"|[^QS\n]*+)"
    return Grammar(
        one_line=pattern(
            rb"(?:(?:[^Q]*+(?<=[S\n]))?+" + quoted.replace(b"[^Q]", rb"[^Q\n]") + end + rb")*+[^Q]*+"
        ),
        any_lines=pattern(rb"(?:(?:[^Q]*+(?<=[S\n]))?+" + quoted + end + rb")*+[^Q]*+"),
        record=pattern(cell + rb"(?:S" + cell + rb")*+\r?(?:\n|\Z)"),
        unclosed=pattern(rb"Q[^Q]*+(?:QQ[^Q]*+)*+\Z"),
    )


@lru_cache(maxsize=16)
def _cell_patterns(separator: str, quote: str) -> tuple[re.Pattern[str], ...]:
    """How to find the next cell, from the strictest reading to the most literal: group 1 is quoted content, 2
    plain text.
    """
    s, q = re.escape(separator), re.escape(quote)
    blank = r"[ \t]*+" if separator != "\t" else r" *+"
    end = rf"(?={s}|\Z)"
    strict = rf"{blank}{q}((?:[^{q}]|{q}{q})*+){q}{blank}{end}"
    inside = rf"{blank}{q}([^{s}]*?){q}{blank}{end}"
    across = rf"{blank}{q}(.*?){q}{blank}{end}"
    plain = rf"([^{s}]*+)"
    readings = ([strict, inside, plain], [strict, across, plain])
    return tuple(re.compile("|".join(f"(?:{part})" for part in reading), re.DOTALL) for reading in readings)


def cells_of(record: str, separator: str, quote: str | None, expected: int | None = None) -> list[str]:
    """The cells of one record without its line end, also when its quotes are not where they should be.

    Of the possible readings of stray quotes, the first that gives `expected` cells is taken, else the first.
    """
    if not quote or quote not in record:
        return record.split(separator)
    if "\\" + quote in record:
        escaped = _backslash_cells(record, separator, quote)
        if escaped is not None:
            return escaped
    readings = (
        _read_cells(record, pattern, separator, quote) for pattern in _cell_patterns(separator, quote)
    )
    first: list[str] = []
    for cells in (*readings, record.split(separator)):
        if expected is None or len(cells) == expected:
            return cells
        first = first or cells
    return first


def _read_cells(record: str, pattern: re.Pattern[str], separator: str, quote: str) -> list[str]:
    cells, position = [], 0
    while True:
        match = pattern.match(record, position)
        assert match is not None  # the plain alternative matches anything, also nothing
        quoted = match[1] if match[1] is not None else match[2]
        cells.append(quoted.replace(quote * 2, quote) if quoted is not None else match[3])
        position = match.end()
        if position >= len(record):
            return cells
        position += len(separator)


def _backslash_cells(record: str, separator: str, quote: str) -> list[str] | None:
    r"""The cells of a record whose quoted cells write a quote as \" (as database dumps do); None when it is
    not one.
    """
    s, q = re.escape(separator), re.escape(quote)
    pattern = re.compile(rf"{q}((?:[^{q}\\]|\\.)*+){q}(?={s}|\Z)|([^{q}{s}]*+)(?={s}|\Z)", re.DOTALL)
    cells, position = [], 0
    while True:
        match = pattern.match(record, position)
        if match is None:
            return None
        cells.append(match[2] if match[1] is None else re.sub(r"\\(.)", r"\1", match[1], flags=re.DOTALL))
        position = match.end()
        if position >= len(record):
            return cells
        position += len(separator)


def write_record(cells: list[str], separator: str, quote: str) -> str:
    """One well-written record with its line end."""
    special = (separator, quote, "\n", "\r")
    written = (
        quote + cell.replace(quote, quote * 2) + quote if any(mark in cell for mark in special) else cell
        for cell in cells
    )
    return separator.join(written) + "\n"
