"""Parquet files, written to a text table batch by batch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gomobile.imports.sources.csv_text import as_utf8
from gomobile.imports.sources.errors import (
    EmptyFile,
    EncryptedFile,
    TooManyColumns,
    TruncatedFile,
    UnreadableFile,
)
from gomobile.imports.sources.jsonl import FLATTENED, LISTS
from gomobile.imports.sources.options import COLUMN_LIMIT, ReadOptions
from gomobile.imports.sources.spool import Bound, Spool, spool_path
from gomobile.imports.sources.survey import survey
from gomobile.imports.sources.table import Table

if TYPE_CHECKING:
    import polars as pl

_BATCH = 50_000


def open_parquet(path: Path, work_dir: Path, options: ReadOptions) -> Table:
    """The table in a Parquet file: ISO dates, whole floats without ".0", `customAttributes` as a column per
    attribute.

    Columns that no cell can hold (lists, nested structures) are left out and named in the notes. Null is a
    blank cell. Raises TruncatedFile, EncryptedFile, UnreadableFile, EmptyFile, TooManyColumns,
    ArchiveTooLarge.
    """
    import polars as pl

    _check_end(path)
    target = spool_path(work_dir)
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
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise UnreadableFile("The Parquet file is damaged; write it again.") from error
    text = as_utf8(target, work_dir, options=ReadOptions(max_bytes=options.max_bytes))
    found = survey(text.path, 0, Spool.separator, Spool.quote, width=0)
    notes = [f"column {name} holds nested values and was left out" for name in left_out]
    return Table(
        path=text.path,
        separator=Spool.separator,
        quote=Spool.quote,
        has_header=True,
        data_offset=0,
        header=tuple(columns),
        format="parquet",
        encoding="utf-8",
        sheet=None,
        delimiter=None,
        notes=(*notes, *text.notes),
        first_line=1,
        size=text.path.stat().st_size,
        lines=found.lines,
        multiline=found.multiline,
    )


def _check_end(path: Path) -> None:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 4))
        end = file.read()
    if end == b"PARE":
        raise EncryptedFile
    if end != b"PAR1" or size < 12:
        raise TruncatedFile


def _columns(schema: pl.Schema) -> tuple[dict[str, pl.Expr], list[str]]:
    """The text of each column by its name, and the names of those that have none."""
    import polars as pl

    columns: dict[str, pl.Expr] = {}
    left_out: list[str] = []
    for name, kind in schema.items():
        if isinstance(kind, pl.Struct) and name in FLATTENED:
            inner = {
                f"{FLATTENED[name]}.{field.name}": (pl.col(name).struct.field(field.name), field.dtype)
                for field in kind.fields
            }
        else:
            inner = {name: (pl.col(name), kind)}
        for full, (column, dtype) in inner.items():
            text = _text(full, column, dtype)
            if text is None:
                left_out.append(full)
            else:
                columns[full] = text
    return columns, left_out


def _text(name: str, column: pl.Expr, kind: pl.DataType) -> pl.Expr | None:
    import polars as pl

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
            return column.dt.convert_time_zone("UTC").dt.to_string("%Y-%m-%dT%H:%M:%SZ")
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
