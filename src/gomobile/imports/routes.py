"""`/imports`: a file in one call, its dry run, its run, its undo; and saved mappings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import File, Form, Query, UploadFile

from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput
from gomobile.exports.download import ListDownload
from gomobile.http.answers import CSV, Message
from gomobile.http.call import Call, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.download import Download
from gomobile.http.lists import Cursor, Limit, Page
from gomobile.http.paging import decode_id, encode_id, meta
from gomobile.imports import answers, files, service
from gomobile.imports.mapping import ColumnMapping, check_fields, parse_map_options
from gomobile.imports.new_attributes import with_new_attributes
from gomobile.imports.options import DateOrder, DecimalMark, ImportOptions
from gomobile.imports.plan import mapping_from_json
from gomobile.imports.presenter import import_json, mapping_json
from gomobile.imports.queueing import defer
from gomobile.imports.rejects import rejects_csv
from gomobile.imports.schemas import Column, MappingSave, MappingUpdate
from gomobile.jobs.names import PREVIEW_IMPORT, RUN_IMPORT, UNDO_IMPORT
from gomobile.people import service as people

router = make_router("", "imports")


@router.post("/imports", status_code=202)
def create_import(
    call: ManagerCall,
    file: Annotated[UploadFile, File(description="CSV, TSV, XLSX, XLS, ODS, JSON Lines, Parquet or vCard; gzip, zip.")],
    dryRun: Annotated[
        bool, Form(description="Only say what would happen; start it with /imports/{id}/execute.")
    ] = True,
    map: Annotated[
        list[str] | None,
        Form(description="`mobile=primaryPhone`, `city=city:fill`, `dob=customAttributes.dob:MDY`, `notes=-`."),
    ] = None,
    mapping: Annotated[str | None, Form(description="Name of a saved mapping.")] = None,
    createAttributes: Annotated[
        bool, Form(description="Create an attribute for each column that is none yet.")
    ] = False,
    region: Annotated[str | None, Form(min_length=2, max_length=2)] = None,
    decimal: Annotated[DecimalMark | None, Form()] = None,
    date: Annotated[DateOrder | None, Form()] = None,
    encoding: Annotated[str | None, Form(max_length=32)] = None,
    delimiter: Annotated[str | None, Form(max_length=1)] = None,
    sheet: Annotated[str | None, Form(max_length=64)] = None,
    hasHeaderRow: Annotated[bool | None, Form()] = None,
    audienceId: Annotated[
        UUID | None, Form(description="A static audience: the contacts of the file become members.")
    ] = None,
) -> answers.Import:
    """Take a file in and check it in the background (or import it, with `dryRun=false`)."""
    options = ImportOptions(
        region=region.upper() if region else None,
        decimal=decimal,
        date=date,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        has_header=hasHeaderRow,
        create_attributes=createAttributes,
        audience_id=str(audienceId) if audienceId else None,
    )
    organization = call.caller.organization
    taken = service.upload(
        call.conn, call.settings, organization, call.caller.actor, file.file, file.filename or "upload", options,
        dry_run=dryRun,
    )  # fmt: skip
    with files.removed_when_refused(call.settings, taken.id):
        columns = taken.columns
        if mapping:
            columns = service.apply_mapping(service.find_mapping(call.conn, call.org_id, mapping), taken.table.header)
        if map:
            columns = parse_map_options(map, taken.table.header, definitions(call), columns)
        if createAttributes:
            columns = with_new_attributes(columns)
        row = service.get(call.conn, call.org_id, taken.id)
        service.map_columns(call.conn, organization, row, columns, options)
    if dryRun:
        defer(call.conn, call.org_id, PREVIEW_IMPORT, taken.id)
    else:
        service.queue(call.conn, call.org_id, taken.id)
        defer(call.conn, call.org_id, RUN_IMPORT, taken.id)
    return import_json(service.get(call.conn, call.org_id, taken.id))


@router.get("/imports")
def list_imports(call: ManagerCall, page: Page = 1, limit: Limit = 20, cursor: Cursor = None) -> answers.ImportPage:
    """Imports, newest first."""
    rows, more, total = service.list_imports(call.conn, call.org_id, page, limit, before=decode_id(cursor))
    next_cursor = encode_id(rows[-1].id) if more else None
    names = people.names_of(call.conn, call.org_id, [row.created_by for row in rows])
    return {"data": [import_json(row, names) for row in rows], "meta": meta(page, limit, total, next_cursor)}


@router.get("/imports/{id}")
def get_import(call: ManagerCall, id: UUID) -> answers.Import:
    """One import: state, live progress, counts, dry run and undo."""
    row = service.get(call.conn, call.org_id, id)
    return import_json(row, people.names_of(call.conn, call.org_id, [row.created_by]))


@router.put("/imports/{id}/mapping", status_code=202)
def map_import(call: ManagerCall, id: UUID, body: MappingUpdate) -> answers.Import:
    """Change the mapping of an import that has not run; its dry run is made again."""
    row = service.get(call.conn, call.org_id, id)
    options = body.options.over(ImportOptions.from_json(row.options))
    service.check_audience(call.conn, call.org_id, options)
    header = service.table_of(row).header
    if body.mapping is not None:
        columns = service.apply_mapping(service.find_mapping(call.conn, call.org_id, body.mapping), header)
    else:
        columns = placed(body.columns or [], header)
    check_fields(columns)
    service.map_columns(call.conn, call.caller.organization, row, columns, options)
    defer(call.conn, call.org_id, PREVIEW_IMPORT, id)
    return import_json(service.get(call.conn, call.org_id, id))


@router.post("/imports/{id}/preview", status_code=202)
def preview_import(call: ManagerCall, id: UUID) -> answers.Import:
    """Make the dry run again, as after many corrections; the counts are then exact."""
    service.ask_for_preview(call.conn, call.org_id, id)
    defer(call.conn, call.org_id, PREVIEW_IMPORT, id)
    return import_json(service.get(call.conn, call.org_id, id))


@router.post("/imports/{id}/execute", status_code=202)
def execute_import(call: ManagerCall, id: UUID) -> answers.Import:
    """Run an import whose dry run was made, or resume one that was cancelled or failed."""
    service.queue(call.conn, call.org_id, id, unseen=False)
    defer(call.conn, call.org_id, RUN_IMPORT, id)
    return import_json(service.get(call.conn, call.org_id, id))


@router.post("/imports/{id}/resume", status_code=202)
def resume_import(call: ManagerCall, id: UUID) -> answers.Import:
    """Go on with a cancelled or failed import at the first chunk that is missing."""
    return execute_import(call=call, id=id)


@router.post("/imports/{id}/cancel", status_code=202)
def cancel_import(call: ManagerCall, id: UUID) -> answers.Import:
    """Stop at the next chunk; what is committed stays, to be undone or resumed."""
    return import_json(service.cancel(call.conn, call.org_id, id))


@router.post("/imports/{id}/undo", status_code=202)
def undo_import(call: ManagerCall, id: UUID) -> answers.Import:
    """Delete what the import created and put back what it overwrote, except where somebody changed it since."""
    row = service.begin_undo(call.conn, call.org_id, call.caller.actor, id)
    defer(call.conn, call.org_id, UNDO_IMPORT, id)
    return import_json(row)


@router.delete("/imports/{id}")
def discard_import(call: ManagerCall, id: UUID) -> Message:
    """Forget an import that has not run: its file, its mapping and what was corrected. One that ran is undone."""
    service.discard(call.conn, call.settings, call.org_id, id)
    return {"message": "The import is discarded."}


@router.get("/imports/{id}/rejects", response_class=Download, responses=CSV)
def download_rejects(
    call: ManagerCall,
    id: UUID,
    all: Annotated[bool, Query(description="Also rows whose contact was kept although some cell was not.")] = False,
) -> Download:
    """The refused rows as a CSV in the file's own columns plus line, column, code, message and value."""
    row = service.get(call.conn, call.org_id, id)
    header = service.header_of(row)

    def pieces(conn: Connection) -> Iterator[bytes]:
        return rejects_csv(header, service.problem_rows(conn, call.org_id, id, rejected_only=not all))

    headers = {"Content-Disposition": f'attachment; filename="rejects-{id}.csv"'}
    source = ListDownload(call.database.conninfo, call.caller.organization, pieces, call.settings.temporary)
    return Download(source, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/import-mappings")
def list_mappings(call: ManagerCall) -> answers.ImportMappingList:
    """The saved mappings, by name."""
    return {"data": [mapping_json(mapping) for mapping in service.list_mappings(call.conn, call.org_id)]}


@router.post("/import-mappings", status_code=201)
def save_mapping(call: ManagerCall, body: MappingSave) -> answers.ImportMapping:
    """Save the mapping of an import for the next file of the same source; a name in use is replaced."""
    row = service.get(call.conn, call.org_id, body.importId)
    columns = mapping_from_json(row.columns)
    return mapping_json(service.save_mapping(call.conn, call.org_id, body.name, columns, call.caller.actor))


@router.delete("/import-mappings/{id}")
def delete_mapping(call: ManagerCall, id: UUID) -> Message:
    """Forget a saved mapping."""
    service.delete_mapping(call.conn, call.org_id, id)
    return {"message": "The mapping is deleted."}


def placed(columns: list[Column], header: tuple[str, ...]) -> list[ColumnMapping]:
    """Columns of a request as a mapping. Raises InvalidInput for a column that the file does not have."""
    if beyond := [column.column for column in columns if column.column >= len(header)]:
        raise InvalidInput.of(
            "columns",
            "max",
            f"The file has the columns 0 to {len(header) - 1}; {beyond[0]} is none of them.",
            beyond[0],
        )
    return mapping_from_json([{**column.model_dump(), "header": header[column.column]} for column in columns])


def definitions(call: Call) -> list[Any]:
    """The attributes that a mapping may name."""
    from gomobile.attributes import service as attributes

    return attributes.list_definitions(call.conn, call.org_id)
