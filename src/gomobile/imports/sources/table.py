"""A canonical text table on disk, the blocks that it is read in, and what the reader has to say about single
rows.

Every format ends as one of these: UTF-8, one delimiter, quotes that open and close where they should, "\\n"
(or "\\r\\n") between records. It is the original file where that is already so, else a spool file beside it.
Blocks can be read in any order, by any thread.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, NamedTuple

Format = Literal["csv", "tsv", "jsonl", "vcard", "parquet", "xlsx", "xlsb", "xls", "ods"]


class Sheet(NamedTuple):
    """A sheet of a workbook; `rows` are those that it is said to have, None where it does not tell."""

    name: str
    rows: int | None
    visible: bool


@dataclass(frozen=True)
class Table:
    """Where the text is and how to read it.

    `delimiter` and `encoding` say what was found in the original; `separator` and `quote` (None: the text has
    none) are those of `path`. `data_offset` is the byte where the first data record starts and `first_line`
    its row number as a spreadsheet shows it: records are counted, also blank ones, so a cell with line breaks
    does not shift the numbers. `lines` counts the records after the header, blank ones included. `multiline`
    says whether cells may hold line breaks, `flagged` that the first cell of each record is not data but the
    reader's refusal of the record (see `flag`), `numbered` that the first cell (behind that one) is the line that the
    record had in the file that it was taken from. `sheets` are those of a workbook.
    """

    path: Path
    separator: str
    quote: str | None
    has_header: bool
    data_offset: int
    header: tuple[str, ...]
    format: Format
    encoding: str
    sheet: str | None
    delimiter: str | None
    notes: tuple[str, ...]
    first_line: int
    size: int
    lines: int
    multiline: bool
    flagged: bool = False
    numbered: bool = False
    sheets: tuple[Sheet, ...] = ()

    def to_json(self) -> str:
        """A text from which `from_json` makes the same table in another process."""
        return json.dumps({**asdict(self), "path": str(self.path)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Table:
        """The table that `to_json` wrote."""
        fields = json.loads(text)
        for name in ("header", "notes"):
            fields[name] = tuple(fields[name])
        fields["sheets"] = tuple(Sheet(*sheet) for sheet in fields.get("sheets", ()))
        return cls(**{**fields, "path": Path(fields["path"])})


@dataclass(frozen=True, slots=True)
class Block:
    """A byte range that holds whole records: `lines` of them, the first being record `line` after
    `Table.data_offset`.
    """

    index: int
    start: int
    end: int
    line: int
    lines: int


class Problem(NamedTuple):
    """Why the reader refuses a row of a block. `row` is the frame's "row", `value` the text at fault."""

    row: int
    code: str
    message: str
    value: str | None = None


def flag(code: str, message: str, value: str | None = None) -> str:
    """The first cell of a record that the reader of a flagged table refuses; `unflag` reads it back."""
    return json.dumps([code, message, value], ensure_ascii=False)


def unflag(cell: str) -> tuple[str, str, str | None]:
    """The code, message and value that `flag` wrote."""
    code, message, value = json.loads(cell)
    return code, message, value
