"""`/audit-log`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import AwareDatetime

from gomobile.audit import answers, service
from gomobile.audit.presenter import MEDIA_TYPES, Format, export, line_json, verdict_json
from gomobile.audit.store import Which
from gomobile.clock import now
from gomobile.db.pool import Connection
from gomobile.exports.download import ListDownload
from gomobile.http.answers import files
from gomobile.http.call import AdminCall
from gomobile.http.call import router as make_router
from gomobile.http.download import Download
from gomobile.http.lists import Limit, Page
from gomobile.http.paging import bad_cursor, decode_cursor, encode_cursor, meta
from gomobile.people import service as people

router = make_router("/audit-log", "audit")

Action = Annotated[str | None, Query(max_length=64, description="Such as `api_key.created`.")]
ActorId = Annotated[UUID | None, Query(alias="actor", description="Id of the key, import or person that acted.")]
Subject = Annotated[str | None, Query(max_length=128, description="Id of what was acted on, or a phone hash.")]
Since = Annotated[AwareDatetime | None, Query(alias="from", description="From this moment on.")]
Until = Annotated[AwareDatetime | None, Query(alias="to", description="Before this moment.")]
Cursor = Annotated[str | None, Query(max_length=1_000, description="`meta.nextCursor` of a page.")]
Expect = Annotated[
    str | None, Query(pattern="^[0-9a-fA-F]{64}$", description="A `head` noted earlier: it must still be in the chain.")
]


@router.get("")
def list_audit_log(
    call: AdminCall,
    page: Page = 1,
    limit: Limit = 20,
    action: Action = None,
    actor: ActorId = None,
    subject: Subject = None,
    since: Since = None,
    until: Until = None,
    cursor: Cursor = None,
) -> answers.AuditPage:
    """Who did what to what, when and from where, newest first. It holds no personal data: contacts by id, numbers by
    phone hash.
    """
    which = Which(action, actor, subject, since, until)
    found, total, following = service.find_lines(
        call.conn, call.org_id, which, page=page, limit=limit, before=_sequence(cursor)
    )
    next_cursor = encode_cursor([following]) if following is not None else None
    names = people.names_of(call.conn, call.org_id, [line.actor for line in found])
    return {"data": [line_json(line, names) for line in found], "meta": meta(page, limit, total, next_cursor)}


@router.get("/verify")
def verify_audit_log(call: AdminCall, expect: Expect = None) -> answers.AuditVerdict:
    """Compute the chain of hashes again. `brokenAt` is the first line that was changed, removed or added.

    Note `head` somewhere else: given as `expect` later, it also tells a log that was written anew.
    """
    return verdict_json(service.verify(call.conn, call.org_id, bytes.fromhex(expect) if expect else None))


@router.get("/export", response_class=Download, responses=files(*MEDIA_TYPES.values()))
def export_audit_log(
    call: AdminCall,
    format: Annotated[Format, Query(description="The kind of file.")] = "csv",
    action: Action = None,
    actor: ActorId = None,
    subject: Subject = None,
    since: Since = None,
    until: Until = None,
) -> Download:
    """The lines that fit as a file, newest first, with their hashes."""
    which = Which(action, actor, subject, since, until)

    def pieces(conn: Connection) -> Iterator[bytes]:
        return export(service.all_lines(conn, call.org_id, which), format)

    headers = {"Content-Disposition": f'attachment; filename="gomobile-audit-{now():%Y%m%d}.{format}"'}
    source = ListDownload(call.database.conninfo, call.caller.organization, pieces, call.settings.temporary)
    return Download(source, media_type=MEDIA_TYPES[format], headers=headers)


def _sequence(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    (sequence,) = decode_cursor(cursor, 1)
    if type(sequence) is not int or not 0 < sequence < 1 << 62:
        raise bad_cursor()
    return sequence
