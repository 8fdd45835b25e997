"""A column of numbers, normalised in bulk; the same answers as `normalize`, row for row.

Simple numbers (digits and plain punctuation, nearly all of a real file) are read by `engine` for the whole
column. Cells with more in them are taken apart one by one; those that then are simple join the others. What
is left, and what the engine leaves open, goes through `normalize` itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl

from gomobile.phones.cell import Part, open_cell
from gomobile.phones.engine import Numbers, Reader
from gomobile.phones.errors import PhoneError
from gomobile.phones.fold import TRIM, frequent_folds
from gomobile.phones.labels import TWO_NUMBERS, is_simple, without_bracketed_label, without_leading_label
from gomobile.phones.normalize import MAX_JUNK, normalize
from gomobile.phones.plans import Plans, plans
from gomobile.phones.regions import checked_region
from gomobile.phones.scan import Scan, scan

SCHEMA = pl.Schema(
    {name: pl.String() for name in ("used", "key", "status", "type", "region", "digits", "others", "error")}
)
_MIN_DIGITS = 3
_WORTH_FOLDING = 64
"""Cells to take apart from which on replacing unusual characters in bulk first is faster."""


def normalize_series(numbers: pl.Series, region: str) -> pl.DataFrame:
    """Normalise a String column as people in `region` (ISO 3166-1 alpha-2) mean it.

    Returns the columns of SCHEMA, all String, one row per input row: those of `Phone`, with `others` joined
    by `; ` or null, and `error`, the code of PhoneError (the other columns are null then) or null. Null and
    blank cells are the error `required`. Raises UnknownRegion.
    """
    return normalize_series_counted(numbers, region)[0]


def normalize_series_counted(numbers: pl.Series, region: str) -> tuple[pl.DataFrame, int]:
    """As `normalize_series`, and how many rows had to be read one by one."""
    column = _Column(numbers, checked_region(region))
    column.read()
    return column.frame(), column.one_by_one


@dataclass(frozen=True, slots=True)
class _Batch:
    """Simple texts to read together: their rows, what is kept as provided, their digits, further numbers."""

    rows: np.ndarray
    used: pl.Series
    scan: Scan
    others: pl.Series | None = None

    def take(self, chosen: np.ndarray) -> _Batch:
        """Some of the rows; the digits stay where they are."""
        if chosen.size == self.rows.size:
            return self
        others = None if self.others is None else self.others.gather(chosen)
        return _Batch(self.rows[chosen], self.used.gather(chosen), self.scan.take(chosen), others)


class _Opened(NamedTuple):
    """A cell whose first number is simple; `certain` when the cell holds nothing else."""

    row: int
    used: str
    text: str
    others: str | None
    certain: bool


_OPENED = {"row": pl.Int64, "used": pl.String, "text": pl.String, "others": pl.String, "certain": pl.Boolean}


class _Column:
    """One column on its way: `_frames` holds what is finished, `_rows` the rows that it belongs to."""

    def __init__(self, numbers: pl.Series, region: str) -> None:
        self._numbers = numbers.cast(pl.String).fill_null("")
        self._region = region
        self._plans = plans()
        self._frames: list[pl.DataFrame] = []
        self._rows: list[np.ndarray] = []
        self.one_by_one = 0

    def read(self) -> None:
        """Read every row."""
        whole = self._trimmed()
        rest = self._read_simple(whole)
        if rest.size >= _WORTH_FOLDING:
            used = whole.used.gather(rest)
            folds = _folds()
            folded = used.str.replace_many(list(folds), list(folds.values()))
            rest = self._read_simple(_Batch(rest, used, scan(folded)))
        if rest.size:
            self._open(rest)

    def frame(self) -> pl.DataFrame:
        """All rows in the order of the column."""
        if not self._frames:
            return pl.DataFrame(schema=SCHEMA)
        if len(self._frames) == 1:
            return self._frames[0]
        order = np.argsort(np.concatenate(self._rows), kind="stable")
        return pl.concat(self._frames).select(pl.all().gather(order))

    def _trimmed(self) -> _Batch:
        used = self._numbers
        seen = scan(used)
        if seen.untrimmed.any():
            used = used.str.strip_chars(TRIM)
            seen = scan(used)
        return _Batch(np.arange(len(used)), used, seen)

    def _read_simple(self, batch: _Batch) -> np.ndarray:
        """Read the rows of a batch that need no opening; returns the rows that do."""
        seen = batch.scan
        few = seen.counts < _MIN_DIGITS
        blank = seen.lengths == 0
        self._refuse(batch.rows[blank], "required")
        self._refuse(batch.rows[seen.simple & few & ~blank], "unreadable")
        # A slash may separate two numbers, and `.0` at the end is what a spreadsheet adds to one.
        ready = seen.simple & ~few & ~seen.decimal & ~(seen.slash & (seen.counts >= TWO_NUMBERS))
        chosen = np.flatnonzero(ready)
        if chosen.size:
            self._read_batch(batch.take(chosen))
        return batch.rows[~ready & ~(seen.simple & few) & ~blank]

    def _open(self, rows: np.ndarray) -> None:
        """Take cells apart one by one, and read together those whose first number is simple."""
        opened: list[_Opened] = []
        one_by_one: list[int] = []
        refused: dict[str, list[int]] = {}
        for row, raw in zip(rows.tolist(), self._numbers.gather(rows).to_list(), strict=True):
            try:
                parts = open_cell(raw).parts
            except PhoneError as error:
                refused.setdefault(error.code, []).append(row)
                continue
            first = _first_number(row, parts)
            if first is None:
                one_by_one.append(row)
            else:
                opened.append(first)
        for code, refused_rows in refused.items():
            self._refuse(np.array(refused_rows), code)
        if opened:
            columns = pl.DataFrame(opened, schema=_OPENED, orient="row")
            self._read_batch(
                _Batch(columns["row"].to_numpy(), columns["used"], scan(columns["text"]), columns["others"]),
                columns["certain"].to_numpy(),
            )
        self._read_one_by_one(np.array(one_by_one, dtype=np.int64))

    def _read_batch(self, batch: _Batch, certain: np.ndarray | None = None) -> None:
        """Read simple texts by the engine; what it leaves open, or what may be read differently, one by one.

        A number that is not `certain` is only accepted when it is valid, since the cell holds something else
        as well.
        """
        seen = batch.scan
        numbers = Reader(self._plans, self._region, seen.digits).read(seen.starts, seen.counts, seen.plus)
        invalid = self._plans.have_status(numbers.kind, "invalid")
        doubtful = seen.slash | (seen.counts >= TWO_NUMBERS) | (seen.lengths > MAX_JUNK)
        slow = numbers.slow | (invalid & doubtful)
        if certain is not None:
            slow |= ~certain & ~self._plans.have_status(numbers.kind, "valid")
        self._read_one_by_one(batch.rows[slow])
        chosen = np.flatnonzero(~slow)
        if chosen.size:
            self._add(batch.rows[chosen], _describe(numbers.pick(chosen), batch.take(chosen), self._plans))

    def _read_one_by_one(self, rows: np.ndarray) -> None:
        self.one_by_one += rows.size
        if rows.size:
            cells = self._numbers.gather(rows).to_list()
            records = [_record(raw, self._region) for raw in cells]
            self._add(rows, pl.DataFrame(records, schema=SCHEMA, orient="row"))

    def _refuse(self, rows: np.ndarray, code: str) -> None:
        if rows.size:
            nothing = [pl.lit(None, pl.String).alias(name) for name in SCHEMA if name != "error"]
            refused = pl.Series("error", [code]).new_from_index(0, rows.size)
            self._add(rows, refused.to_frame().select(*nothing, "error"))

    def _add(self, rows: np.ndarray, frame: pl.DataFrame) -> None:
        self._rows.append(rows)
        self._frames.append(frame)


def _record(raw: str, region: str) -> tuple[str | None, ...]:
    try:
        phone = normalize(raw, region)
    except PhoneError as error:
        return (None,) * 7 + (error.code,)
    others = _join(phone.others)
    return phone.used, phone.key, phone.status, phone.type, phone.region, phone.digits, others, None


def _first_number(row: int, parts: tuple[Part, ...]) -> _Opened | None:
    """The number that `normalize` would read first, if it is simple."""
    first = parts[0]
    text = first.text
    certain = len(parts) == 1 and len(text) <= MAX_JUNK
    if not is_simple(text):
        number = without_leading_label(first)
        first = without_bracketed_label(number) or number
        text = first.text
        certain = certain and first is number
        if not is_simple(text):
            return None
    return _Opened(row, first.used, text, _join(tuple(part.used for part in parts[1:])), certain)


def _join(others: tuple[str, ...]) -> str | None:
    return "; ".join(others) or None


def _describe(numbers: Numbers, batch: _Batch, known: Plans) -> pl.DataFrame:
    """The columns of SCHEMA for numbers that were read."""
    classes = known.class_columns()
    frame = pl.DataFrame(
        {
            "used": batch.used,
            "number": pl.Series(numbers.international(batch.scan.digits, known)).cast(pl.String),
            "code": numbers.code,
            "kind": numbers.kind,
        }
    )
    trunk = pl.lit(known.trunk_prefixes).gather(pl.col("code"))
    national = pl.col("number").str.slice(pl.lit(known.code_size_column).gather(pl.col("code")))
    both_forms = pl.concat_str("number", pl.lit(" "), trunk, national)
    return frame.select(
        "used",
        key=pl.lit("+") + pl.col("number"),
        **{name: pl.lit(classes[name]).gather(pl.col("kind")) for name in ("status", "type", "region")},
        digits=pl.coalesce(both_forms, "number"),
        others=pl.lit(None, pl.String) if batch.others is None else pl.lit(batch.others),
        error=pl.lit(None, pl.String),
    )


@cache
def _folds() -> dict[str, str]:
    return frequent_folds()
