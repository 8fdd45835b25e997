"""`PUT /audience/{id}/members`: replace the members by a list or a file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, BinaryIO
from uuid import UUID

import polars as pl
from fastapi import Depends, Query, Request
from orjson import JSONDecodeError
from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import FormData, UploadFile

from gomobile.audiences import answers, service
from gomobile.audiences.presenter import refreshed_json
from gomobile.audiences.schemas import Members
from gomobile.errors import FieldError, InvalidInput
from gomobile.http.call import Call, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.errors import field_errors
from gomobile.http.etag import etag, expected_versions
from gomobile.http.json import Answer, json_response
from gomobile.imports import service as imports

router = make_router("", "audiences")
_MEMBERS = TypeAdapter(Members)


@dataclass(frozen=True, slots=True)
class Given:
    """The list of a request: members as JSON, or a file."""

    members: Members | None = None
    file: BinaryIO | None = None
    filename: str = ""
    column: str | None = None


async def given_members(request: Request) -> AsyncIterator[Given]:
    """Read the body, of either kind."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        form = await request.form()
        try:
            yield _from_form(form)
        finally:
            await form.close()
        return
    try:
        members = _MEMBERS.validate_python(await request.json())
    except JSONDecodeError as error:
        raise InvalidInput.of("body", "json", f"The body is not valid JSON: {error}.") from error
    except ValidationError as error:
        raise InvalidInput(field_errors(error.errors())) from error
    yield Given(members=members)


def _from_form(form: FormData) -> Given:
    problems = [
        FieldError(name[:64], "unknownProperty", "This property is not known.")
        for name in form
        if name not in ("file", "column")
    ]
    file, column = form.get("file"), form.get("column")
    if not isinstance(file, UploadFile):
        problems.append(FieldError("file", "required", "Send the file in the form field `file`."))
    if isinstance(column, UploadFile):
        problems.append(FieldError("column", "type", "column is the name of a column, or its position from 1."))
    if problems or not isinstance(file, UploadFile):
        raise InvalidInput(problems)
    return Given(file=file.file, filename=file.filename or "upload", column=str(column) if column else None)


_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Members.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "string",
                            "format": "binary",
                            "description": "Any file that can be imported: CSV, XLSX, JSON Lines and others.",
                        },
                        "column": {
                            "type": "string",
                            "description": "The phone column: its header, or its position from 1. Found if left out.",
                        },
                    },
                }
            },
        },
    }
}


@router.put("/audience/{id}/members", openapi_extra=_BODY)
def refresh_members(
    call: ManagerCall,
    id: UUID,
    given: Annotated[Given, Depends(given_members)],
    dry_run: Annotated[bool, Query(alias="dryRun", description="Only say what would happen.")] = False,
) -> Answer[answers.MembersRefreshed]:
    """Replace the members of a static audience by a list of numbers, of contact ids, or by a file with numbers.

    Who is not on the list leaves (`removed`), who is new enters (`added`), the others stay with their entry time
    (`kept`). `given` = added + kept + archived + unknown + invalid + duplicates. Numbers are read in any format; one
    that no contact has is `unknown` and makes no contact: import it. An `archived` contact of the list enters when it
    comes back; one that is not on the list stays out then. 409 AUDIENCE_BUSY when somebody else replaces the members at
    this moment; `If-Match` is honoured.
    """
    versions = expected_versions(call.request)
    if given.members is not None and given.members.contacts is not None:
        done = service.refresh_by_ids(
            call.conn,
            call.org_id,
            call.caller.actor,
            id,
            given.members.contacts,
            dry_run=dry_run,
            versions=versions,
        )
    else:
        service.get(call.conn, call.org_id, id)
        done = service.refresh_by_phones(
            call.conn,
            call.caller.organization,
            call.caller.actor,
            id,
            _numbers(call, given),
            dry_run=dry_run,
            versions=versions,
        )
    return json_response(refreshed_json(done, dry_run=dry_run), headers=etag(done.version))


def _numbers(call: Call, given: Given) -> pl.Series:
    if given.file is not None:
        return imports.read_phones(call.settings, given.file, given.filename, given.column)
    assert given.members is not None
    return pl.Series(given.members.phones, dtype=pl.String)
