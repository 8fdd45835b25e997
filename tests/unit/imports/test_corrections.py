"""Corrections laid over blocks: the same as cell by cell, however the file is cut into blocks."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from gomobile.imports.corrections.correct import SKIPPED, gather
from gomobile.imports.sources.table import Problem

WIDTH = 2
VALUES = st.sampled_from(["a", "b", "c", None])
ROWS = st.dictionaries(st.integers(1, 30), st.tuples(VALUES, VALUES), min_size=1, max_size=12)
CELLS = st.dictionaries(st.tuples(st.integers(1, 30), st.integers(0, WIDTH - 1)), VALUES, max_size=10)
SWAPS = st.dictionaries(st.tuples(st.integers(0, WIDTH - 1), VALUES), VALUES, max_size=4)
LINES = st.sets(st.integers(1, 30), max_size=6)


def frame(rows: dict[int, tuple[str | None, ...]]) -> pl.DataFrame:
    lines = sorted(rows)
    return pl.DataFrame(
        [[*rows[line]] for line in lines], schema={str(at): pl.String for at in range(WIDTH)}, orient="row"
    ).with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"), pl.Series("line", lines, dtype=pl.Int64))


@given(ROWS, CELLS, SWAPS, LINES, LINES, st.integers(1, 30))
def test_blocks_are_put_right_as_single_cells_would_be(
    rows: dict[int, tuple[str | None, ...]],
    cells: dict[tuple[int, int], str | None],
    swaps: dict[tuple[int, str | None], str | None],
    skipped: set[int],
    accepted: set[int],
    cut: int,
) -> None:
    corrections = gather(
        [(line, column, cells[line, column]) for line, column in sorted(cells)],
        [(column, old or "", new) for (column, old), new in swaps.items()],
        sorted(skipped),
        sorted(accepted),
    )
    expected = {
        line: tuple(
            cells[line, at] if (line, at) in cells else swaps.get((at, value), value) for at, value in enumerate(row)
        )
        for line, row in rows.items()
    }
    found: dict[int, tuple[str | None, ...]] = {}
    told: dict[int, list[str]] = {}
    for part in ({n: rows[n] for n in rows if n < cut}, {n: rows[n] for n in rows if n >= cut}):
        raw = frame(part)
        refused = [Problem(row, "broken", "It is broken.") for row in range(raw.height)]
        right, left = corrections.apply(raw, refused)
        found |= {row[-1]: row[:WIDTH] for row in right.drop("row").iter_rows()}
        for problem in left:
            told.setdefault(raw["line"][problem.row], []).append(problem.code)
    assert found == expected
    assert told == {
        line: [SKIPPED] if line in skipped else ["broken"] for line in rows if line in skipped or line not in accepted
    }
