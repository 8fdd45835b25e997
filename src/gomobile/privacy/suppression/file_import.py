"""Suppress every number of a file: a list of a regulator, or one from another system.

Block by block, whole columns at once: 1 million numbers in about 40 s (25 of them PostgreSQL's), in one transaction, so
that a list is there or is not. Each number of a cell counts.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import polars as pl

from gomobile.accounts.caller import Actor, Organization
from gomobile.clock import now
from gomobile.db.pool import Connection
from gomobile.imports.sources import ReadOptions, Table, open_table, read, split
from gomobile.imports.sources.received import received
from gomobile.phones.errors import PhoneError
from gomobile.phones.vectorized import normalize_series
from gomobile.privacy.suppression import file_columns, service
from gomobile.privacy.suppression.checks import LIMITS
from gomobile.privacy.suppression.file_columns import Columns, find_columns
from gomobile.privacy.suppression.store import NewSuppression
from gomobile.privacy.suppression.suppression import CHANNELS

if TYPE_CHECKING:
    from gomobile.privacy.suppression import answers

SHOWN = 100
"""Refused rows that a report shows."""
_BLOCK_BYTES = 600_000
_SAMPLE_ROWS = 200
_MESSAGES = {
    "required": "Give a reason: in a column `reason`, or one for all with `reason`.",
    "enum": f"Write one of {', '.join(CHANNELS)}.",
    "past": "This is over already; give a time to come, or leave it blank for no end.",
    "maxLength": "This text is too long; shorten it.",
}
_BAD_TIME = "Write a day as 2026-12-31, or a time with its zone."


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where a row says nothing; `column` names the column of the numbers."""

    reason: str | None = None
    channel: str = "all"
    source: str | None = None
    proof: str | None = None
    expires_at: datetime | None = None
    column: str | None = None


@dataclass(slots=True)
class Report:
    """What became of a file.

    rows = those used + `invalid` + `ended` (which an export says to be expired or lifted); a row may hold several
    numbers, and numbers = `added` + `already` + `repeated` (again in this file). `rejects`: some of the invalid ones.
    `columns` tells which column was read as which field, `ignored` those that were not read.
    """

    column: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    rows: int = 0
    invalid: int = 0
    ended: int = 0
    numbers: int = 0
    added: int = 0
    already: int = 0
    repeated: int = 0
    rejects: list[answers.RefusedCell] = field(default_factory=list)

    def to_json(self) -> answers.SuppressionFileReport:
        """As the API and the command line show it."""
        return {
            "column": self.column,
            "columns": self.columns,
            "ignored": self.ignored,
            "rows": self.rows,
            "invalid": self.invalid,
            "ended": self.ended,
            "numbers": self.numbers,
            "added": self.added,
            "alreadySuppressed": self.already,
            "repeated": self.repeated,
            "rejects": self.rejects,
        }


def import_file(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    source: BinaryIO,
    filename: str,
    defaults: Defaults,
    folder: Path,
    options: ReadOptions | None = None,
) -> Report:
    """Suppress the numbers of a file, inside the caller's transaction. `folder` is for files while it works.

    Raises SourceError, NoNumberColumn, InvalidInput (no such column).
    """
    with _opened(source, filename, folder, options or ReadOptions()) as table:
        columns = find_columns(table.header, _samples(table), defaults.column)
        header = table.header
        report = Report(header[columns.phone], columns.read_as(header), columns.ignored(header))
        work = _Work(conn, organization, actor, defaults, columns, table, report, now())
        for block in split(table, _BLOCK_BYTES):
            work.take(*read(table, block))
        work.finish()
    return report


@dataclass(slots=True)
class _Work:
    conn: Connection
    organization: Organization
    actor: Actor
    defaults: Defaults
    columns: Columns
    table: Table
    report: Report
    started: datetime
    seen: list[np.ndarray] = field(default_factory=list)

    def take(self, cells: pl.DataFrame, problems: list[Any]) -> None:
        """One block."""
        self.report.rows += cells.height
        rows = self._rows(cells)
        refused = {problem.row: [("", problem.code, problem.message, problem.value)] for problem in problems}
        ended = rows["ended"].to_numpy()
        bad = rows.select(pl.any_horizontal(pl.col("^.*_code$").is_not_null())).to_series().to_numpy().copy()
        bad[list(refused)] = True
        bad &= ~ended
        self.report.ended += int(ended.sum())
        self.report.invalid += int(bad.sum())
        for at in np.flatnonzero(bad)[: SHOWN - len(self.report.rejects)].tolist():
            self._note(cells, rows, at, refused.get(at, []))
        self._add(rows.filter(pl.Series(~bad & ~ended)))

    def finish(self) -> None:
        """Count what came twice: 8 bytes of each number's hash tell, where a set of a million numbers takes 150 MB."""
        every = np.concatenate(self.seen) if self.seen else np.empty(0, dtype=np.uint64)
        different = int(np.unique(every).size)
        self.report.numbers = int(every.size)
        self.report.repeated = self.report.numbers - different
        self.report.already = different - self.report.added

    def _rows(self, cells: pl.DataFrame) -> pl.DataFrame:
        """The values of a block, row for row, and beside each field the code of what is wrong with it."""
        phones = normalize_series(cells[str(self.columns.phone)], self.organization.default_region)
        channel, channel_code = file_columns.channels(self._cells(cells, "channel"))
        expires, expires_code = file_columns.ends(
            self._cells(cells, "expiresAt"), self.organization.timezone, self.started
        )
        texts = {name: self._cells(cells, name) for name in LIMITS}
        state = self._cells(cells, "state").str.to_lowercase()
        made = pl.DataFrame(
            {
                "key": phones["key"],
                "others": phones["others"],
                "phone_code": phones["error"],
                "channel": channel.cast(pl.String).fill_null(self.defaults.channel),
                "channel_code": channel_code,
                "expiresAt": _filled(expires.cast(pl.Datetime("us", "UTC")), self.defaults.expires_at),
                "expiresAt_code": expires_code,
                **{name: _filled(texts[name], getattr(self.defaults, name)) for name in LIMITS},
                **{f"{name}_code": file_columns.too_long(texts[name], LIMITS[name]) for name in LIMITS},
                "ended": state.is_in(["expired", "lifted"]).fill_null(value=False),
            }
        )
        missing = pl.when(pl.col("reason").is_null()).then(pl.lit("required")).otherwise("reason_code")
        return made.with_columns(missing.alias("reason_code"))

    def _cells(self, cells: pl.DataFrame, name: str) -> pl.Series:
        at = self.columns.fields.get(name)
        return pl.Series([None] * cells.height, dtype=pl.String) if at is None else cells[str(at)]

    def _add(self, rows: pl.DataFrame) -> None:
        further = rows.filter(pl.col("others").is_not_null())
        if further.height:
            split_up = further.with_columns(pl.col("others").str.split("; ")).explode("others")
            keys = normalize_series(split_up["others"], self.organization.default_region)["key"]
            rows = pl.concat([rows, split_up.with_columns(keys.alias("key"), pl.lit("").alias("others"))])
            rows = rows.filter(pl.col("key").is_not_null())
        hashes = service.hashes_of(self.conn, self.organization.id, rows["key"].unique().to_list())
        entries = [
            NewSuppression(hashes[key], key, *rest)
            for key, *rest in rows.select("key", "channel", "reason", "source", "proof", "expiresAt").iter_rows()
        ]
        self.report.added += len(service.add_rows(self.conn, self.organization.id, self.actor, entries))
        shift = {channel: at for at, channel in enumerate(CHANNELS)}
        places = (int.from_bytes(one.phone_hash[:8]) ^ shift[one.channel] for one in entries)
        self.seen.append(np.fromiter(places, dtype=np.uint64, count=len(entries)))

    def _note(self, cells: pl.DataFrame, rows: pl.DataFrame, at: int, problems: list[Any]) -> None:
        # Of a row that the reader refused the cells cannot be trusted to be in their places.
        for name in () if problems else ("phone", "channel", "reason", "source", "proof", "expiresAt"):
            code = rows[f"{name}_code"][at]
            if code is not None:
                column = self.columns.phone if name == "phone" else self.columns.fields.get(name)
                header = "" if column is None else self.table.header[column]
                value = None if column is None else cells[str(column)][at]
                problems = [*problems, (header, code, _message(name, code), value)]
        line = cells["line"][at]
        self.report.rejects.extend(
            {"line": line, "column": header, "code": code, "message": message, "value": value}
            for header, code, message, value in problems
        )


def _filled(cells: pl.Series, default: Any) -> pl.Series:
    return cells if default is None else cells.fill_null(default)


def _message(name: str, code: str) -> str:
    if name == "phone":
        return PhoneError.messages[code]  # type: ignore[index]
    return _BAD_TIME if name == "expiresAt" and code != "past" else _MESSAGES[code]


@contextmanager
def _opened(source: BinaryIO, filename: str, folder: Path, options: ReadOptions) -> Iterator[Table]:
    """The file as a table, on disk for as long as the block."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="suppressions-", dir=folder) as work:
        path = received(source, Path(work) / "source")
        yield open_table(path, Path(work), filename=filename, options=options)


def _samples(table: Table) -> list[list[str | None]]:
    for block in split(table, 65_536):
        cells, _ = read(table, block)
        return [list(row) for row in cells.drop("row", "line").head(_SAMPLE_ROWS).iter_rows()]
    return []
