"""Lay corrections over the rows of a file. Pure, on Polars; blocks that none is about pass through untouched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from gomobile.imports.sources.table import Problem

SKIPPED = "skipped"
_LEFT_OUT = "Left out by hand."
_NO_LINES = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Cells:
    """What cells of one column should be: `lines` in ascending order, and the value of each (None: blank)."""

    lines: np.ndarray
    values: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Corrections:
    """What somebody said of a file. `cells` and `replaced` by column, counted from 0; lines as the reader counts them.

    `replaced` tells what every cell with a value (None: every blank one) should be instead; a correction of a single
    cell goes before. `skipped` rows are left out, `accepted` ones are taken although the reader refused them. Both are
    sorted.
    """

    cells: dict[int, Cells] = field(default_factory=dict)
    replaced: dict[int, dict[str | None, str | None]] = field(default_factory=dict)
    skipped: np.ndarray = field(default_factory=lambda: _NO_LINES)
    accepted: np.ndarray = field(default_factory=lambda: _NO_LINES)

    def __bool__(self) -> bool:
        return bool(self.cells or self.replaced or len(self.skipped) or len(self.accepted))

    def apply(self, raw: pl.DataFrame, refused: list[Problem]) -> tuple[pl.DataFrame, list[Problem]]:
        """The rows of a block, as sources.read() returns them, put right; rows left out are refused as `skipped`."""
        if not self or raw.is_empty():
            return raw, refused
        lines = raw["line"].to_numpy()
        changed: dict[str, pl.Series] = {}
        for column, swaps in self.replaced.items():
            changed[str(column)] = _swapped(raw[str(column)], swaps)
        for column, cells in self.cells.items():
            rows, given = _met(lines, cells.lines)
            if len(rows):
                series = changed.get(str(column), raw[str(column)])
                values = pl.Series([cells.values[at] for at in given.tolist()], dtype=pl.String)
                changed[str(column)] = series.clone().scatter(rows, values)
        settled = {int(row) for marked in (self.skipped, self.accepted) for row in _met(lines, marked)[0]}
        if settled:
            refused = [problem for problem in refused if problem.row not in settled]
            refused += [Problem(int(row), SKIPPED, _LEFT_OUT) for row in _met(lines, self.skipped)[0]]
        return (raw.with_columns(**changed) if changed else raw), refused

    def concerned(self, raw: pl.DataFrame) -> pl.Series:
        """A mask of the rows of which a cell is put right."""
        lines = raw["line"].to_numpy()
        mask = np.zeros(raw.height, dtype=bool)
        for cells in self.cells.values():
            mask[_met(lines, cells.lines)[0]] = True
        mask[_met(lines, self.accepted)[0]] = True
        for column, swaps in self.replaced.items():
            mask |= raw[str(column)].is_in(list(swaps), nulls_equal=True).to_numpy()
        return pl.Series(mask)


def _met(lines: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Positions in `lines` of those of `wanted` that are there, and their positions in `wanted`; both are sorted."""
    if not len(wanted) or wanted[-1] < lines[0] or wanted[0] > lines[-1]:
        return _NO_LINES, _NO_LINES
    low, high = np.searchsorted(wanted, [lines[0], lines[-1] + 1])
    part = wanted[low:high]
    at = np.searchsorted(lines, part)
    there = lines[np.minimum(at, len(lines) - 1)] == part
    return at[there], low + np.flatnonzero(there)


def _swapped(cells: pl.Series, swaps: dict[str | None, str | None]) -> pl.Series:
    old = [value for value in swaps if value is not None]
    new = pl.Series([swaps[value] for value in old], dtype=pl.String)
    done = cells.replace(pl.Series(old, dtype=pl.String), new) if old else cells
    blank = swaps.get(None)
    return pl.select(pl.when(cells.is_null()).then(pl.lit(blank)).otherwise(done)).to_series() if blank else done


def gather(
    cells: Iterable[tuple[int, int, str | None]],
    replaced: Iterable[tuple[int, str, str | None]],
    skipped: Iterable[int] = (),
    accepted: Iterable[int] = (),
) -> Corrections:
    """Corrections from (line, column, value) in the order of the lines, (column, old or "", new), and sorted lines."""
    by_column: dict[int, tuple[list[int], list[str | None]]] = {}
    for line, column, value in cells:
        lines, values = by_column.setdefault(column, ([], []))
        lines.append(line)
        values.append(value)
    swaps: dict[int, dict[str | None, str | None]] = {}
    for column, old, new in replaced:
        swaps.setdefault(column, {})[old or None] = new
    return Corrections(
        {column: Cells(np.array(lines, dtype=np.int64), values) for column, (lines, values) in by_column.items()},
        swaps,
        np.array(list(skipped), dtype=np.int64),
        np.array(list(accepted), dtype=np.int64),
    )
