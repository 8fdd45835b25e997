"""`/contact/changes` and `/contact/{id}/interactions`."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query

from gomobile.attributes import service as attributes
from gomobile.attributes.definition import Definition
from gomobile.changes import answers, service
from gomobile.changes.service import Entry, Event
from gomobile.changes.store import Position
from gomobile.contacts import service as contacts
from gomobile.contacts.contact import contact_json
from gomobile.http.call import AgentCall
from gomobile.http.call import router as make_router
from gomobile.http.lists import Limit
from gomobile.http.paging import bad_cursor, decode_cursor, encode_cursor
from gomobile.tags import service as tags
from gomobile.tags.service import Label

router = make_router("/contact", "changes")

NOW = "now"
FeedCursor = Annotated[
    str | None,
    Query(max_length=1_000, description="`meta.nextCursor`; `now` starts at the end; none at the beginning."),
]
Kinds = Annotated[
    list[answers.ChangeKind] | None,
    Query(description="Only these, repeated. Keep to one choice along the cursors of a reader."),
]
FeedLimit = Annotated[int, Query(ge=1, le=1_000, description="Entries of a page.")]
Include = Annotated[Literal["customAttributes"] | None, Query(description="Embed custom attributes.")]
TimelineCursor = Annotated[str | None, Query(max_length=1_000, description="`meta.nextCursor` of a page.")]


@router.get("/changes")
def list_changes(
    call: AgentCall, cursor: FeedCursor = None, limit: FeedLimit = 100, include: Include = None, kinds: Kinds = None
) -> answers.ChangePage:
    """Which contacts were created, updated, deleted, restored or erased, and which entered or exited an audience, in
    order, for incremental sync.

    Each entry carries the contact as it is now, null when it is gone; store that, or remove the contact,
    entry by entry. `meta.nextCursor` is always there: keep it and ask again later for what came after. No
    change is missed or repeated, whatever is written meanwhile; one becomes visible once older transactions
    have ended.
    """
    start = service.end_of_feed(call.conn) if cursor == NOW else _position(cursor)
    feed = service.read_feed(call.conn, call.org_id, start, limit, kinds)
    definitions = attributes.load_definitions(call.conn, call.org_id) if include else None
    tagged = tags.of_contacts(call.conn, call.org_id, {entry.contact_id for entry in feed.entries})
    return {
        "data": [_entry_json(entry, definitions, tagged) for entry in feed.entries],
        "meta": {"nextCursor": _cursor(feed.end), "hasNextPage": feed.more},
    }


@router.get("/{id}/interactions")
def list_interactions(call: AgentCall, id: UUID, cursor: TimelineCursor = None, limit: Limit = 20) -> answers.Timeline:
    """What happened to a contact, newest first: who changed what from which value. Also of a deleted one.

    What happened to contacts that were merged into it is there too, with their `contactId`.
    """
    contact = contacts.get_contact(call.conn, call.org_id, id, deleted=True)
    before = _event(cursor) if cursor else None
    definitions = attributes.load_definitions(call.conn, call.org_id)
    events, more = service.read_timeline(call.conn, contact, definitions, before=before, limit=limit)
    return {
        "data": [_event_json(event) for event in events],
        "meta": {"nextCursor": encode_cursor([str(events[-1].id)]) if more else None, "hasNextPage": more},
    }


def _position(cursor: str | None) -> Position:
    if cursor is None:
        return Position()
    era, xid, id, skip = decode_cursor(cursor, 4)
    if not (_whole(era, 31) and _whole(xid, 63) and _whole(skip, 31)):
        raise bad_cursor()
    return Position(era, xid, _uuid(id), skip)


def _cursor(position: Position) -> str:
    return encode_cursor([position.era, position.xid, str(position.id), position.skip])


def _event(cursor: str) -> UUID:
    return _uuid(decode_cursor(cursor, 1)[0])


def _whole(value: object, bits: int) -> bool:
    return type(value) is int and 0 <= value < 1 << bits


def _uuid(value: object) -> UUID:
    try:
        return UUID(value)  # type: ignore[arg-type]
    except (ValueError, TypeError, AttributeError) as error:
        raise bad_cursor() from error


def _entry_json(
    entry: Entry, definitions: dict[str, Definition] | None, tagged: dict[UUID, list[Label]]
) -> answers.Change:
    return {
        "cursor": _cursor(entry.position),
        "kind": entry.kind,
        "contactId": entry.contact_id,
        "audienceId": entry.audience_id,
        "at": entry.at,
        "actor": {"kind": entry.actor.kind, "id": entry.actor.id},
        "contact": contact_json(entry.contact, definitions, tagged.get(entry.contact_id, ()))
        if entry.contact
        else None,
    }


def _event_json(event: Event) -> answers.ContactEvent:
    return {
        "id": event.id,
        "contactId": event.contact_id,
        "kind": event.kind,
        "at": event.at,
        "actor": {"kind": event.actor.kind, "id": event.actor.id, "name": event.actor_name},
        "changes": [
            {"field": change.field, "previous": change.previous, "value": change.value} for change in event.changes
        ],
        "merge": event.merge,
        "audience": event.audience,
        "consent": event.consent,
        "call": event.call,
        "tag": event.tag,
    }
