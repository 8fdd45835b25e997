"""Problems of imports and their corrections as the API and the command line show them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gomobile.imports import problem_answers as answers
from gomobile.imports.check import NOTES
from gomobile.imports.corrections.check import CheckedRow
from gomobile.imports.problems.service import Listed, Summary
from gomobile.imports.sources import Table
from gomobile.imports.store import ImportRow


class Columns:
    """The columns of a file: which field each is."""

    def __init__(self, row: ImportRow) -> None:
        self.header = Table.from_json(row.source["table"]).header
        self._numbers = {name: number for number, name in enumerate(self.header)}
        self._fields = {column["column"]: column["field"] for column in row.columns}

    def number(self, name: str | None) -> int | None:
        """The position of a column by its name."""
        return None if name is None else self._numbers.get(name)

    def field(self, name: str | None) -> str | None:
        """The field that a column is."""
        number = self.number(name)
        return None if number is None else self._fields.get(number) or None


def severity(code: str, *, rejected: bool) -> answers.Severity:
    """What a problem means for its row."""
    if rejected:
        return "rejected"
    return "note" if code in NOTES else "refused"


def problem_json(
    columns: Columns, line: int, problem: Mapping[str, Any], cells: Sequence[str | None], *, rejected: bool
) -> answers.ImportProblem:
    """One problem and the row that it is in."""
    name = problem["column"]
    return {
        "line": line,
        "column": name,
        "columnNumber": columns.number(name),
        "field": columns.field(name),
        "value": problem["value"],
        "code": problem["code"],
        "message": problem["message"],
        "severity": severity(problem["code"], rejected=rejected),
        "row": list(cells),
    }


def listed_json(columns: Columns, one: Listed) -> answers.ImportProblem:
    """A problem of the list."""
    return problem_json(columns, one.line, one.problem, one.cells, rejected=one.rejected)


def checked_json(columns: Columns, row: CheckedRow) -> answers.CheckedRow:
    """A row that was looked at again."""
    rejected = row.status == "rejected"
    told = [problem_json(columns, row.line, one.to_json(), row.cells, rejected=rejected) for one in row.problems]
    return {"line": row.line, "status": row.status, "row": row.cells, "problems": told}


def summary_json(row: ImportRow, found: Summary) -> answers.ProblemSummary:
    """Problems put together."""
    columns = Columns(row)
    kept = row.preview.get("problemRows") if row.preview and row.status != "completed" else None
    return {
        "rejectedRows": found.rows.rejected,
        "fixedRows": found.rows.fixed,
        "rowsListed": found.rows.listed,
        "rowsFound": max(kept or 0, found.rows.listed),
        "groups": [
            {
                "column": group.column_name,
                "columnNumber": columns.number(group.column_name),
                "field": columns.field(group.column_name),
                "code": group.code,
                "message": group.message,
                "severity": severity(group.code, rejected=group.rejected),
                "count": group.count,
                "differentValues": group.different,
                "values": [{"value": one["value"], "count": one["count"]} for one in group.values],
            }
            for group in found.groups
        ],
    }
