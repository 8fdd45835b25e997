"""Splitting into blocks and reading them back loses, repeats and changes nothing."""

from __future__ import annotations

import csv
import io
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gomobile.imports.sources import ReadOptions, Table, open_table, read, split
from gomobile.imports.sources.errors import FileChanged

from .conftest import Open, numbered_rows_of, problems_of, rows_of

_ALPHABET = st.sampled_from("aé1م \t\n\r,;|\"'\\\u00a0\u200e-+=") | st.characters(exclude_categories=("Cs", "Cc"))
_CELLS = st.text(_ALPHABET, max_size=12)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(1, 5))
    return draw(st.lists(st.lists(_CELLS, min_size=width, max_size=width), min_size=1, max_size=12))


@st.composite
def dialects(draw: st.DrawFn) -> dict[str, object]:
    return {
        "delimiter": draw(st.sampled_from(",;\t|")),
        "quotechar": draw(st.sampled_from("\"'")),
        "quoting": draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])),
        "lineterminator": draw(st.sampled_from(["\n", "\r\n"])),
    }


_TRIMMED = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85"
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def _trimmed(cell: str) -> str | None:
    """The cell as the reader promises it: without white space and invisible marks around it, None when
    nothing is left.
    """
    while cell != (cell := cell.strip().strip(_TRIMMED)):
        pass
    return cell or None


def _expected(table: list[list[str]]) -> list[list[str | None]]:
    rows = [[_trimmed(cell) for cell in row] for row in table]
    return [row for row in rows if any(row)]


@given(tables(), dialects(), st.integers(1, 60))
@example(
    [["a\nb", 'c"d']],
    {"delimiter": ",", "quotechar": '"', "quoting": csv.QUOTE_MINIMAL, "lineterminator": "\n"},
    1,
)
def test_any_table_written_as_csv_reads_back_the_same(
    table: list[list[str]], dialect: dict[str, object], target_bytes: int
) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, **dialect)  # type: ignore[arg-type]
    writer.writerow([f"name{position}" for position in range(len(table[0]))])
    writer.writerows(table)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_text(written.getvalue(), encoding="utf-8", newline="")
        options = ReadOptions(
            delimiter=str(dialect["delimiter"]),
            quote=str(dialect["quotechar"]),
            has_header=True,
            encoding="utf-8",
        )
        opened = open_table(path, Path(folder) / "work", options=options)
        assert rows_of(opened, target_bytes) == _expected(table)
        assert not problems_of(opened)


@given(tables(), st.integers(1, 200))
def test_blocks_cover_the_data_without_gap_or_overlap(table: list[list[str]], target_bytes: int) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows([["h"] * len(table[0]), *table])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_text(written.getvalue(), encoding="utf-8", newline="")
        opened = open_table(path, Path(folder) / "work", options=ReadOptions(delimiter=",", has_header=True))
        blocks = list(split(opened, target_bytes))
        assert [block.index for block in blocks] == list(range(len(blocks)))
        assert blocks[0].start == opened.data_offset
        assert blocks[-1].end == opened.size
        assert all(first.end == second.start for first, second in pairwise(blocks))
        assert sum(block.lines for block in blocks) == opened.lines
        for block in blocks:
            assert list(split(opened, target_bytes, after=block)) == blocks[block.index + 1 :]


def test_a_table_reads_the_same_from_its_json_in_many_threads(opened: Open) -> None:
    table = opened("phone,name\n" + "".join(f"06123456{n:02d},n{n}\n" for n in range(90)))
    again = Table.from_json(table.to_json())
    assert again == table
    with ThreadPoolExecutor(4) as pool:
        frames = list(pool.map(lambda block: read(again, block)[0], split(again, 100)))
    assert [name for frame in frames for name in frame["1"]] == [f"n{n}" for n in range(90)]


def test_line_numbers_count_blank_rows_but_not_line_breaks_inside_cells(opened: Open) -> None:
    table = opened('phone,address\n\n0612345678,"12 rue\nVerte"\n,\n   ,\n0612345679,b\n\n0612345670,c')
    expected = [(["0612345678", "12 rue\nVerte"], 3), (["0612345679", "b"], 6), (["0612345670", "c"], 8)]
    for target_bytes in (1, 10, 30, 1000):
        assert numbered_rows_of(table, target_bytes) == expected
    assert table.lines == 7


def test_rows_with_fewer_cells_are_blank_at_the_end(opened: Open) -> None:
    assert rows_of(opened("phone,name,city\n0612345678\n0612345679,b\n")) == [
        ["0612345678", None, None],
        ["0612345679", "b", None],
    ]


@pytest.mark.parametrize("target_bytes", [1, 2_500_000])
def test_rows_with_more_cells_than_columns_are_refused_with_their_row(opened: Open, target_bytes: int) -> None:
    table = opened('phone,name,address\n0612345678,a,b\n\n0612345679,a,"x, y"\n0612345670,a,12, rue Verte\n,,,\n,,,z\n')
    found = []
    for block in split(table, target_bytes):
        frame, problems = read(table, block)
        found += [(frame["line"][problem.row], problem.code, problem.value) for problem in problems]
    assert found == [(5, "tooManyCells", " rue Verte"), (7, "tooManyCells", "z")]
    assert [line for _, line in numbered_rows_of(table, target_bytes)] == [2, 4, 5, 7]


def test_separators_at_the_end_of_every_row_are_no_extra_cells(opened: Open) -> None:
    table = opened("phone;name;;\n0612345678;a;;\n0612345679;b;;\n")
    assert rows_of(table) == [["0612345678", "a", None, None], ["0612345679", "b", None, None]]
    assert not problems_of(table)


def test_invisible_marks_around_cells_are_removed(opened: Open) -> None:
    table = opened("phone,name\n\u202a+212612345678\u202c,\u00a0a\u200f\n\u200e,\u2003\n")
    assert rows_of(table) == [["+212612345678", "a"]]


def test_a_header_alone_is_a_table_without_rows(opened: Open) -> None:
    table = opened("phone,name\n")
    assert table.header == ("phone", "name")
    assert list(split(table)) == []


def test_a_file_that_changed_since_it_was_opened_is_refused(opened: Open) -> None:
    table = opened("phone,name\n0612345678,a\n0612345679,b\n")
    blocks = list(split(table))
    table.path.write_text("phone,name\n0612345678,a\n")
    with pytest.raises(FileChanged):
        list(split(table))
    with pytest.raises(FileChanged):
        read(table, blocks[0])


def test_text_that_is_not_the_text_of_the_table_is_refused(opened: Open) -> None:
    table = opened("phone,name\n0612345678,a\n0612345679,b\n")
    block = next(iter(split(table)))
    with pytest.raises(FileChanged):
        read(table, replace(block, lines=block.lines + 1))
