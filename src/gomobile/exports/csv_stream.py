"""A CSV file, piece by piece. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from gomobile.exports.formula import guard

MARK = b"\xef\xbb\xbf"
"""By it Excel knows that the text is UTF-8."""
_BLOCK = 65_536


def csv_stream(header: Sequence[str], rows: Iterable[Iterable[str | None]], *, mark: bool = True) -> Iterator[bytes]:
    """The file in UTF-8, with cells that no spreadsheet runs as a formula; `mark` makes Excel read it as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(guard, header))
    if mark:
        yield MARK
    for row in rows:
        writer.writerow([cell and guard(cell) for cell in row])
        if text.tell() > _BLOCK:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()
