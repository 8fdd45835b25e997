"""`/call-results`, and the calls of a contact."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from uuid import UUID
from zoneinfo import available_timezones

from fastapi import File, Form, Query, UploadFile

from gomobile.calls import answers, service
from gomobile.calls.batch import record_batch
from gomobile.calls.file import FileRecorded, open_calls, parts, record_part
from gomobile.calls.presenter import call_json, engagement_json, file_json, recorded_json
from gomobile.calls.schemas import CallResultsBody
from gomobile.errors import InvalidInput
from gomobile.http.batches import entries_of
from gomobile.http.call import AgentCall, BulkCall
from gomobile.http.call import router as make_router
from gomobile.http.lists import Limit
from gomobile.http.paging import bad_cursor, decode_cursor, encode_cursor
from gomobile.imports.sources.received import received

router = make_router("", "calls")

MAX_ROWS = 100_000
"""Rows of a file in one request, about ten seconds; the command takes any number."""


@router.post("/call-results")
def record_call_results(call: BulkCall, body: CallResultsBody) -> answers.CallsRecorded:
    """Tell what became of calls that you made with another system: up to 1,000 in one request, in any order.

    A result with an error is left out, the others are kept. The four counts add up to the results sent: `recorded`
    with their contact, `unknown` kept by their number until a contact has it, `duplicates` of a reference that is
    known, `failed`. The figures and the reachability of the contacts are up to date when this returns.
    """
    most = call.caller.organization.limits.bulk_contacts
    data = entries_of(body, most, "call result", "call results", limited=" on this plan", more=", or a file")
    return recorded_json(record_batch(call.conn, call.caller.organization, call.caller.actor, data))


@router.post("/call-results/file")
def record_call_file(
    call: BulkCall,
    file: Annotated[UploadFile, File(description="CSV, TSV, XLSX, JSON Lines …; the first row names the columns.")],
    timeZone: Annotated[
        str | None, Form(max_length=64, description="IANA name: where times without a zone are from.")
    ] = None,
) -> answers.CallFileRecorded:
    """Tell the results of up to 100,000 calls in a file, with the columns of `POST /call-results`.

    Names that dialling systems use (`dst`, `disposition`, `billsec`, `uniqueid` …) are understood. A row without a
    reference is known by the file and its line, so that a file that is sent twice counts once.
    """
    if timeZone is not None and timeZone not in available_timezones():
        raise InvalidInput.of("timeZone", "enum", "timeZone is an IANA name such as Africa/Casablanca.", timeZone)
    total = FileRecorded()
    with TemporaryDirectory(prefix="gomobile-calls-") as folder:
        path = received(file.file, Path(folder) / "source")
        opened = open_calls(path, Path(folder), file.filename or "upload", time_zone=timeZone, most=MAX_ROWS)
        for part in parts(opened):
            record_part(call.conn, call.caller.organization, call.caller.actor, part, total)
    return file_json(total)


Cursor = Annotated[str | None, Query(max_length=300, description="`meta.nextCursor` of a page.")]


@router.get("/contact/{id}/calls")
def list_calls(call: AgentCall, id: UUID, cursor: Cursor = None, limit: Limit = 20) -> answers.CallPage:
    """The calls to a contact, latest first, and what they add up to in `engagement`. Also of a deleted one."""
    after = _after(cursor) if cursor else None
    calls, more = service.list_calls(call.conn, call.org_id, id, after=after, limit=limit)
    last = calls[-1] if calls else None
    next_cursor = encode_cursor([last.occurred_at.isoformat(), str(last.id)]) if last and more else None
    return {
        "data": [call_json(one) for one in calls],
        "meta": {"nextCursor": next_cursor, "hasNextPage": more},
        "engagement": engagement_json(service.engagement(call.conn, call.org_id, id)),
    }


def _after(cursor: str) -> tuple[datetime, UUID]:
    at, id = decode_cursor(cursor, 2)
    try:
        moment = datetime.fromisoformat(at)
        return moment.astimezone(UTC), UUID(id)
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise bad_cursor() from error
