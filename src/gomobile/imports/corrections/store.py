"""Rows of corrections."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.imports.corrections.correct import Corrections, gather
from gomobile.imports.store import ProblemRow, problems_json

if TYPE_CHECKING:
    from gomobile.imports.corrections.check import CheckedRow

SQL = load("gomobile.imports.corrections")

# What stands for the whole row in place of a column, and the words about it.
ROW = -1
SKIP, ACCEPT = "skip", "accept"


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell as it should be; `column_number` is ROW for a word about the row."""

    line: int
    column_number: int
    value: str | None


@dataclass(frozen=True, slots=True)
class Replacement:
    """What every cell of a column with `old_value` ("" for blank ones) should be."""

    column_number: int
    old_value: str
    new_value: str | None


def load_all(conn: Connection, org_id: UUID, id: UUID, lines: Sequence[int] | None = None) -> Corrections:
    """What was said of the cells of an import, of all of its rows or of some."""
    cells = list_cells(conn, org_id, id, lines)
    return gather(
        ((one.line, one.column_number, one.value) for one in cells if one.column_number != ROW),
        ((one.column_number, one.old_value, one.new_value) for one in list_replacements(conn, org_id, id)),
        (one.line for one in cells if one.column_number == ROW and one.value == SKIP),
        (one.line for one in cells if one.column_number == ROW and one.value == ACCEPT),
    )


def list_cells(conn: Connection, org_id: UUID, id: UUID, lines: Sequence[int] | None = None) -> list[Correction]:
    """Corrections of single cells and words about rows, by line."""
    arguments = {"org_id": org_id, "id": id, "lines": list(lines) if lines is not None else None}
    with conn.cursor(row_factory=class_row(Correction)) as cursor:
        return cursor.execute(SQL["list_corrections"], arguments).fetchall()


def page_of_cells(conn: Connection, org_id: UUID, id: UUID, after: tuple[int, int], limit: int) -> list[Correction]:
    """Corrections of single cells and words about rows behind (line, column)."""
    arguments = {"org_id": org_id, "id": id, "line": after[0], "column": after[1], "limit": limit}
    with conn.cursor(row_factory=class_row(Correction)) as cursor:
        return cursor.execute(SQL["page_of_corrections"], arguments).fetchall()


def list_replacements(conn: Connection, org_id: UUID, id: UUID) -> list[Replacement]:
    """Corrections of all cells with a value."""
    with conn.cursor(row_factory=class_row(Replacement)) as cursor:
        return cursor.execute(SQL["list_replacements"], {"org_id": org_id, "id": id}).fetchall()


def count(conn: Connection, org_id: UUID, id: UUID) -> tuple[int, int]:
    """How many cells (and rows) were corrected one by one, and how many values of columns."""
    row = conn.execute(SQL["count_corrections"], {"org_id": org_id, "id": id}).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def save_cells(conn: Connection, org_id: UUID, id: UUID, actor: Actor, cells: Sequence[Correction]) -> None:
    """Note what cells should be, in place of what was said of them before."""
    arguments = {
        "org_id": org_id,
        "id": id,
        "lines": [cell.line for cell in cells],
        "columns": [cell.column_number for cell in cells],
        "values": [cell.value for cell in cells],
        "actor_kind": actor.kind,
        "actor": actor.id,
    }
    conn.execute(SQL["save_corrections"], arguments)


def save_replacement(conn: Connection, org_id: UUID, id: UUID, actor: Actor, one: Replacement) -> None:
    """Note what the cells of a column with a value should be."""
    arguments = {
        "org_id": org_id,
        "id": id,
        "column": one.column_number,
        "old": one.old_value,
        "new": one.new_value,
        "actor_kind": actor.kind,
        "actor": actor.id,
    }
    conn.execute(SQL["save_replacement"], arguments)


def drop_cells(conn: Connection, org_id: UUID, id: UUID, cells: Sequence[tuple[int, int]]) -> int:
    """Take corrections back; returns how many there were."""
    arguments = {"org_id": org_id, "id": id, "lines": [one[0] for one in cells], "columns": [one[1] for one in cells]}
    return conn.execute(SQL["drop_corrections"], arguments).rowcount


def drop_lines(conn: Connection, org_id: UUID, id: UUID, lines: Sequence[int]) -> int:
    """Take back all corrections of rows; returns how many there were."""
    arguments = {"org_id": org_id, "id": id, "lines": list(lines)}
    return conn.execute(SQL["drop_corrections_of_lines"], arguments).rowcount


def drop_replacement(conn: Connection, org_id: UUID, id: UUID, column: int, old: str) -> bool:
    """Take the correction of a value back; False when there was none."""
    arguments = {"org_id": org_id, "id": id, "column": column, "old": old}
    return conn.execute(SQL["drop_replacement"], arguments).rowcount > 0


def lock_import(conn: Connection, org_id: UUID, id: UUID) -> str | None:
    """Hold an import's row; returns its state, None when there is no such import."""
    row = conn.execute(SQL["lock_import"], {"org_id": org_id, "id": id}).fetchone()
    return row[0] if row else None


def problems_of_lines(conn: Connection, org_id: UUID, id: UUID, lines: Sequence[int]) -> list[ProblemRow]:
    """Rows to look at, by their lines."""
    with conn.cursor(row_factory=class_row(ProblemRow)) as cursor:
        return cursor.execute(SQL["problems_of_lines"], {"org_id": org_id, "id": id, "lines": list(lines)}).fetchall()


def problems_with_value(
    conn: Connection, org_id: UUID, id: UUID, one: Replacement, after: int, limit: int
) -> list[ProblemRow]:
    """Some rows to look at whose cell in a column holds the old value, behind the line `after`."""
    arguments = {"org_id": org_id, "id": id, "place": one.column_number + 1, "old": one.old_value}
    with conn.cursor(row_factory=class_row(ProblemRow)) as cursor:
        return cursor.execute(SQL["problems_with_value"], {**arguments, "after": after, "limit": limit}).fetchall()


def update_problems(conn: Connection, org_id: UUID, id: UUID, rows: Sequence[CheckedRow], *, has_run: bool) -> set[int]:
    """Note what is wrong with rows now; returns the lines of those that are listed."""
    arguments = {
        "org_id": org_id,
        "id": id,
        "has_run": has_run,
        "lines": [row.line for row in rows],
        "rejected": [row.status == "rejected" for row in rows],
        "problems": [json.dumps(problems_json(row.problems), ensure_ascii=False) for row in rows],
    }
    return {line for (line,) in conn.execute(SQL["update_problems"], arguments).fetchall()}


def set_preview_counts(conn: Connection, org_id: UUID, id: UUID, counts: Mapping[str, Any]) -> None:
    """Count the dry run anew."""
    conn.execute(SQL["set_preview_counts"], {"org_id": org_id, "id": id, "counts": Jsonb(counts)})


def copy_all(conn: Connection, org_id: UUID, id: UUID, to: UUID) -> None:
    """Give an import all corrections of another one, but no word to leave rows out."""
    arguments = {"org_id": org_id, "id": id, "to": to}
    conn.execute(SQL["copy_corrections"], arguments)
    conn.execute(SQL["copy_replacements"], arguments)
