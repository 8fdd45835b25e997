"""A column of numbers, normalised in bulk; the same answers as `normalize`, row for row.

Simple numbers (digits and plain punctuation, nearly all of a real file) are read by `engine` for the whole
column. Cells with more in them are taken apart one by one; those that then are simple join the others. What
is left, and what the engine leaves open, goes through `normalize` itself.
"""

from __future__ import annotations

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
from gomobile.phones.scan import Digits, Scan, scan

SCHEMA = pl.Schema(
    {name: pl.String() for name in ("used", "key", "status", "type", "region", "digits", "others", "error")}
)
_MIN_DIGITS = 3
_WORTH_FOLDING = 64
"""Cells with other than ASCII characters from which on replacing those in bulk is faster than one by one."""

_WORTH_OPENING = 24
"""Cells to take apart from which on reading them together (1 ms) is faster than one by one (45 µs each)."""


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
    return column.read(), column.one_by_one


class _Opened(NamedTuple):
    """A cell whose first number is simple; `certain` when the cell holds nothing else."""

    row: int
    used: str
    text: str
    others: str | None
    certain: bool


_OPENED = {"row": pl.Int64, "used": pl.String, "text": pl.String, "others": pl.String, "certain": pl.Boolean}


class _Column:
    """One column on its way: a frame for the rows that are simple as they stand, patches for the others."""

    def __init__(self, numbers: pl.Series, region: str) -> None:
        texts = numbers.cast(pl.String)
        self._numbers = texts.fill_null("") if texts.null_count() else texts
        self._region = region
        self._plans = plans()
        self._patches: list[tuple[np.ndarray, pl.DataFrame]] = []
        self._refused: list[tuple[np.ndarray, str]] = []
        self.one_by_one = 0

    def read(self) -> pl.DataFrame:
        """Read every row."""
        used = self._numbers
        seen = scan(used)
        if seen.untrimmed.any():
            used = used.str.strip_chars(TRIM)
            seen = scan(used)
        every = np.arange(len(used))
        rest, ready = self._sort_out(every, seen)
        frame, slow = self._read_simple(used, seen, ready)
        self._read_one_by_one(every[slow & ready])
        foreign = rest[seen.foreign[rest]]
        if foreign.size >= _WORTH_FOLDING:
            unsorted = self._fold(foreign, used.gather(foreign))
            rest = np.concatenate([rest[~seen.foreign[rest]], unsorted])
        if rest.size < _WORTH_OPENING:
            self._read_one_by_one(rest)
        else:
            self._open(rest)
        return self._patched(frame)

    def _sort_out(self, rows: np.ndarray, seen: Scan) -> tuple[np.ndarray, np.ndarray]:
        """The rows that have to be opened, and a mask of those that can be read as they stand."""
        few = seen.counts < _MIN_DIGITS
        blank = seen.lengths == 0
        self._refuse(rows[blank], "required")
        self._refuse(rows[seen.simple & few & ~blank], "unreadable")
        # A slash may separate two numbers, and `.0` at the end is what a spreadsheet adds to one.
        ready = seen.simple & ~few & ~seen.decimal & ~(seen.slash & (seen.counts >= TWO_NUMBERS))
        return rows[~ready & ~(seen.simple & few) & ~blank], ready

    def _read_simple(self, used: pl.Series, seen: Scan, ready: np.ndarray) -> tuple[pl.DataFrame, np.ndarray]:
        """Read simple texts by the engine: a row for each, and a mask of those that it leaves open.

        Left open is also what may be read differently: an invalid number that could be two, or a long text.
        """
        counts = np.where(ready, seen.counts, 0)
        numbers = Reader(self._plans, self._region, seen.digits).read(seen.starts, counts, seen.plus)
        invalid = self._plans.have_status(numbers.kind, "invalid")
        doubtful = seen.slash | (seen.counts >= TWO_NUMBERS) | (seen.lengths > MAX_JUNK)
        return _describe(numbers, used, seen.digits, self._plans), numbers.slow | (invalid & doubtful)

    def _fold(self, rows: np.ndarray, used: pl.Series) -> np.ndarray:
        """Read the rows that are simple once unusual characters are replaced; returns those that are not."""
        folds = _folds()
        seen = scan(used.str.replace_many(list(folds), list(folds.values())))
        rest, ready = self._sort_out(rows, seen)
        frame, slow = self._read_simple(used, seen, ready)
        self._patch(rows, frame, ready & ~slow)
        self._read_one_by_one(rows[ready & slow])
        return rest

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
            self._read_opened(pl.DataFrame(opened, schema=_OPENED, orient="row"))
        self._read_one_by_one(np.array(one_by_one, dtype=np.int64))

    def _read_opened(self, cells: pl.DataFrame) -> None:
        """A number that is not certain is only taken when it is valid: the cell may hold a better one."""
        seen = scan(cells["text"])
        rows = cells["row"].to_numpy()
        frame, slow = self._read_simple(cells["used"], seen, seen.simple)
        slow = slow | ~(cells["certain"] | (frame["status"] == "valid")).to_numpy()
        self._patch(rows, frame.with_columns(others=cells["others"]), ~slow)
        self._read_one_by_one(rows[slow])

    def _read_one_by_one(self, rows: np.ndarray) -> None:
        self.one_by_one += rows.size
        if rows.size:
            records = [_record(raw, self._region) for raw in self._numbers.gather(rows).to_list()]
            self._patches.append((rows, pl.DataFrame(records, schema=SCHEMA, orient="row")))

    def _refuse(self, rows: np.ndarray, code: str) -> None:
        if rows.size:
            self._refused.append((rows, code))

    def _patch(self, rows: np.ndarray, frame: pl.DataFrame, chosen: np.ndarray) -> None:
        if chosen.any():
            self._patches.append((rows[chosen], frame.filter(pl.Series(chosen))))

    def _patched(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with every patch in its place."""
        if self._refused:
            codes = pl.concat([pl.Series([code]).new_from_index(0, rows.size) for rows, code in self._refused])
            nothing = [pl.lit(None, pl.String).alias(name) for name in SCHEMA if name != "error"]
            refused = codes.alias("error").to_frame().select(*nothing, "error")
            self._patches.append((np.concatenate([rows for rows, _ in self._refused]), refused))
        if not self._patches:
            return frame
        rows = np.concatenate([rows for rows, _ in self._patches])
        patch = pl.concat([patch for _, patch in self._patches])
        return pl.DataFrame([column.scatter(rows, patch[column.name]) for column in frame.iter_columns()])


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


def _describe(numbers: Numbers, used: pl.Series, digits: Digits, known: Plans) -> pl.DataFrame:
    """The columns of SCHEMA for numbers that were read; what stands in slow rows means nothing."""
    classes = known.class_columns().gather(numbers.kind)
    frame = pl.DataFrame(
        {
            "used": used,
            "number": pl.Series(numbers.international(digits, known)).cast(pl.String),
            "trunk": known.trunk_prefixes.gather(numbers.code),
            "size": known.code_size_column.gather(numbers.code),
            **classes,
        }
    )
    national = pl.col("number").str.slice(pl.col("size"))
    both_forms = pl.concat_str("number", pl.lit(" "), "trunk", national)
    nothing = pl.lit(None, pl.String)
    return frame.select_seq(
        "used",
        pl.concat_str(pl.lit("+"), "number").alias("key"),
        *classes,
        pl.coalesce(both_forms, "number").alias("digits"),
        nothing.alias("others"),
        nothing.alias("error"),
    )


@cache
def _folds() -> dict[str, str]:
    return frequent_folds()
