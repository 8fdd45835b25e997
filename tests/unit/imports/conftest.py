"""Helpers to open bytes as a file and to read a table back as plain cells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gomobile.imports.sources import Problem, ReadOptions, Table, open_table, read, split

Row = list[str | None]
Open = Callable[..., Table]


def rows_of(table: Table, target_bytes: int = 2_500_000) -> list[Row]:
    """All rows of a table, read in blocks of this size."""
    return [row for row, _ in numbered_rows_of(table, target_bytes)]


def numbered_rows_of(table: Table, target_bytes: int = 2_500_000) -> list[tuple[Row, int]]:
    """All rows and their line numbers."""
    rows = []
    for block in split(table, target_bytes):
        frame, _ = read(table, block)
        assert frame["row"].to_list() == list(range(frame.height))
        rows += [(list(row[:-2]), row[-1]) for row in frame.iter_rows()]
    return rows


def problems_of(table: Table) -> list[Problem]:
    """All problems of a table small enough for one block."""
    return [problem for block in split(table) for problem in read(table, block)[1]]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Open content (text as UTF-8) as a file of this name, with ReadOptions as keywords."""

    def open_content(content: bytes | str, name: str = "file.csv", **options: object) -> Table:
        path = tmp_path / "upload"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return open_table(path, tmp_path / "work", filename=name, options=ReadOptions(**options))

    return open_content
