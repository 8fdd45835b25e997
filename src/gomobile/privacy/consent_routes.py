"""`/consents`, and the consents of one contact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query

from gomobile.clock import now
from gomobile.contacts import service as contacts
from gomobile.db.pool import Connection
from gomobile.exports.download import ListDownload
from gomobile.http.answers import CSV
from gomobile.http.batches import entries_of, problems_json
from gomobile.http.call import AgentCall, BulkCall, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.download import Download
from gomobile.http.lists import Limit, Page
from gomobile.http.paging import bad_cursor, decode_cursor, encode_cursor, meta
from gomobile.privacy.consent import answers, service
from gomobile.privacy.consent.consent import Channel
from gomobile.privacy.consent.presenter import consent_json, consents_csv, listed_json
from gomobile.privacy.consent.schemas import MOST, BulkBody, RecordBody

router = make_router("", "consent")

_Purpose = Annotated[str | None, Query(max_length=40, description="Only about this purpose.")]
_Channel = Annotated[Channel | None, Query(description="Only about this channel.")]
_Status = Annotated[
    Literal["granted", "denied", "withdrawn", "expired"] | None, Query(description="Only what holds like this.")
]
_Cursor = Annotated[str | None, Query(max_length=400, description="`meta.nextCursor` of a page.")]


@router.post("/contact/{id}/consents", status_code=201)
def record_consent(call: AgentCall, id: UUID, body: RecordBody) -> answers.Consent:
    """Record what a contact said about being reached for a purpose by a channel.

    The statement made last holds, whenever it was recorded; every one stays in the history. `suppress: true` with a
    refusal also suppresses the numbers of the contact for the channel.
    """
    return consent_json(service.record(call.conn, call.caller.organization, call.caller.actor, id, body))


@router.get("/contact/{id}/consents")
def list_contact_consents(
    call: AgentCall, id: UUID, limit: Limit = 20, cursor: _Cursor = None
) -> answers.ContactConsents:
    """What holds for a contact (`current`, one entry per purpose and channel), and every statement, the last first."""
    contacts.get_contact(call.conn, call.org_id, id, deleted=True)
    at = now()
    before = _statement(cursor) if cursor else None
    rows, more = service.list_history(call.conn, call.org_id, id, before=before, limit=limit)
    return {
        "current": [consent_json(one, at) for one in service.of_contact(call.conn, call.org_id, id)],
        "data": [consent_json(one, at) for one in rows],
        "meta": {
            "nextCursor": encode_cursor([rows[-1].stated_at.isoformat(), str(rows[-1].id)]) if more else None,
            "hasNextPage": more,
        },
    }


@router.post("/consents/bulk")
def record_consents(call: BulkCall, body: BulkBody) -> answers.ConsentsRecorded:
    """Record up to 10,000 statements, each of the contact that it names by `contactId` or `phone`.

    Those with a problem are left out and listed by index, the others are recorded.
    """
    data = entries_of(body, MOST)
    done = service.record_batch(call.conn, call.caller.organization, call.caller.actor, data)
    return {
        "recorded": len(done.done),
        "failed": done.size - len(done.done),
        "errors": problems_json(done.problems),
        "results": [{"index": at, "id": one.id, "contactId": one.contact_id} for at, one in sorted(done.done.items())],
    }


@router.get("/consents")
def list_consents(
    call: AgentCall,
    page: Page = 1,
    limit: Limit = 20,
    purpose: _Purpose = None,
    channel: _Channel = None,
    status: _Status = None,
    cursor: _Cursor = None,
) -> answers.ConsentPage:
    """What holds, one entry per contact, purpose and channel, in the order of the contacts' creation."""
    filters = service.Filters(purpose, channel, status)
    after = _entry(cursor) if cursor else None
    rows, total, more = service.list_page(call.conn, call.org_id, filters, page=page, limit=limit, after=after)
    last = rows[-1] if more else None
    next_cursor = encode_cursor([str(last.contact_id), last.purpose, last.channel]) if last else None
    at = now()
    return {"data": [listed_json(one, at) for one in rows], "meta": meta(page, limit, total, next_cursor)}


@router.get("/consents/export", response_class=Download, responses=CSV)
def export_consents(
    call: ManagerCall, purpose: _Purpose = None, channel: _Channel = None, status: _Status = None
) -> Download:
    """What holds, as a CSV file."""
    filters = service.Filters(purpose, channel, status)

    def pieces(conn: Connection) -> Iterator[bytes]:
        return consents_csv(service.stream(conn, call.org_id, filters))

    headers = {"Content-Disposition": f'attachment; filename="consents-{now():%Y%m%d}.csv"'}
    source = ListDownload(call.database.conninfo, call.caller.organization, pieces, call.settings.temporary)
    return Download(source, media_type="text/csv; charset=utf-8", headers=headers)


def _statement(cursor: str) -> tuple[datetime, UUID]:
    at, id = decode_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(at), UUID(id)
    except (ValueError, TypeError, AttributeError) as error:
        raise bad_cursor() from error


def _entry(cursor: str) -> tuple[UUID, str, str]:
    id, purpose, channel = decode_cursor(cursor, 3)
    try:
        found = UUID(id)
    except (ValueError, TypeError, AttributeError) as error:
        raise bad_cursor() from error
    if not (isinstance(purpose, str) and isinstance(channel, str)):
        raise bad_cursor()
    return found, purpose, channel
