"""Write the rows of a Parquet file as text; runs in a process of its own, see `isolated`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from gomobile.imports.sources.errors import EmptyFile, TooManyColumns, UnreadableFile
from gomobile.imports.sources.jsonl import FLATTENED, LISTS
from gomobile.imports.sources.options import COLUMN_LIMIT, ReadOptions
from gomobile.imports.sources.spool import Bound

_BATCH = 50_000


def convert(path: Path, target: Path, options: ReadOptions) -> dict[str, Any]:
    """Write the rows to `target`, batch by batch; `{header, notes}`. Raises SourceError."""
    bound = Bound(options, path.stat().st_size)
    try:
        source = pl.scan_parquet(path, glob=False)
        columns, left_out = _columns(source.collect_schema())
        if not columns:
            raise EmptyFile
        if len(columns) > COLUMN_LIMIT:
            raise TooManyColumns(columns=len(columns), limit=COLUMN_LIMIT)
        cells = source.select(column.alias(str(position)) for position, column in enumerate(columns.values()))
        with target.open("wb") as writer:
            for batch in cells.collect_batches(chunk_size=_BATCH, maintain_order=True):
                bound.add(batch.select(pl.sum_horizontal(pl.all().str.len_bytes().sum())).item() or 0)
                batch.write_csv(writer, include_header=False, null_value="")
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        raise UnreadableFile("The Parquet file is damaged; write it again.") from None
    header = [name.strip() or f"Column {position}" for position, name in enumerate(columns, 1)]
    return {
        "header": header,
        "notes": [f"column {name} holds nested values and was left out" for name in left_out],
    }


def _columns(schema: pl.Schema) -> tuple[dict[str, pl.Expr], list[str]]:
    """The text of each column by its name, and the names of those that have none."""
    columns: dict[str, pl.Expr] = {}
    left_out: list[str] = []
    for name, kind in schema.items():
        inner: dict[str, tuple[pl.Expr, Any]] = {name: (pl.col(name), kind)}
        if isinstance(kind, pl.Struct) and name in FLATTENED:
            inner = {
                f"{FLATTENED[name]}.{field.name}": (pl.col(name).struct.field(field.name), field.dtype)
                for field in kind.fields
            }
        for full, (column, dtype) in inner.items():
            text = _text(full, column, dtype)
            if text is None:
                left_out.append(full)
            else:
                columns[full] = text
    return columns, left_out


def _text(name: str, column: pl.Expr, kind: pl.DataType) -> pl.Expr | None:
    if kind.is_float():
        number = column.cast(pl.Float64)
        is_whole = (number == number.floor()) & (number.abs() < 1e15)
        return (
            pl.when(is_whole)
            .then(number.cast(pl.Int64, strict=False).cast(pl.String))
            .otherwise(column.cast(pl.String))
        )
    if isinstance(kind, pl.Date):
        return column.dt.to_string("%Y-%m-%d")
    if isinstance(kind, pl.Datetime):
        if kind.time_zone:
            return column.dt.convert_time_zone("UTC").dt.to_string("%Y-%m-%dT%H:%M:%S%.fZ")
        at_midnight = column.dt.truncate("1d") == column
        return (
            pl.when(at_midnight)
            .then(column.dt.to_string("%Y-%m-%d"))
            .otherwise(column.dt.to_string("%Y-%m-%dT%H:%M:%S"))
        )
    if isinstance(kind, pl.List) and name in LISTS and not kind.inner.is_nested():
        return column.list.eval(pl.element().cast(pl.String)).list.join(";")
    if kind.is_nested() or isinstance(kind, (pl.Object,)):
        return None
    return column.cast(pl.String, strict=False)
