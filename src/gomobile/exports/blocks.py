"""Blocks of rows as the database writes them: passed on as they are, or as typed frames. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from gomobile.exports.cells import UNIT_SEPARATOR
from gomobile.exports.columns import Column

if TYPE_CHECKING:
    import polars as pl

TEXT_BLOCK = 256 * 1024
FRAME_BLOCK = 2 * 1024 * 1024

Report = Callable[[int], None]
"""Gets the number of rows written so far."""


class Sink(Protocol):
    """Where an export is written, from its beginning to its end."""

    def write(self, data: bytes | bytearray, /) -> object:
        """Take the next bytes."""
        ...


class Block(NamedTuple):
    """Whole rows, each with its line end, and their number."""

    data: bytes | bytearray
    rows: int


def write_text(blocks: Iterable[Block], sink: Sink, report: Report) -> int:
    """Pass rows on as they are; returns their number."""
    count = 0
    for block in blocks:
        sink.write(block.data)
        count += block.rows
        report(count)
    return count


def frames(blocks: Iterable[Block], width: int) -> Iterator[pl.DataFrame]:
    """Rows of CSV as frames of String columns "0", "1", …; null where there is no value."""
    import polars as pl

    schema = {str(at): pl.String() for at in range(width)}
    for block in blocks:
        yield pl.read_csv(bytes(block.data), has_header=False, schema=schema)


def typed(frame: pl.DataFrame, columns: Sequence[Column]) -> pl.DataFrame:
    """The frame with the names and types of the columns: `schema`."""
    import polars as pl

    made = []
    for at, column in enumerate(columns):
        cell = pl.col(str(at))
        match column.kind:
            case "number":
                cell = cell.cast(pl.Float64)
            case "boolean":
                cell = cell == "true"
            case "date":
                cell = cell.str.to_date("%Y-%m-%d")
            case "moment" | "stamp":
                cell = moments(cell).dt.replace_time_zone("UTC")
            case "list":
                cell = cell.str.split(UNIT_SEPARATOR)
        made.append(cell.alias(column.name))
    return frame.select(made)


def moments(cell: pl.Expr) -> pl.Expr:
    """Stored date-times as Datetime in milliseconds, without a time zone."""
    return cell.str.to_datetime("%Y-%m-%dT%H:%M:%S%.3fZ", time_unit="ms")


def schema(columns: Sequence[Column]) -> dict[str, pl.DataType]:
    """The type of each column: numbers, booleans, dates and times as such, everything else a text."""
    import polars as pl

    types: dict[str, pl.DataType] = {
        "number": pl.Float64(),
        "boolean": pl.Boolean(),
        "date": pl.Date(),
        "moment": pl.Datetime("ms", "UTC"),
        "stamp": pl.Datetime("ms", "UTC"),
        "list": pl.List(pl.String()),
    }
    return {column.name: types.get(column.kind, pl.String()) for column in columns}
