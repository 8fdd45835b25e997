"""The rows of an import to look at, as a file in the same columns, ready to be mended and imported again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gomobile.exports.csv_stream import csv_stream
from gomobile.imports.own_files import REJECT_COLUMNS
from gomobile.imports.store import ProblemRow


def rejects_csv(header: Sequence[str], rows: Iterable[ProblemRow]) -> Iterator[bytes]:
    """CSV in UTF-8 (with a mark for Excel): the file's own columns, then where and what is wrong; several problems
    of a row are joined by ` | `. A column of the file that has one of those names keeps it, ours gets a `_`. What a
    spreadsheet would run as a formula is guarded; an import takes the guard off.
    """
    names = [*header, *(name if name not in header else f"{name}_" for name in REJECT_COLUMNS)]
    return csv_stream(names, (_cells(len(header), row) for row in rows))


def _cells(width: int, row: ProblemRow) -> list[str | None]:
    told = [[str(problem[name] or "") for problem in row.problems] for name in REJECT_COLUMNS[1:]]
    given = [*row.cells, *[None] * (width - len(row.cells))]
    return [*given, str(row.line), *(" | ".join(texts) for texts in told)]
