"""Find out how the cells of a text are separated and quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from gomobile.imports.sources.grammar import cells_of

_SAMPLE = 100
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


class Dialect(NamedTuple):
    """A separator, a quote ("" when quotes are ordinary characters), and the usual number of cells of a
    record.
    """

    separator: str
    quote: str
    width: int


def separator_line(first: str) -> str | None:
    """The delimiter of Excel's own first line `sep=;`, None for any other line."""
    match = _SEPARATOR_LINE.fullmatch(first)
    return match[1] if match else None


def detect_dialect(lines: Sequence[str], delimiter: str | None, quote: str | None, *, prefer: str = ",") -> Dialect:
    """The dialect of the first lines of a text. `delimiter` and `quote` are what is known already; `prefer`
    wins a draw.
    """
    filled = [line for line in lines if line.strip()][:_SAMPLE]
    if delimiter is None:
        order = dict.fromkeys((prefer, ";", "\t", "|", ","))
        ranked = [(_agreement(filled, candidate), candidate) for candidate in order]
        best = max(score for score, _ in ranked)
        delimiter = next(candidate for score, candidate in ranked if score == best) if best > (0, 0) else prefer
    if quote is None:
        quote = "'" if _quotes_with_apostrophes(filled, delimiter) else '"'
    return Dialect(delimiter, quote, _width([len(cells_of(line, delimiter, quote)) for line in filled]))


def _width(widths: list[int]) -> int:
    """That of the first line when another agrees: cells over several lines make the other lines doubtful."""
    if widths[:1] and widths[0] in widths[1:]:
        return widths[0]
    return Counter(widths).most_common(1)[0][0] if widths else 1


def _agreement(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    """How well the lines agree on a number of cells, and that number.

    In tenths, so that a few bad lines do not decide. A delimiter that leaves most lines in one piece has no
    agreement at all.
    """
    widths = Counter(len(cells_of(line, delimiter, '"')) for line in lines)
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (round(count / len(lines), 1), width) if width > 1 else (0, 0)


def _quotes_with_apostrophes(lines: Sequence[str], delimiter: str) -> bool:
    """Whether cells are quoted like 'this': nearly all of them are, and the ordinary quote does not occur."""
    if any('"' in line for line in lines):
        return False
    cells = [cell.strip() for line in lines for cell in line.split(delimiter)]
    quoted = sum(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
    return quoted >= 0.6 * len(cells) > 0
