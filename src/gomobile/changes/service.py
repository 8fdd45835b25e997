"""The change feed of an organization and the timeline of a contact.

The feed is in the order of transaction ids, and holds only transactions below the oldest one that still runs:
what a cursor has passed never gets another entry, and nothing is passed twice, however many writers there
are. Transactions that wait for each other's contact may commit in another order than that of their ids. So an
entry carries the contact as it is now, not as it was then: a consumer that stores what each entry carries
always ends with the current contacts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.attributes.definition import Definition
from gomobile.changes import answers, store
from gomobile.changes.store import Position, TimelineRow
from gomobile.contacts import service as contacts
from gomobile.contacts.contact import Contact, field_values
from gomobile.contacts.numbers import service as numbers
from gomobile.db.pool import Connection
from gomobile.ids import created_at

_ATTRIBUTES = "customAttributes"
_HIDDEN = {"phoneKey", "merge", "audience", "consent", "call", "tag", "tagId"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One contact that was created, updated, deleted, restored or erased, or that entered or exited the audience
    `audience_id`; `contact` is None when it is gone by now.
    """

    position: Position
    kind: answers.ChangeKind
    contact_id: UUID
    at: datetime
    actor: Actor
    contact: Contact | None
    audience_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of the feed; `end` is where to go on, also when nothing is there yet."""

    entries: list[Entry]
    end: Position
    more: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A field that got another value; the field of an attribute is `customAttributes.<name>`."""

    field: str
    previous: Any
    value: Any


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a contact at a time, by whom: created, updated, deleted, restored, merged and others.

    contact_id: the contact, or one that was merged into it
    merge: of merged and unmerged: `id`, the `contactId` of the other one, and the `role` of this one, survivor or loser
    audience: of entered and exited: `id`, `name`, and of exited the `reason`
    consent: of consent: `purpose`, `channel`, `status`, `source` and `statedAt`, what the contact said
    tag: of tagged and untagged: `id` and `name`, as it was then
    call: of called: `result`, `durationSeconds`, `hangupCause`, `flow`, `campaign` and the keys `pressed`
    """

    id: UUID
    kind: answers.EventKind
    at: datetime
    actor: Actor
    actor_name: str | None
    changes: list[Change]
    contact_id: UUID
    merge: answers.EventMerge | None
    audience: answers.EventAudience | None = None
    consent: answers.EventConsent | None = None
    call: answers.EventCall | None = None
    tag: answers.EventTag | None = None


def end_of_feed(conn: Connection) -> Position:
    """The position after which every later change comes."""
    return store.find_end(conn)


def read_feed(
    conn: Connection, org_id: UUID, position: Position, limit: int, kinds: Sequence[str] | None = None
) -> Feed:
    """The next `limit` changes after a position, of some kinds only if they are given.

    With kinds, a reader that has come to the end goes on where the feed was decided when this began, so that what it
    does not want is not looked through again.
    """
    decided = store.find_end(conn) if kinds else position
    rows = store.read_feed(conn, org_id, position, limit, kinds)
    known = contacts.find_contacts(conn, org_id, {id for row in rows for id in row.contact_ids})
    entries = [
        Entry(
            Position(row.era, row.xid, row.id, row.skip + at),
            row.kind,
            id,
            created_at(row.id),
            Actor(row.actor_kind, row.actor),
            known.get(id),
            row.audience_id,
        )
        for row in rows
        for at, id in enumerate(row.contact_ids, start=1)
    ]
    more = bool(rows) and rows[0].more
    end = entries[-1].position if entries else position
    return Feed(entries, end if more else max(end, decided), more)


def read_timeline(
    conn: Connection,
    contact: Contact,
    definitions: Mapping[str, Definition],
    *,
    before: UUID | None = None,
    limit: int = 20,
) -> tuple[list[Event], bool]:
    """Events of a contact and of those merged into it, newest first, older than the event `before`; and whether there
    are more.
    """
    family = numbers.family(conn, contact.organization_id, contact.id)
    rows = store.read_timeline(conn, contact.organization_id, family, before, limit + 1)
    current = {
        id: _current(conn, contacts.get_contact(conn, contact.organization_id, id, deleted=True))
        for id in {row.contact_id for row in rows}
    }
    events = [
        Event(
            row.id,
            row.kind,
            created_at(row.id),
            Actor(row.actor_kind, row.actor),
            row.actor_name,
            _changes(row, current[row.contact_id], definitions),
            row.contact_id,
            row.before.get("merge"),
            row.before.get("audience"),
            row.before.get("consent"),
            row.before.get("call"),
            {"id": row.before["tagId"], "name": row.before["tag"]} if "tagId" in row.before else None,
        )
        for row in rows[:limit]
    ]
    return events, len(rows) > limit


def _current(conn: Connection, contact: Contact) -> dict[str, Any]:
    secondary = numbers.list_phones(conn, contact.organization_id, contact.id)
    return field_values(contact) | {"secondaryPhones": [phone.primary_phone for phone in secondary]}


def _changes(row: TimelineRow, current: Mapping[str, Any], definitions: Mapping[str, Definition]) -> list[Change]:
    changes = []
    for field, previous in row.before.items():
        value = row.after[field] if field in row.after else current.get(field)
        if field == _ATTRIBUTES:
            changes += _attribute_changes(previous, value or {}, definitions)
        elif field not in _HIDDEN:
            changes.append(Change(field, previous, value))
    return changes


def _attribute_changes(
    previous: Mapping[str, Any], value: Mapping[str, Any], definitions: Mapping[str, Definition]
) -> list[Change]:
    return [
        Change(f"{_ATTRIBUTES}.{name}", previous.get(name), value.get(name))
        for name, definition in definitions.items()
        if not definition.archived and previous.get(name) != value.get(name)
    ]
