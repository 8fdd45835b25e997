"""What delimited text looks like when it is written well, and how to read it when it is not.

Well written (RFC 4180): a cell either has no quote in it, or starts and ends with one and doubles those
inside. The patterns are possessive, so that each byte is looked at once: 0.1 µs per quoted cell, and hostile
text cannot make them backtrack.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

_BACKSLASH = re.compile(r"\\(.)", re.DOTALL)


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
        one_line=pattern(rb"(?:(?:[^Q]*+(?<=[S\n]))?+" + quoted.replace(b"[^Q]", rb"[^Q\n]") + end + rb")*+[^Q]*+"),
        any_lines=pattern(rb"(?:(?:[^Q]*+(?<=[S\n]))?+" + quoted + end + rb")*+[^Q]*+"),
        record=pattern(cell + rb"(?:S" + cell + rb")*+\r?(?:\n|\Z)"),
        unclosed=pattern(rb"Q[^Q]*+(?:QQ[^Q]*+)*+\Z"),
    )


class _Readings(NamedTuple):
    """Ways to find the next cell. The last group of each pattern is plain text, those before are quoted
    content.
    """

    strict: re.Pattern[str]
    backslash: re.Pattern[str]
    tolerant: tuple[re.Pattern[str], re.Pattern[str]]


@lru_cache(maxsize=16)
def _readings(separator: str, quote: str) -> _Readings:
    s, q = re.escape(separator), re.escape(quote)
    end = rf"(?={s}|\Z)"
    blank = r"[ \t]*+" if separator != "\t" else r" *+"
    doubled = rf"{q}([^{q}]*+(?:{q}{q}[^{q}]*+)*+){q}"
    escaped = rf"{q}([^{q}\\]*+(?:\\.[^{q}\\]*+)*+){q}"
    inside, across = rf"{q}([^{s}]*?){q}", rf"{q}(.*?){q}"

    def cell(*quoted: str, plain: str) -> re.Pattern[str]:
        return re.compile("|".join((*(form + end for form in quoted), plain)), re.DOTALL)

    def padded(form: str) -> str:
        return blank + form + blank

    unquoted = rf"([^{q}{s}]*+){end}"
    return _Readings(
        strict=cell(doubled, plain=unquoted),
        backslash=cell(escaped, plain=unquoted),
        tolerant=(
            cell(padded(doubled), padded(inside), plain=rf"([^{s}]*+)"),
            cell(padded(doubled), padded(across), plain=rf"([^{s}]*+)"),
        ),
    )


def cells_of(record: str, separator: str, quote: str | None, expected: int | None = None) -> list[str]:
    """The cells of one record without its line end, also when its quotes are not where they should be.

    Of the possible readings of stray quotes, the first that gives `expected` cells is taken, else the first.
    """
    if not quote or quote not in record:
        return record.split(separator)
    readings = _readings(separator, quote)
    well = _read(record, readings.strict, separator, lambda text: text.replace(quote * 2, quote))
    if well is None and "\\" + quote in record:
        well = _read(record, readings.backslash, separator, lambda text: _BACKSLASH.sub(r"\1", text))
    if well is not None:
        return well
    possible = []
    for pattern in readings.tolerant:
        cells = _read(record, pattern, separator, lambda text: text.replace(quote * 2, quote), quote)
        if cells is not None and len(cells) == expected:
            return cells
        possible.append(cells)
    literal = record.split(separator)
    return literal if len(literal) == expected else next((cells for cells in possible if cells), literal)


def _read(
    record: str,
    pattern: re.Pattern[str],
    separator: str,
    unescape: Callable[[str], str],
    quote: str | None = None,
) -> list[str] | None:
    """The cells as `pattern` finds them, None where it finds none.

    With `quote`, also when 20 cells start with it and are not quoted: each of them may be searched to the end
    of the record for the closing quote, which a text made for it would turn into hours.
    """
    cells, position, failures = [], 0, 0
    while match := pattern.match(record, position):
        if match.lastindex == pattern.groups:
            cells.append(match[pattern.groups])
            failures += quote is not None and record.startswith(quote, position)
            if failures > 20:
                return None
        else:
            cells.append(unescape(match[match.lastindex or 1]))
        position = match.end()
        if position >= len(record):
            return cells
        position += len(separator)
    return None


def write_record(cells: list[str], separator: str, quote: str) -> str:
    """One well-written record with its line end."""
    special = (separator, quote, "\n", "\r")
    written = (
        quote + cell.replace(quote, quote * 2) + quote if any(mark in cell for mark in special) else cell
        for cell in cells
    )
    return separator.join(written) + "\n"
