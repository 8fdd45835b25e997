"""The rows of an import to look at, as a file in the same columns, ready to be mended and imported again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from gomobile.exports.formula import guard
from gomobile.imports.store import ProblemRow

EXTRA = ("line", "column", "code", "message", "value")


def rejects_csv(header: Sequence[str], rows: Iterable[ProblemRow]) -> Iterator[bytes]:
    """CSV in UTF-8 (with a mark for Excel): the file's own columns, then where and what is wrong; several problems
    of a row are joined by ` | `. A column of the file that has one of those names keeps it, ours gets a `_`. What a
    spreadsheet would run as a formula is guarded; an import takes the guard off.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([*map(guard, header), *(name if name not in header else f"{name}_" for name in EXTRA)])
    yield b"\xef\xbb\xbf"
    for row in rows:
        told = [[str(problem[name] or "") for problem in row.problems] for name in EXTRA[1:]]
        cells = [*row.cells, *[None] * (len(header) - len(row.cells))]
        texts = [*cells, str(row.line), *(" | ".join(texts) for texts in told)]
        writer.writerow([guard(text) if text else text for text in texts])
        if buffer.tell() > 65_536:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()
