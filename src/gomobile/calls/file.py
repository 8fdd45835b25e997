"""Call results from a file, block by block.

A row without a reference gets one made of the file and its line: a file that is sent again, or an import that was
interrupted and is started again, counts nothing twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from gomobile.accounts.caller import Actor, Organization
from gomobile.calls.batch import record_batch
from gomobile.calls.columns import fields_of, missing, told
from gomobile.calls.errors import CallColumnsMissing, TooManyCalls
from gomobile.calls.service import Recorded
from gomobile.db.pool import Connection
from gomobile.errors import FieldError
from gomobile.imports.sources import ReadOptions, Table, open_table, read, split

if TYPE_CHECKING:
    import polars as pl

MAX_SHOWN = 1_000
"""Problems that are kept to be shown; all are counted."""
_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class CallFile:
    """A file of call results that was opened."""

    table: Table
    fields: dict[int, str]
    digest: str
    zone: ZoneInfo | None


@dataclass(slots=True)
class FileRecorded:
    """What became of the rows of a file so far; `problems` has `(line, problem)` of the first that failed."""

    rows: int = 0
    recorded: int = 0
    unknown: int = 0
    duplicates: int = 0
    failed: int = 0
    problems: list[tuple[int, FieldError]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a file, as objects of the API, with the line of each; and rows that could not be read."""

    data: list[dict[str, Any]]
    lines: list[int]
    unread: list[tuple[int, FieldError]]


def open_calls(
    path: Path, work_dir: Path, filename: str, *, time_zone: str | None = None, most: int | None = None
) -> CallFile:
    """Open a file (CSV, TSV, XLSX, JSON Lines …) whose first row names its columns.

    Raises SourceError, CallColumnsMissing, or TooManyCalls when it has more than `most` rows.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:16]
    table = open_table(path, work_dir, filename=filename, options=ReadOptions(has_header=True))
    fields = fields_of(table.header)
    if absent := missing(fields):
        raise CallColumnsMissing(missing=absent, columns=list(table.header)[:50])
    if most is not None and table.lines > most:
        raise TooManyCalls(max=most, rows=table.lines)
    return CallFile(table, fields, digest, ZoneInfo(time_zone) if time_zone else None)


def parts(file: CallFile) -> Iterator[Part]:
    """The rows of a file, a few thousand at a time."""
    for block in split(file.table):
        frame, problems = read(file.table, block)
        refused = {problem.row: FieldError("row", problem.code, problem.message) for problem in problems}
        for piece in frame.iter_slices(_ROWS):
            yield _part(file, piece, refused)


def record_part(conn: Connection, organization: Organization, actor: Actor, part: Part, total: FileRecorded) -> None:
    """Record some rows of a file and count them in `total`."""
    done: Recorded = record_batch(conn, organization, actor, part.data)
    total.rows += len(part.data) + len(part.unread)
    total.recorded += done.recorded
    total.unknown += done.unknown
    total.duplicates += done.duplicates
    total.failed += done.failed + len(part.unread)
    problems = sorted([*part.unread, *((part.lines[index], error) for index, error in done.problems)], key=_line)
    total.problems += problems[: MAX_SHOWN - len(total.problems)]


def _part(file: CallFile, frame: pl.DataFrame, refused: dict[int, FieldError]) -> Part:
    width = len(file.table.header)
    part = Part([], [], [])
    for cells in frame.iter_rows():
        row, line = cells[width], cells[width + 1]
        if row in refused:
            part.unread.append((line, refused[row]))
            continue
        raw = told(cells, file.fields, file.zone)
        raw.setdefault("reference", f"file:{file.digest}:{line}")
        part.data.append(raw)
        part.lines.append(line)
    return part


def _line(problem: tuple[int, FieldError]) -> int:
    return problem[0]
