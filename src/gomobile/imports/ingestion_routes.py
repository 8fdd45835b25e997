"""`/contact/ingestion`: the published way in. Upload → validate → page through the rows → execute.

A session is an import that expires after 30 minutes without use.
"""

from __future__ import annotations

import time
from typing import Annotated
from uuid import UUID

from fastapi import File, Form, Query, UploadFile

from gomobile.errors import FieldError, InvalidInput
from gomobile.http.answers import also
from gomobile.http.call import Call, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.json import Answer, json_response
from gomobile.http.lists import Page
from gomobile.http.paging import page_meta
from gomobile.imports import ingestion_answers as answers
from gomobile.imports import service
from gomobile.imports.errors import ImportState
from gomobile.imports.ingestion_rows import Filter, page_of_rows
from gomobile.imports.mapping import check_fields
from gomobile.imports.options import ImportOptions
from gomobile.imports.progress import Status
from gomobile.imports.queueing import defer
from gomobile.imports.routes import placed
from gomobile.imports.schemas import Column, IngestionExecute, IngestionValidate
from gomobile.imports.store import ImportRow
from gomobile.jobs.names import RUN_IMPORT

router = make_router("/contact/ingestion", "ingestion")

_STATUS: dict[Status, answers.SessionStatus] = {
    "uploaded": "uploaded",
    "validating": "uploaded",
    "validated": "validated",
    "queued": "executing",
    "running": "executing",
    "completed": "executed",
    "cancelled": "cancelled",
    "failed": "failed",
    "undoing": "undoing",
    "undone": "undone",
}
_AT_WORK: tuple[Status, ...] = ("queued", "running")
_WAIT_SECONDS = 20.0


@router.post("/upload", status_code=201)
def upload(
    call: ManagerCall,
    file: Annotated[UploadFile, File(description="CSV, TSV, XLSX, XLS, ODS, JSON Lines, Parquet or vCard.")],
    previewRows: Annotated[int, Form(ge=1, le=100)] = 20,
    hasHeaderRow: Annotated[bool, Form()] = False,
    audienceId: Annotated[
        UUID | None, Form(description="A static audience: the contacts of the file become members.")
    ] = None,
) -> answers.IngestionSession:
    """Open a session on a file and show its first rows."""
    options = ImportOptions(has_header=hasHeaderRow, audience_id=str(audienceId) if audienceId else None)
    taken = service.upload(
        call.conn, call.settings, call.caller.organization, call.caller.actor, file.file, file.filename or "upload",
        options, lifetime=service.SESSION,
    )  # fmt: skip
    row = service.get(call.conn, call.org_id, taken.id)
    return {
        "sessionId": taken.id,
        "status": "uploaded",
        "expiresAt": row.expires_at,
        "file": {
            "name": row.filename,
            "format": taken.table.format,
            "encoding": taken.table.encoding,
            "delimiter": taken.table.delimiter,
            "sheet": taken.table.sheet,
            "notes": list(taken.table.notes),
        },
        "hasHeaderRow": taken.table.has_header,
        "columns": [{"column": at, "header": name} for at, name in enumerate(taken.table.header)],
        "columnMappings": [{"column": c.column, "field": c.field} for c in taken.columns if c.field],
        "previewRows": taken.samples[:previewRows],
    }


@router.post("/validate")
def validate(call: ManagerCall, body: IngestionValidate) -> answers.IngestionRows:
    """Check every row under a mapping, without writing."""
    row = service.get(call.conn, call.org_id, body.sessionId)
    columns = placed([Column(column=c.column, field=c.field) for c in body.columnMappings], service.header_of(row))
    check_fields(columns)
    service.map_columns(call.conn, call.caller.organization, row, columns)
    with call.apart():  # the check reads it on other connections
        done = service.preview(call.database.conninfo, call.settings, call.org_id, row.id)
    return _validation(call, done, page=1, limit=50, filter="all")


@router.get("/validate/{sessionId}")
def validated_rows(
    call: ManagerCall,
    sessionId: UUID,
    page: Page = 1,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    filter: Filter = "all",
) -> answers.IngestionRows:
    """A page of the checked rows."""
    return _validation(call, service.get(call.conn, call.org_id, sessionId), page=page, limit=limit, filter=filter)


@router.post("/execute", status_code=201, responses=also(202, answers.IngestionResult, "It takes longer."))
def execute(call: ManagerCall, body: IngestionExecute) -> Answer[answers.IngestionResult]:
    """Import the valid rows of a validated session. Answers with the statistics; 202 when the file is so large that
    it takes longer.
    """
    row = service.get(call.conn, call.org_id, body.sessionId)
    if row.status == "completed":
        return json_response(_statistics(row), status=201)
    if row.status == "uploaded":
        raise _unvalidated()
    service.queue(call.conn, call.org_id, row.id, unseen=False)
    defer(call.conn, call.org_id, RUN_IMPORT, row.id)
    with call.apart():
        row = _awaited(call, row.id)
    return json_response(_statistics(row), status=202 if row.status in _AT_WORK else 201)


def _awaited(call: Call, id: UUID) -> ImportRow:
    """The import when it has ended, or after _WAIT_SECONDS."""
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        with call.database.transaction() as conn:
            row = service.get(conn, call.org_id, id)
        if row.status not in _AT_WORK or time.monotonic() >= until:
            return row
        time.sleep(0.1)


def _unvalidated() -> InvalidInput:
    text = "Validate the session first: POST /contact/ingestion/validate."
    return InvalidInput([FieldError("sessionId", "state", text)])


def _statistics(row: ImportRow) -> answers.IngestionResult:
    return {
        "sessionId": row.id,
        "status": _STATUS[row.status],
        "statistics": {**row.counts.to_json(), "seconds": round(row.seconds, 2)},
        "failedRowsUrl": f"/api/imports/{row.id}/rejects" if row.rejected else None,
        "error": row.error,
    }


def _validation(call: Call, row: ImportRow, *, page: int, limit: int, filter: Filter) -> answers.IngestionRows:
    if row.preview is None:
        if row.status in ("uploaded", "validating"):
            raise _unvalidated()
        text = (
            f"The import is {row.status} and was never validated: GET /imports/{row.id} says what became of its rows."
        )
        raise ImportState(text, status=row.status)
    rows, total = page_of_rows(
        call.conn, call.settings, call.database.conninfo, call.caller.organization, row,
        page=page, limit=limit, filter=filter,
    )  # fmt: skip
    counts = row.preview
    return {
        "sessionId": row.id,
        "status": _STATUS[row.status],
        "summary": {
            "total": counts["rows"],
            "valid": counts["rows"] - counts["rejected"],
            "invalid": counts["rejected"],
            "existing": counts["updated"] + counts["unchanged"],
            "new": counts["created"],
            "merged": counts["merged"],
        },
        "data": rows,
        "meta": page_meta(page, limit, total),
    }
