"""Rewrite a text whose quotes are not where they should be.

`5" pipe`, `"Rue "Verte" 12"`, `a, "b, c"`, `"said \\"yes\\""` and a quote that is opened and never closed.
Read as written, the last swallows every row up to the next quote. So each badly written line is read for
itself and written well; lines that are fine stay as they are, byte by byte.
"""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

from gomobile.imports.sources.grammar import cells_of, grammar, write_record
from gomobile.imports.sources.spool import Bound
from gomobile.imports.sources.survey import pieces_of

_LONGEST_RECORD = 128 * 1024  # over lines; four times what a spreadsheet cell can hold


def repair(source: Path, start: int, target: Path, separator: str, quote: str, width: int, bound: Bound) -> int:
    """Write the text of `source` from byte `start` to `target`, well written. Returns how many lines had to
    be changed.

    `width` is the usual number of cells: a quoted cell may go over several lines only where that gives a
    record of this width.
    """
    rules = grammar(separator, quote)
    changed, held = 0, b""
    with target.open("wb") as writer:
        for piece in chain(pieces_of(source, start), (b"",)):
            text, position = held + piece, 0
            while position < len(text):
                fine = rules.one_line.match(text, position)
                end = (
                    len(text)
                    if fine and fine.end() == len(text)
                    else text.rfind(b"\n", position, fine.end() if fine else 0) + 1
                )
                if end > position:
                    written, position = text[position:end], end
                elif piece and len(text) - position < _LONGEST_RECORD:
                    break
                elif end := _end_over_lines(text, position, rules.record, separator, quote, width):
                    written, position = text[position:end], end
                else:
                    end = text.find(b"\n", position) + 1 or len(text)
                    line = text[position:end].rstrip(b"\r\n").decode()
                    written, position = (
                        write_record(cells_of(line, separator, quote, width), separator, quote).encode(),
                        end,
                    )
                    changed += 1
                bound.add(len(written))
                writer.write(written)
            held = text[position:]
    return changed


def _end_over_lines(text: bytes, start: int, record: re.Pattern[bytes], separator: str, quote: str, width: int) -> int:
    """Where the record at `start` ends when it is a well-written one over several lines, 0 when it is not.

    It is not when its lines are records by themselves: then a stray quote opens one and another stray quote
    closes it.
    """
    match = record.match(text, start)
    if match is None or match.end() - start > _LONGEST_RECORD:
        return 0
    lines = match[0].rstrip(b"\r\n").split(b"\n")
    if len(cells_of(match[0].rstrip(b"\r\n").decode(), separator, quote)) != width:
        return 0
    alone = [line.count(separator.encode()) == width - 1 for line in lines]
    if width >= 3 and (all(alone) or any(alone[1:-1])):
        return 0
    return match.end()
