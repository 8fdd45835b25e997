"""Parquet, written row group by row group."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any, cast

from gomobile.exports.blocks import Block, Report, Sink, frames, schema, typed
from gomobile.exports.columns import Column

if TYPE_CHECKING:
    import polars as pl

ROW_GROUP = 50_000


def write_parquet(blocks: Iterable[Block], columns: Sequence[Column], sink: Sink, report: Report) -> int:
    """Write rows of the shape `typed`; returns their number. Memory is that of a few row groups."""
    from polars.io.plugins import register_io_source

    failures: list[BaseException] = []
    count = 0

    def batches(_columns: Any, _predicate: Any, _limit: Any, _size: Any) -> Iterator[pl.DataFrame]:
        nonlocal count
        try:
            for frame in frames(blocks, len(columns)):
                yield typed(frame, columns)
                count += frame.height
                report(count)
        except BaseException as failure:
            failures.append(failure)
            raise

    table = register_io_source(batches, schema=schema(columns))
    try:
        file = cast("IO[bytes]", _File(sink, failures))
        table.sink_parquet(file, row_group_size=ROW_GROUP, maintain_order=True)
    except BaseException:
        # The library reports an error of its source, or of its file, as a text in one of its own.
        if failures:
            raise failures[0] from None
        raise
    return count


class _File(io.RawIOBase):
    """A sink as the file object that Polars asks for."""

    def __init__(self, sink: Sink, failures: list[BaseException]) -> None:
        self._sink = sink
        self._failures = failures

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        try:
            self._sink.write(bytes(data))
        except BaseException as failure:
            self._failures.append(failure)
            raise
        return len(data)
