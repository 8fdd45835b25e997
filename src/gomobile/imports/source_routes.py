"""`/imports/upload` and `/imports/{id}/source`: take a file in, see what is in it, read it another way."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import File, Form, UploadFile

from gomobile.http.call import ManagerCall
from gomobile.http.call import router as make_router
from gomobile.imports import files, reading, service
from gomobile.imports import source_answers as answers
from gomobile.imports.options import ImportOptions
from gomobile.imports.schemas import SourceUpdate
from gomobile.imports.source_presenter import source_json

router = make_router("", "imports")


@router.post("/imports/upload", status_code=201)
def upload_import(
    call: ManagerCall,
    file: Annotated[UploadFile, File(description="CSV, TSV, XLSX, XLS, ODS, JSON Lines, Parquet or vCard; gzip, zip.")],
    region: Annotated[str | None, Form(min_length=2, max_length=2)] = None,
    encoding: Annotated[str | None, Form(max_length=32)] = None,
    delimiter: Annotated[str | None, Form(max_length=1)] = None,
    sheet: Annotated[str | None, Form(max_length=64)] = None,
    hasHeaderRow: Annotated[bool | None, Form()] = None,
    audienceId: Annotated[
        UUID | None, Form(description="A static audience: the contacts of the file become members.")
    ] = None,
) -> answers.ImportSource:
    """Take a file in and say what is in it; nothing is checked yet.

    Go on with `PUT /imports/{id}/mapping`, which makes the dry run, and `POST /imports/{id}/execute`. To read the file
    in another way: `PUT /imports/{id}/source`.
    """
    options = ImportOptions(
        region=region.upper() if region else None,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        has_header=hasHeaderRow,
        audience_id=str(audienceId) if audienceId else None,
    )
    owner = call.caller.organization
    name = file.filename or "upload"
    taken = service.upload(call.conn, call.settings, owner, call.caller.actor, file.file, name, options)
    with files.removed_when_refused(call.settings, taken.id):
        row = service.get(call.conn, call.org_id, taken.id)
        return source_json(reading.source_of(call.conn, owner, row))


@router.get("/imports/{id}/source")
def get_source(call: ManagerCall, id: UUID) -> answers.ImportSource:
    """What is in the file of an import that has not run: format, columns with values and guesses, doubts."""
    row = service.get(call.conn, call.org_id, id)
    return source_json(reading.source_of(call.conn, call.caller.organization, row))


@router.put("/imports/{id}/source")
def read_source_again(call: ManagerCall, id: UUID, body: SourceUpdate) -> answers.ImportSource:
    """Read the file in another way: sheet, encoding, delimiter, header row (null: find out); the rest stays as it was.

    The mapping is guessed anew, and what was corrected is dropped, because lines and columns may be others now.
    """
    row = service.get(call.conn, call.org_id, id)
    options = reading.reading_options(row, **body.given())
    owner = call.caller.organization
    again = reading.read_again(call.conn, call.settings, owner, id, options)
    return source_json(reading.source_of(call.conn, owner, again))
