"""`/suppressions`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal
from uuid import UUID

from fastapi import File, Form, Query, UploadFile

from gomobile.clock import now
from gomobile.db.pool import Connection
from gomobile.exports.download import ListDownload
from gomobile.http.answers import CSV, also
from gomobile.http.batches import entries_of, problems_json
from gomobile.http.call import AgentCall, BulkCall, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.download import Download
from gomobile.http.json import Answer, json_response
from gomobile.http.lists import Limit, Page
from gomobile.http.paging import decode_id, encode_id, meta
from gomobile.imports.sources import ReadOptions
from gomobile.privacy.suppression import answers, service
from gomobile.privacy.suppression.checks import check_defaults
from gomobile.privacy.suppression.file_import import Defaults, import_file
from gomobile.privacy.suppression.presenter import suppression_json, suppressions_csv, verdict_json
from gomobile.privacy.suppression.schemas import MOST, AddBody, BulkBody, SuppressionLift, SuppressionsCheck
from gomobile.privacy.suppression.suppression import Channel

router = make_router("/suppressions", "suppression")

_Search = Annotated[str | None, Query(max_length=64, description="A number in any format, or some of its digits.")]
_Channel = Annotated[Channel | None, Query(description="Only those of this channel.")]
_Reason = Annotated[str | None, Query(max_length=200, description="Only those with this reason.")]
_State = Annotated[Literal["active", "expired", "lifted"] | None, Query(description="Only those in this state.")]
_Cursor = Annotated[str | None, Query(max_length=200, description="`meta.nextCursor` of a page.")]


@router.get("")
def list_suppressions(
    call: ManagerCall,
    page: Page = 1,
    limit: Limit = 20,
    search: _Search = None,
    channel: _Channel = None,
    reason: _Reason = None,
    state: _State = None,
    cursor: _Cursor = None,
) -> answers.SuppressionPage:
    """Suppressed numbers, newest first, with those that have expired or were lifted.

    A whole number in `search` is found by its hash, so that one that was erased is found too.
    """
    filters = service.make_filters(
        call.conn, call.caller.organization, search=search, channel=channel, reason=reason, state=state
    )
    before = decode_id(cursor)
    rows, total, more = service.list_page(call.conn, call.org_id, filters, page=page, limit=limit, before=before)
    next_cursor = encode_id(rows[-1].id) if more else None
    return {"data": [suppression_json(one) for one in rows], "meta": meta(page, limit, total, next_cursor)}


@router.post("", status_code=201, responses=also(200, answers.SuppressionAdded, "It was suppressed already."))
def add_suppression(call: AgentCall, body: AddBody) -> Answer[answers.SuppressionAdded]:
    """Suppress a number, whether a contact has it or not. `channel` is `all` unless given.

    Again with a number that is suppressed: 200 with `alreadySuppressed`; the longer expiry holds, the rest stays.
    """
    done = service.add(call.conn, call.caller.organization, call.caller.actor, body)
    shown: answers.SuppressionAdded = {
        "suppression": suppression_json(done.suppression),
        "alreadySuppressed": done.already,
    }
    return json_response(shown, status=200 if done.already else 201)


@router.post("/bulk")
def add_suppressions(call: BulkCall, body: BulkBody) -> answers.SuppressionsAdded:
    """Suppress up to 10,000 numbers. Those with a problem are left out and listed by index, the others are added."""
    data = entries_of(body, MOST)
    done = service.add_batch(call.conn, call.caller.organization, call.caller.actor, data)
    return {
        "added": done.added,
        "alreadySuppressed": len(done.done) - done.added,
        "failed": done.size - len(done.done),
        "errors": problems_json(done.problems),
        "results": [
            {"index": at, "id": one.suppression.id, "alreadySuppressed": one.already} for at, one in done.done.items()
        ],
    }


@router.post("/check")
def check_suppressions(call: AgentCall, body: SuppressionsCheck) -> answers.SuppressionVerdicts:
    """Whether numbers may be reached by a channel at this moment, in the order given, and why not.

    A text that holds no number has `suppressed: null` and an `error`. Where it holds several, each is looked at.
    """
    verdicts = service.check_phones(call.conn, call.caller.organization, body.phones, body.channel)
    return {"data": [verdict_json(one.given, one.phone_key, one.suppression, one.problem) for one in verdicts]}


@router.post("/import")
def import_suppressions(
    call: ManagerCall,
    file: Annotated[UploadFile, File(description="CSV, TSV, XLSX, XLS, ODS, JSON Lines, Parquet or vCard; gzip, zip.")],
    column: Annotated[str | None, Form(max_length=200, description="The column of the numbers.")] = None,
    reason: Annotated[str | None, Form(description="Why, where a row does not say.")] = None,
    channel: Annotated[Channel, Form(description="Of which channel, where a row does not say.")] = "all",
    source: Annotated[str | None, Form(description="Where the list is from.")] = None,
    proof: Annotated[str | None, Form(description="A text or an address of what proves it.")] = None,
    expiresAt: Annotated[str | None, Form(description="Until when, where a row does not say.")] = None,
    hasHeaderRow: Annotated[bool | None, Form(description="Found out unless given.")] = None,
) -> answers.SuppressionFileReport:
    """Suppress every number of a file, all or, when it cannot be read, none.

    Columns named channel, reason, source, proof and expiresAt are used where they are. rows = used + `invalid` +
    `ended`; numbers = `added` + `alreadySuppressed` + `repeated`. `rejects` shows up to 100 of what is wrong.
    """
    texts, expiry = check_defaults(
        call.caller.organization, reason=reason, source=source, proof=proof, expires_at=expiresAt
    )
    defaults = Defaults(**texts, channel=channel, expires_at=expiry, column=column)
    report = import_file(
        call.conn,
        call.caller.organization,
        call.caller.actor,
        file.file,
        file.filename or "upload",
        defaults,
        call.settings.temporary,
        ReadOptions(has_header=hasHeaderRow, max_bytes=call.settings.import_max_bytes),
    )
    return report.to_json()


@router.get("/export", response_class=Download, responses=CSV)
def export_suppressions(
    call: ManagerCall,
    search: _Search = None,
    channel: _Channel = None,
    reason: _Reason = None,
    state: _State = "active",
) -> Download:
    """Suppressed numbers as a CSV file, those that hold unless `state` says otherwise; an import takes it back.

    A number that was erased has its hash alone.
    """
    filters = service.make_filters(
        call.conn, call.caller.organization, search=search, channel=channel, reason=reason, state=state
    )

    def pieces(conn: Connection) -> Iterator[bytes]:
        return suppressions_csv(service.stream(conn, call.org_id, filters))

    headers = {"Content-Disposition": f'attachment; filename="suppressions-{now():%Y%m%d}.csv"'}
    source = ListDownload(call.database.conninfo, call.caller.organization, pieces, call.settings.temporary)
    return Download(source, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/{id}")
def get_suppression(call: ManagerCall, id: UUID) -> answers.Suppression:
    """One suppression, whatever its state."""
    return suppression_json(service.get(call.conn, call.org_id, id))


@router.delete("/{id}")
def lift_suppression(
    call: ManagerCall,
    id: UUID,
    body: SuppressionLift | None = None,
    reason: Annotated[str | None, Query(max_length=200, description="Why; here or in the body.")] = None,
) -> answers.Suppression:
    """Lift a suppression: the number may be reached again. It stays in the history of the number.

    409 SUPPRESSION_ENDED when it was lifted by somebody else or has expired.
    """
    why = reason if reason is not None else body.reason if body else None
    return suppression_json(service.lift(call.conn, call.org_id, call.caller.actor, id, why))
