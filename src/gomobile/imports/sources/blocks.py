"""Read a table block by block, with memory bounded by the block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gomobile.exports.formula import may_hold_guards, unguarded
from gomobile.imports.sources.errors import FileChanged
from gomobile.imports.sources.grammar import cells_of
from gomobile.imports.sources.records import cell_counts, count_records, last_record_end, records_of
from gomobile.imports.sources.table import Block, Problem, Table, unflag

if TYPE_CHECKING:
    import polars as pl

# Direction marks, zero-width spaces, byte order marks: invisible, and common around numbers copied from a
# phone or a web page. With them the spaces have to be listed too: those that Unicode calls white space.
_MARKS = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SPACES = (
    " \t\n\r\x0b\x0c\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_MARK_LEADS = (
    b"\xe2",
    b"\xef",
)  # single bytes: searching for them costs nothing, for two at once 0.2 s per 100 MB

# Texts in which an export, ours or another one's, puts an apostrophe before what a spreadsheet would run.
_GUARDED = frozenset({"csv", "tsv"})


def split(table: Table, target_bytes: int = 2_500_000, *, after: Block | None = None) -> Iterator[Block]:
    """Cut the data of `table` into blocks of whole records, about `target_bytes` each, at least one record.

    The same table and target always give the same blocks, and `after` continues behind one of them, so that
    an import can be resumed. Raises FileChanged when the file is not the one that was opened.
    """
    index, start, line = (after.index + 1, after.end, after.line + after.lines) if after else (0, table.data_offset, 0)
    quote = table.quote if table.multiline else None
    with table.path.open("rb") as file:
        if file.seek(0, 2) != table.size:
            raise FileChanged
        while start < table.size:
            file.seek(start)
            data = file.read(target_bytes)
            end = 0
            while start + len(data) < table.size and not (end := last_record_end(data, quote)):
                data += file.read(len(data))
            if end:
                data = data[:end]
            lines = count_records(data, quote)
            yield Block(index, start, start + len(data), line, lines)
            index, start, line = index + 1, start + len(data), line + lines


def read(table: Table, block: Block) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows of a block, and the rows among them that are refused.

    The frame has a String column "0", "1", … per header cell, trimmed, without the apostrophe that keeps a
    spreadsheet from running it, null where blank or missing, then "row" (UInt32, 0-based in the block) and
    "line" (Int64, the row number in the original as a spreadsheet shows it). Records without any filled cell
    are left out. Refused are rows with code `tooManyCells`, and what the reader of a flagged table refused.
    Raises FileChanged.
    """
    import polars as pl

    names = [str(position) for position in range(len(table.header) + table.flagged + table.numbered)]
    data = _bytes_of(table, block)
    raw, ragged = _parse(table, data, names)
    if raw.height != block.lines:
        raise FileChanged
    cells = pl.col(names).str
    marked = any(lead in data for lead in _MARK_LEADS)
    trimmed = raw.lazy().with_columns(cells.strip_chars(_SPACES + _MARKS) if marked else cells.strip_chars())
    if table.format in _GUARDED and not table.numbered and may_hold_guards(data):
        trimmed = trimmed.with_columns(unguarded(pl.col(names)))
    line = pl.int_range(pl.len(), dtype=pl.Int64) + (table.first_line + block.line)
    if table.numbered:
        line = pl.col(names[table.flagged]).cast(pl.Int64)
    frame = trimmed.select(pl.when(cells.len_bytes() > 0).then(pl.col(names)), line.alias("line")).collect()
    wide = _wide_records(table, block, data) if ragged else {}
    blank = frame.select(pl.all_horizontal(pl.col(names).is_null()) & ~pl.col("line").is_in(list(wide))).to_series()
    if blank.any():
        frame = frame.filter(~blank)
    frame = frame.with_row_index("row")
    problems = _too_many_cells(table, frame, wide) if wide else []
    if table.flagged:
        problems += _flags(frame)
    names = names[table.flagged + table.numbered :]
    columns = [pl.col(name).alias(str(position)) for position, name in enumerate(names)]
    return frame.select(*columns, "row", "line"), problems


def _bytes_of(table: Table, block: Block) -> bytes:
    with table.path.open("rb") as file:
        file.seek(block.start)
        data = file.read(block.end - block.start)
    if len(data) != block.end - block.start:
        raise FileChanged
    return data


def _parse(table: Table, data: bytes, names: list[str]) -> tuple[pl.DataFrame, bool]:
    """Every record, blank ones included, and whether any has more cells than there are names."""
    import polars as pl

    # The parser takes the number of columns from the first record and skips blank ones before it, so it gets
    # a full first record.
    first = b"x" + table.separator.encode() * (len(names) - 1) + b"\n"

    def parse(truncate: bool) -> pl.DataFrame:
        return pl.read_csv(
            first + data,
            has_header=False,
            schema=dict.fromkeys(names, pl.String),
            separator=table.separator,
            quote_char=table.quote,
            truncate_ragged_lines=truncate,
        )[1:]

    try:
        return parse(truncate=False), False
    except pl.exceptions.ComputeError:
        try:
            return parse(truncate=True), True
        except pl.exceptions.ComputeError as error:
            # The text was found to be well written when the table was opened, so it is another text now.
            raise FileChanged from error


def _wide_records(table: Table, block: Block, data: bytes) -> dict[int, list[str]]:
    """The line and the cells of each record that has more cells than the table, with anything in them."""
    expected = len(table.header) + table.flagged
    quote = table.quote if table.multiline else None
    counts = cell_counts(data, table.separator, table.quote, multiline=table.multiline)
    nothing = f"{table.separator}{table.quote or ''} \t\r".encode()
    return {
        table.first_line + block.line + position: cells_of(
            record.removesuffix(b"\r").decode(), table.separator, table.quote
        )
        for position, (count, record) in enumerate(zip(counts, records_of(data, quote), strict=True))
        if count > expected and record.strip(nothing)
    }


def _too_many_cells(table: Table, frame: pl.DataFrame, wide: dict[int, list[str]]) -> list[Problem]:
    """What is wrong with these records; the value is what the row has beyond the last column."""
    expected = len(table.header)
    rows = frame.filter(frame["line"].is_in(list(wide))).select("row", "line")
    return [
        Problem(
            row,
            "tooManyCells",
            f"This row has {len(wide[line])} cells but the file has {expected} columns:"
            f' a cell that contains the separator "{table.separator}" needs quotes around it.',
            table.separator.join(wide[line][expected:]),
        )
        for row, line in rows.iter_rows()
    ]


def _flags(frame: pl.DataFrame) -> list[Problem]:
    flagged = frame.filter(frame["0"].is_not_null()).select("row", "0")
    return [Problem(row, *unflag(cell)) for row, cell in flagged.iter_rows()]
