"""Put cells of a file right before it is imported, or for another try of the rows that were rejected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from gomobile.accounts.caller import Actor, Organization
from gomobile.clock import now
from gomobile.db.pool import Connection
from gomobile.errors import FieldError, InvalidInput
from gomobile.imports import store as imports
from gomobile.imports.corrections import store
from gomobile.imports.corrections.check import CheckedRow, look_at
from gomobile.imports.corrections.correct import Corrections
from gomobile.imports.corrections.rows import frame_of, rows_of_file
from gomobile.imports.corrections.store import (
    ACCEPT,
    ROW,
    SKIP,
    Correction,
    Replacement,
    count,
    list_replacements,
    page_of_cells,
)
from gomobile.imports.errors import ImportExpired, ImportNotFound, ImportRetried, ImportState, TooManyCorrections
from gomobile.imports.plan import Plan
from gomobile.imports.planning import plan_of
from gomobile.imports.progress import Counts
from gomobile.imports.sources import Table
from gomobile.imports.store import ImportRow, NewProblem, ProblemRow

__all__ = ["ACCEPT", "ROW", "SKIP", "Correction", "Replacement", "count", "list_replacements", "page_of_cells"]

MOST_CELLS = 100_000
MOST_VALUES = 1_000
LONGEST = 4_096
LONGEST_OLD = 512
_BATCH = 20_000
_SHOWN = 1_000


@dataclass(slots=True)
class Answer:
    """The rows that were looked at again: how many, how many have nothing wrong with them, and the first of them."""

    checked: int = 0
    fixed: int = 0
    rows: list[CheckedRow] = field(default_factory=list)


def open_for_fixing(conn: Connection, org_id: UUID, id: UUID) -> ImportRow:
    """An import whose cells may be corrected, held until the transaction ends.

    Raises ImportNotFound, ImportState, ImportExpired, ImportRetried.
    """
    status = store.lock_import(conn, org_id, id)
    row = imports.get_import(conn, org_id, id)
    if row is None:
        raise ImportNotFound
    if status not in ("uploaded", "validated", "completed"):
        raise ImportState(
            f"The import is {row.status}; its cells can be corrected before it runs, and those of rejected rows when it"
            " is completed.",
            status=row.status,
        )
    if status != "completed" and row.expires_at is not None and row.expires_at < now():
        raise ImportExpired
    if row.retried_as is not None:
        raise ImportRetried(retriedAs=row.retried_as)
    return row


def correct(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    id: UUID,
    cells: Sequence[Correction],
    replacements: Sequence[Replacement] = (),
    taken_back: Sequence[int] = (),
) -> Answer:
    """Note what cells (and rows) should be, and look at the rows concerned again.

    `taken_back`: lines whose word about the whole row no longer holds. Raises InvalidInput for a line or a column that
    the file does not have, TooManyCorrections, and what open_for_fixing raises.
    """
    row = open_for_fixing(conn, organization.id, id)
    header = Table.from_json(row.source["table"]).header
    _check_input(header, cells, replacements)
    lines = sorted({cell.line for cell in cells} | set(taken_back))
    found = _rows_at(conn, organization.id, row, lines)
    _check_lines(row, lines, found)
    before = store.load_all(conn, organization.id, id, lines)
    store.save_cells(conn, organization.id, id, actor, cells)
    store.drop_cells(conn, organization.id, id, [(line, ROW) for line in taken_back])
    for one in replacements:
        store.save_replacement(conn, organization.id, id, actor, one)
    _check_room(conn, organization.id, id)
    return _look_again(conn, organization, row, found, replacements, before)


def take_back_cells(
    conn: Connection, organization: Organization, id: UUID, line: int, column: int | None = None
) -> Answer:
    """Forget the correction of a cell, or all that was said of a row."""
    row = open_for_fixing(conn, organization.id, id)
    found = _rows_at(conn, organization.id, row, [line])
    before = store.load_all(conn, organization.id, id, [line])
    if column is None:
        store.drop_lines(conn, organization.id, id, [line])
    else:
        store.drop_cells(conn, organization.id, id, [(line, column)])
    return _look_again(conn, organization, row, found, (), before)


def take_back_value(conn: Connection, organization: Organization, id: UUID, column: int, old: str) -> Answer:
    """Forget the correction of a value of a column."""
    row = open_for_fixing(conn, organization.id, id)
    before = store.load_all(conn, organization.id, id, [])
    store.drop_replacement(conn, organization.id, id, column, old)
    return _look_again(conn, organization, row, [], [Replacement(column, old, None)], before)


def _look_again(
    conn: Connection,
    organization: Organization,
    row: ImportRow,
    found: list[ProblemRow],
    replacements: Sequence[Replacement],
    before: Corrections,
) -> Answer:
    """Judge rows anew, and note what is wrong with them now; the counts of the dry run follow.

    `before`: what was said of the rows `found`, and of values, until now.
    """
    plan = plan_of(conn, organization, row)
    answer = Answer()
    was, now_is = Counts(), Counts()
    seen = {one.line for one in found}
    for batch in _batches(conn, organization.id, row, found, replacements):
        fresh = [one for one in batch if one.line not in seen] if batch is not found else batch
        seen |= {one.line for one in fresh}
        raw, refused = frame_of(fresh, len(plan.header))
        after = store.load_all(conn, organization.id, row.id, [one.line for one in fresh])
        if row.preview is not None and row.status != "completed":
            earlier = before if batch is found else replace(after, replaced=before.replaced)
            was.add(look_at(conn, organization.id, plan, raw, refused, earlier).counts)
        look = look_at(conn, organization.id, plan, raw, refused, after)
        now_is.add(look.counts)
        _note(conn, organization.id, row, plan, fresh, look.rows)
        answer.checked += len(look.rows)
        answer.fixed += sum(not one.problems for one in look.rows)
        answer.rows += look.rows[: _SHOWN - len(answer.rows)]
    if row.preview is not None and row.status != "completed":
        told = row.counts_of_preview
        shown = now_is.minus(was).plus(told).to_json()
        store.set_preview_counts(conn, organization.id, row.id, {**shown, "outdated": True})
    return answer


def _batches(
    conn: Connection,
    org_id: UUID,
    row: ImportRow,
    found: list[ProblemRow],
    replacements: Sequence[Replacement],
) -> Iterator[list[ProblemRow]]:
    if found:
        yield found
    for one in replacements:
        after = -1
        while batch := store.problems_with_value(conn, org_id, row.id, one, after, _BATCH):
            yield batch
            after = batch[-1].line


def _note(
    conn: Connection, org_id: UUID, row: ImportRow, plan: Plan, rows: list[ProblemRow], looks: list[CheckedRow]
) -> None:
    """Keep what is wrong with rows now."""
    listed = store.update_problems(conn, org_id, row.id, looks, has_run=row.status == "completed")
    fresh = [
        NewProblem(look.line, look.status == "rejected", one.cells, look.problems, one.refused(0))
        for one, look in zip(rows, looks, strict=True)
        if look.problems and look.line not in listed
    ]
    if fresh:
        imports.insert_problems(conn, org_id, row.id, fresh)


def _rows_at(conn: Connection, org_id: UUID, row: ImportRow, lines: Sequence[int]) -> list[ProblemRow]:
    """The rows at these lines as the file has them: from those to look at, else from the file while it is kept."""
    found = store.problems_of_lines(conn, org_id, row.id, lines)
    missing = set(lines) - {one.line for one in found}
    if missing and row.status != "completed":
        found += rows_of_file(row, missing)
    return sorted(found, key=lambda one: one.line)


def _check_input(header: Sequence[str], cells: Sequence[Correction], replacements: Sequence[Replacement]) -> None:
    errors = []
    seen: set[tuple[int, int]] = set()
    for at, cell in enumerate(cells):
        field = f"cells[{at}]"
        if cell.column_number >= len(header):
            errors.append(_no_column(f"{field}.column", header, cell.column_number))
        if (cell.line, cell.column_number) in seen:
            text = "This cell is named twice; keep one."
            errors.append(FieldError(field, "duplicate", text, value=cell.line))
        seen.add((cell.line, cell.column_number))
    for at, one in enumerate(replacements):
        if one.column_number >= len(header):
            errors.append(_no_column(f"replace[{at}].column", header, one.column_number))
    if errors:
        raise InvalidInput(errors)


def _no_column(field: str, header: Sequence[str], column: int) -> FieldError:
    text = f"The file has the columns 0 to {len(header) - 1}; {column} is none of them."
    return FieldError(field, "max", text, value=column)


def _check_lines(row: ImportRow, lines: Sequence[int], found: Sequence[ProblemRow]) -> None:
    if missing := sorted(set(lines) - {one.line for one in found}):
        of = "among the rows to look at of this import" if row.status == "completed" else "with anything in it"
        raise InvalidInput(
            FieldError("cells", "unknownLine", f"There is no line {line} {of}; name one that is listed.", value=line)
            for line in missing
        )


def _check_room(conn: Connection, org_id: UUID, id: UUID) -> None:
    cells, values = count(conn, org_id, id)
    if cells > MOST_CELLS or values > MOST_VALUES:
        raise TooManyCorrections(cells=MOST_CELLS, values=MOST_VALUES)
