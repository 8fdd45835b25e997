"""Rows to look at and their cells, as frames: as the file has them, and put right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

import polars as pl

from gomobile.db.pool import Connection
from gomobile.imports.corrections import store
from gomobile.imports.corrections.correct import Corrections
from gomobile.imports.files import table_of
from gomobile.imports.sources import read, split
from gomobile.imports.sources.table import Problem
from gomobile.imports.store import ImportRow, ProblemRow


def frame_of(rows: Sequence[ProblemRow], width: int) -> tuple[pl.DataFrame, list[Problem]]:
    """Rows to look at in the shape of sources.read(): `width` columns, `row`, `line`; and the reader's refusals."""
    cells = [[*row.cells[:width], *[None] * (width - len(row.cells))] for row in rows]
    schema = {str(column): pl.String for column in range(width)}
    frame = pl.DataFrame(cells, schema=schema, orient="row").with_columns(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"),
        pl.Series("line", [row.line for row in rows], dtype=pl.Int64),
    )
    return frame, [refused for at, row in enumerate(rows) for refused in row.refused(at)]


def corrected(conn: Connection, org_id: UUID, id: UUID, rows: Sequence[ProblemRow]) -> list[ProblemRow]:
    """The same rows, in the order of the file, with their cells as they should be."""
    if not rows:
        return []
    corrections = store.load_all(conn, org_id, id, [row.line for row in rows])
    return with_corrections(corrections, rows)


def with_corrections(corrections: Corrections, rows: Sequence[ProblemRow]) -> list[ProblemRow]:
    """Rows with their cells as `corrections` say that they should be."""
    if not corrections or not rows:
        return list(rows)
    width = max(len(row.cells) for row in rows)
    raw, refused = frame_of(rows, width)
    right, _ = corrections.apply(raw, refused)
    cells = right.drop("row", "line").iter_rows()
    return [replace(row, cells=list(given)) for row, given in zip(rows, cells, strict=True)]


def rows_of_file(row: ImportRow, lines: Collection[int]) -> list[ProblemRow]:
    """The rows at these lines, read from the file. Raises SourceMissing, FileChanged."""
    table = table_of(row)
    found: list[ProblemRow] = []
    for block in split(table, row.source["blockBytes"]):
        first = table.first_line + block.line
        if not table.numbered and not any(first <= line < first + block.lines for line in lines):
            continue
        cells, refused = read(table, block)
        part = cells.filter(pl.col("line").is_in(list(lines)))
        refusals: dict[int, list[dict[str, str | None]]] = {}
        for one in refused:
            refusals.setdefault(one.row, []).append({"code": one.code, "message": one.message, "value": one.value})
        found += [
            ProblemRow(line, False, list(given), [], refusals.get(at, []))
            for at, line, given in zip(part["row"], part["line"], part.drop("row", "line").iter_rows(), strict=True)
        ]
    return found
