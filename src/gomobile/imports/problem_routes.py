"""`/imports/{id}/problems` and `/imports/{id}/cells`: what is wrong with a file, put right; and another try."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query

from gomobile.errors import InvalidInput
from gomobile.http.call import ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.lists import Limit
from gomobile.http.paging import bad_cursor, decode_cursor, encode_cursor, meta
from gomobile.imports import answers as imports
from gomobile.imports import problem_answers as answers
from gomobile.imports import service
from gomobile.imports.corrections import retry
from gomobile.imports.corrections import service as corrections
from gomobile.imports.corrections.service import ACCEPT, ROW, SKIP, Answer, Correction, Replacement
from gomobile.imports.presenter import import_json
from gomobile.imports.problem_presenter import Columns, checked_json, listed_json, summary_json
from gomobile.imports.problem_schemas import CellsUpdate, RetryRequest
from gomobile.imports.problems import service as problems
from gomobile.imports.queueing import defer
from gomobile.jobs.names import PREVIEW_IMPORT, RUN_IMPORT

router = make_router("", "imports")

Cursor = Annotated[str | None, Query(max_length=200, description="`nextCursor` of the page before.")]


@router.get("/imports/{id}/problems")
def list_problems(
    call: ManagerCall,
    id: UUID,
    code: Annotated[str | None, Query(max_length=64, description="Only problems of this code.")] = None,
    column: Annotated[int | None, Query(ge=0, le=1_999, description="Only those of this column, from 0.")] = None,
    severity: Annotated[Literal["rejected", "kept"] | None, Query(description="Of which rows.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> answers.ImportProblemPage:
    """What is wrong with cells, in the order of the file: after a dry run what it found, after a run what it left.

    What was corrected since is not in it.
    """
    row = service.get(call.conn, call.org_id, id)
    columns = Columns(row)
    if column is not None and column >= len(columns.header):
        text = f"The file has the columns 0 to {len(columns.header) - 1}."
        raise InvalidInput.of("column", "max", text, column)
    name = columns.header[column] if column is not None else None
    chosen = problems.Filter(code, name, None if severity is None else severity == "rejected")
    if cursor is None:
        line, place, total = -1, 0, problems.count(call.conn, call.org_id, id, chosen)
    else:
        line, place, total = _numbers(cursor, 3)
    found = problems.page(call.conn, call.org_id, id, chosen, (line, place), limit + 1)
    shown = found[:limit]
    more = encode_cursor([shown[-1].line, shown[-1].place, total]) if len(found) > limit else None
    return {"data": [listed_json(columns, one) for one in shown], "meta": meta(1, limit, total, more)}


@router.get("/imports/{id}/problems/summary")
def summarize_problems(call: ManagerCall, id: UUID) -> answers.ProblemSummary:
    """Problems by column and cause, with the most frequent values, each of which one correction puts right."""
    row = service.get(call.conn, call.org_id, id)
    return summary_json(row, problems.summary(call.conn, call.org_id, id))


@router.get("/imports/{id}/cells")
def list_corrections(
    call: ManagerCall,
    id: UUID,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 1_000,
    cursor: Cursor = None,
) -> answers.Corrections:
    """What was corrected: cells and rows by line, and values of columns."""
    service.get(call.conn, call.org_id, id)
    line, column = _numbers(cursor, 2) if cursor else (-1, 0)
    found = corrections.page_of_cells(call.conn, call.org_id, id, (line, column), limit + 1)
    shown = found[:limit]
    more = encode_cursor([shown[-1].line, shown[-1].column_number]) if len(found) > limit else None
    total, _ = corrections.count(call.conn, call.org_id, id)
    return {
        "cells": [
            {"line": one.line, "column": one.column_number, "value": one.value}
            for one in shown
            if one.column_number != ROW
        ],
        "rows": [
            {"line": one.line, "word": "skip" if one.value == SKIP else "accept"}
            for one in shown
            if one.column_number == ROW
        ],
        "replace": [
            {"column": one.column_number, "from": one.old_value or None, "to": one.new_value}
            for one in corrections.list_replacements(call.conn, call.org_id, id)
        ],
        "meta": meta(1, limit, total, more),
    }


@router.patch("/imports/{id}/cells")
def correct_cells(call: ManagerCall, id: UUID, body: CellsUpdate) -> answers.CellsChecked:
    """Say what cells should be; the rows concerned are checked again at once, without the rest of the file.

    Before the run the import then takes the cells so; after it `POST /imports/{id}/retry` takes the rejected rows in
    again. The file is not changed. A correction of a cell goes before one of all cells with a value, and both are
    about what the file has. Rows that lose to a later row of the same number are known to the next dry run only.
    """
    cells = [Correction(one.line, one.column, _blank(one.value)) for one in body.cells]
    words = {True: SKIP, False: ACCEPT}
    said = [Correction(one.line, ROW, words[one.skip is not None]) for one in body.rows if one.skip or one.accept]
    back = [one.line for one in body.rows if not (one.skip or one.accept)]
    values = [Replacement(one.column, _blank(one.old) or "", _blank(one.to)) for one in body.replace]
    answer = corrections.correct(
        call.conn, call.caller.organization, call.caller.actor, id, [*cells, *said], values, back
    )
    return _checked(call, id, answer)


@router.delete("/imports/{id}/cells")
def take_back_corrections(
    call: ManagerCall,
    id: UUID,
    line: Annotated[int | None, Query(ge=1, le=2**53, description="All that was said of this row.")] = None,
    column: Annotated[int | None, Query(ge=0, le=1_999, description="Only of this column of the row.")] = None,
    value: Annotated[
        str | None, Query(max_length=512, description="With `column`, without `line`: of its cells with this value.")
    ] = None,
) -> answers.CellsChecked:
    """Take a correction back: of a cell (`line` and `column`), a row (`line`), or a value (`column` and `value`)."""
    owner = call.caller.organization
    service.get(call.conn, call.org_id, id)
    if line is not None and value is None:
        return _checked(call, id, corrections.take_back_cells(call.conn, owner, id, line, column))
    if line is None and column is not None and value is not None:
        return _checked(call, id, corrections.take_back_value(call.conn, owner, id, column, value.strip()))
    raise InvalidInput.of("line", "required", "Give line and column, line alone, or column and value.")


@router.post("/imports/{id}/retry", status_code=202)
def retry_import(call: ManagerCall, id: UUID, body: RetryRequest | None = None) -> imports.Import:
    """Take the rejected rows in again as an import of their own, with their corrections and the same mapping.

    Rows that were kept without some cell come along where that cell was corrected; rows that are left out do not. The
    lines are those of the first file.
    """
    made = retry.make(call.conn, call.settings, call.caller.organization, call.caller.actor, id)
    if body is not None and body.dryRun:
        defer(call.conn, call.org_id, PREVIEW_IMPORT, made)
    else:
        service.queue(call.conn, call.org_id, made)
        defer(call.conn, call.org_id, RUN_IMPORT, made)
    return import_json(service.get(call.conn, call.org_id, made))


def _checked(call: ManagerCall, id: UUID, answer: Answer) -> answers.CellsChecked:
    row = service.get(call.conn, call.org_id, id)
    columns = Columns(row)
    return {
        "checked": answer.checked,
        "fixed": answer.fixed,
        "rows": [checked_json(columns, one) for one in answer.rows],
        "preview": row.preview if row.status != "completed" else None,
    }


def _blank(value: str | None) -> str | None:
    return (value or "").strip() or None


def _numbers(cursor: str, length: int) -> list[int]:
    values = decode_cursor(cursor, length)
    if not all(isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53 for value in values):
        raise bad_cursor()
    return values
