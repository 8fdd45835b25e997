"""Rows of problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.imports.problems")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which problems: of a code, of a column (its name), of rejected rows or of kept ones; None for all."""

    code: str | None = None
    column: str | None = None
    rejected: bool | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A problem, its place among those of its row, and the row as the file has it."""

    line: int
    rejected: bool
    cells: list[str | None]
    problem: dict[str, Any]
    place: int
    refusals: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one column and cause; `values` are the most frequent ones of `different` values."""

    column_name: str | None
    code: str
    rejected: bool
    count: int
    message: str
    different: int
    values: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Rows to look at: rejected ones, those that were put right, and all that are listed."""

    rejected: int
    fixed: int
    listed: int


def page(conn: Connection, org_id: UUID, id: UUID, chosen: Filter, after: tuple[int, int], limit: int) -> list[Listed]:
    """Problems behind (line, place)."""
    arguments = {**_arguments(org_id, id, chosen), "after_line": after[0], "after_place": after[1], "limit": limit}
    with conn.cursor(row_factory=class_row(Listed)) as cursor:
        return cursor.execute(SQL["list_problems"], arguments).fetchall()


def count(conn: Connection, org_id: UUID, id: UUID, chosen: Filter) -> int:
    """How many problems there are."""
    row = conn.execute(SQL["count_problems"], _arguments(org_id, id, chosen)).fetchone()
    assert row is not None
    return int(row[0])


def groups(conn: Connection, org_id: UUID, id: UUID, values: int) -> list[Group]:
    """Problems by column and cause, with up to `values` values of each."""
    with conn.cursor(row_factory=class_row(Group)) as cursor:
        return cursor.execute(SQL["group_problems"], {"org_id": org_id, "id": id, "values": values}).fetchall()


def count_rows(conn: Connection, org_id: UUID, id: UUID) -> RowCounts:
    """How many rows are listed."""
    with conn.cursor(row_factory=class_row(RowCounts)) as cursor:
        row = cursor.execute(SQL["count_problem_rows"], {"org_id": org_id, "id": id}).fetchone()
    assert row is not None
    return row


def _arguments(org_id: UUID, id: UUID, chosen: Filter) -> dict[str, Any]:
    return {
        "org_id": org_id,
        "id": id,
        "code": chosen.code,
        "column": chosen.column,
        "rejected": chosen.rejected,
    }
