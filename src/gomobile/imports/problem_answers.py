"""What the API answers about problems of imports and their corrections."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from gomobile.http.answers import PageMeta
from gomobile.imports.answers import ImportPreview
from gomobile.imports.engine import RowOutcome

# rejected: the row is. refused: the cell is left out, its contact is kept. note: told, and nothing is lost.
Severity = Literal["rejected", "refused", "note"]
ColumnNumber = Annotated[int, Field(description="Of the column, counted from 0.")]


class ImportProblem(TypedDict):
    """What is wrong with a cell (`columnNumber` null: with the whole row), and the cells of its row, corrected."""

    line: Annotated[int, Field(description="The row number as a spreadsheet shows it.")]
    column: str | None
    columnNumber: ColumnNumber | None
    field: str | None
    value: str | None
    code: str
    message: str
    severity: Severity
    row: list[str | None]


class ImportProblemPage(TypedDict):
    """Problems in the order of the file."""

    data: list[ImportProblem]
    meta: PageMeta


class ProblemValue(TypedDict):
    """A value that causes a problem, and how often; one correction puts all of them right."""

    value: str | None
    count: int


class ProblemGroup(TypedDict):
    """Problems of one column and cause; `values` are the most frequent of `differentValues`."""

    column: str | None
    columnNumber: ColumnNumber | None
    field: str | None
    code: str
    message: str
    severity: Severity
    count: int
    differentValues: int
    values: list[ProblemValue]


class ProblemSummary(TypedDict):
    """Problems by column and cause, the most frequent first; rows that are rejected as things are, and put right.

    `rowsFound` counts all rows to look at; a dry run lists the first 100,000 of them (`rowsListed`).
    """

    rejectedRows: int
    fixedRows: int
    rowsListed: int
    rowsFound: int
    groups: list[ProblemGroup]


class CheckedRow(TypedDict):
    """What would become of a row with its cells as they are now, and what is wrong with them still."""

    line: int
    status: RowOutcome
    row: list[str | None]
    problems: list[ImportProblem]


class CellsChecked(TypedDict):
    """The rows that a correction concerned, looked at again: how many, how many are without problems, and the first
    1,000 of them. `preview`: what the dry run found, counted anew for them.
    """

    checked: int
    fixed: int
    rows: list[CheckedRow]
    preview: ImportPreview | None


class CorrectedCell(TypedDict):
    """A cell as somebody said that it should be."""

    line: int
    column: ColumnNumber
    value: str | None


class RowWord(TypedDict):
    """A row that is left out, or accepted although the reader of the file refused it."""

    line: int
    word: Literal["skip", "accept"]


# What all cells of a column with the same value should be.
CorrectedValue = TypedDict("CorrectedValue", {"column": int, "from": "str | None", "to": "str | None"})


class Corrections(TypedDict):
    """All that was corrected in a file: single cells and rows (a page of them), and values (all)."""

    cells: list[CorrectedCell]
    rows: list[RowWord]
    replace: list[CorrectedValue]
    meta: PageMeta
