"""Look at the quotes of a whole text, before anything is taken from it, to know that it can be read block by
block.

Measured on 87 MB: 0.05 s without quotes, 0.8 s when each of 8M cells is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gomobile.imports.sources.errors import RecordTooLong
from gomobile.imports.sources.grammar import Grammar, grammar
from gomobile.imports.sources.options import CHUNK, RECORD_LIMIT
from gomobile.imports.sources.records import count_line_ends

_LONG_NUMBER = re.compile(rb"\d[\d .-]{5,}")


@dataclass(frozen=True, slots=True)
class Survey:
    """What a text is like. `quote` is None when it has none; `lines` counts records, blank ones included.

    `stray_quotes`: some quotes are not where they should be, and the other facts are not known.
    """

    lines: int = 0
    quote: str | None = None
    multiline: bool = False
    stray_quotes: bool = False


def survey(path: Path, start: int, separator: str, quote: str | None, width: int) -> Survey:
    """Look at the UTF-8 text from byte `start`. `quote` None takes quotes for ordinary characters, `width` is
    the usual number of cells.

    Raises RecordTooLong when 4 MB go by without a line end, having read little more than that.
    """
    mark = quote.encode() if quote else b""
    rules = grammar(separator, quote) if quote else None
    lines, quoted, multiline = 0, False, False
    piece = open_cell = b""
    for piece in pieces_of(path, start):
        if rules is None or not (open_cell or mark in piece):
            lines += piece.count(b"\n")
            continue
        quoted = True
        if not open_cell and (match := rules.one_line.match(piece)) and match.end() == len(piece):
            lines += piece.count(b"\n")
            continue
        multiline = True
        text = open_cell + piece
        done = _well_written(text, rules, separator)
        if done is None or len(text) - done > RECORD_LIMIT or _swallows_records(text[:done], mark, separator, width):
            return Survey(stray_quotes=True)
        lines += count_line_ends(text[:done], quote)
        open_cell = text[done:]
    if open_cell:
        return Survey(stray_quotes=True)
    return Survey(lines + (piece != b"" and not piece.endswith(b"\n")), quote if quoted else None, multiline)


def pieces_of(path: Path, start: int) -> Iterator[bytes]:
    """The bytes from `start` in pieces of about 1 MB that end with a line. Raises RecordTooLong."""
    held = b""
    with path.open("rb") as file:
        file.seek(start)
        while chunk := file.read(CHUNK):
            end = chunk.rfind(b"\n") + 1
            if end:
                yield held + chunk[:end]
                held = chunk[end:]
            else:
                held += chunk
                if len(held) > RECORD_LIMIT:
                    raise RecordTooLong(limitBytes=RECORD_LIMIT)
    if held:
        yield held


def _well_written(text: bytes, rules: Grammar, separator: str) -> int | None:
    """How much of `text` is complete: all of it, or up to a quoted cell that is still open. None when it is
    badly written.
    """
    match = rules.any_lines.match(text)
    end = match.end() if match else 0
    if end == len(text):
        return end
    starts_a_cell = end == 0 or text[end - 1 : end] in (separator.encode(), b"\n")
    return end if starts_a_cell and rules.unclosed.match(text, end) else None


def _swallows_records(text: bytes, mark: bytes, separator: str, width: int) -> bool:
    """Whether a cell holds three lines that look like records: as many cells as usual, with a long number
    among them.

    That is what remains of the text between two stray quotes; people do not write such cells.
    """
    between = separator.encode()
    if width < 3:
        return False
    for cell in text.split(mark)[1::2]:
        if cell.count(b"\n") > 3:
            inner = cell.split(b"\n")[1:-1]
            alike = sum(line.count(between) == width - 1 and bool(_LONG_NUMBER.search(line)) for line in inner)
            if alike >= 3:
                return True
    return False
