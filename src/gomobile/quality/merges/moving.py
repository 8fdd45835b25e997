"""Move what hangs on one contact to another, and keep how both were."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from gomobile.audiences import membership  # allow: the one door into audiences
from gomobile.calls import service as calls
from gomobile.contacts import service as contacts
from gomobile.contacts.contact import Contact
from gomobile.contacts.fields import FIELDS
from gomobile.contacts.reactions import What, contacts_changed
from gomobile.db.pool import Connection
from gomobile.quality.merges import store
from gomobile.quality.merges.choosing import PHONE_COLUMNS, values_of
from gomobile.quality.merges.store import Pair

#: What live audiences may ask about, and a merge may change.
TOUCHED: tuple[What, ...] = ("updated", "tags", "engagement", "consent", "suppression")


def move(
    conn: Connection,
    pair: Pair,
    survivor: Contact,
    loser: Contact,
    result: Contact,
    sources: Mapping[str, str | None],
) -> UUID:
    """Merge a locked live contact into another, which gets the values of `result`; returns the id of the merge."""
    org_id, actor = pair.org_id, pair.actor
    before = {
        "survivor": store.belongings(conn, org_id, survivor.id) | {"values": stored_values(survivor)},
        "loser": store.belongings(conn, org_id, loser.id) | {"values": stored_values(loser)},
    }
    keys = [survivor.phone_key, loser.phone_key]
    displaced = store.read(conn, "list_displaced", pair.scope(keys=keys, ids=pair.ids))
    mark = store.read(conn, "mark", {})
    merge_id = store.read(conn, "insert_merge", pair.scope(choices=Jsonb(dict(sources))))
    note = {"merge": {"id": str(merge_id), "contactId": str(survivor.id), "role": "loser"}}
    store.set_away(conn, pair, note, away=True)
    store.write_survivor(
        conn, pair, result, "merged", {"merge": {"id": str(merge_id), "contactId": str(loser.id), "role": "survivor"}}
    )
    moved = {"fields": _changed(survivor, result)}
    moved |= _move_belongings(conn, pair, merge_id, survivor, loser, result, before)
    open_pairs = store.read(conn, "take_pairs", pair.scope())
    contacts.announce(conn, org_id, actor, "updated", [survivor.id])
    contacts.announce(conn, org_id, actor, "deleted", [loser.id])
    contacts_changed(conn, org_id, actor, "removed", [loser.id])
    for what in TOUCHED:
        contacts_changed(conn, org_id, actor, what, [survivor.id])
    snapshot = {
        "before": before,
        "after": store.belongings(conn, org_id, survivor.id) | {"values": stored_values(result)},
        "exits": store.read(conn, "list_new_exits", pair.scope(ids=pair.ids, mark=mark)),
        "displaced": displaced,
        "pairs": open_pairs,
        "calls": moved.pop("call_ids"),
        "consentEvents": moved.pop("event_ids"),
        "moved": moved,
    }
    store.run(conn, "keep_snapshot", pair.scope(id=merge_id, snapshot=Jsonb(snapshot)))
    return merge_id


def stored_values(contact: Contact) -> dict[str, Any]:
    """The columns of a contact that a merge may change."""
    columns = (*PHONE_COLUMNS, *(field.column for field in FIELDS.values()), "attributes")
    return {column: getattr(contact, column) for column in columns}


def _changed(survivor: Contact, result: Contact) -> int:
    before, after = values_of(survivor), values_of(result)
    return sum(before.get(field) != after.get(field) for field in before.keys() | after.keys())


def _move_belongings(
    conn: Connection,
    pair: Pair,
    merge_id: UUID,
    survivor: Contact,
    loser: Contact,
    result: Contact,
    before: Mapping[str, Any],
) -> dict[str, Any]:
    """Move everything but the values; how much of each kind, and the ids of calls and statements."""
    tags = store.read_ids(conn, "take_tags", pair.moving(counts=survivor.archived_at is None))
    audiences = 0 if survivor.archived_at else _move_stays(conn, pair)
    phones = _move_phones(conn, pair, merge_id, survivor, loser, result) + len(before["loser"]["phones"])
    events = store.read_ids(conn, "move_consent_events", pair.moving())
    store.run(conn, "take_consents", pair.moving())
    results = store.read_ids(conn, "move_calls", pair.moving())
    if results or before["loser"]["engagement"]:
        store.run(conn, "begin_engagement", pair.moving())
        calls.recount(conn, pair.org_id, [survivor.id])
        figures = [*before["survivor"]["engagement"], *before["loser"]["engagement"]]
        store.run(conn, "raise_engagement", pair.scope(id=survivor.id, rows=Jsonb(figures)))
    return {
        "tags": len(tags),
        "audiences": audiences,
        "phones": phones,
        "calls": len(results),
        "consents": len(events),
        "call_ids": [str(id) for id in results],
        "event_ids": [str(id) for id in events],
    }


def _move_stays(conn: Connection, pair: Pair) -> int:
    """Put the survivor into the static audiences of the loser, since the earlier of both times."""
    entered = 0
    for stay in store.list_stays(conn, pair):
        if stay.survivor_entered_at is None:
            membership.enter(conn, pair.org_id, pair.actor, stay.audience_id, [pair.survivor_id], at=stay.entered_at)
            entered += 1
        elif stay.entered_at < stay.survivor_entered_at:
            at = {"audience_id": stay.audience_id, "id": pair.survivor_id, "at": stay.entered_at}
            store.run(conn, "set_entered", pair.scope(**at))
    return entered


def _move_phones(
    conn: Connection, pair: Pair, merge_id: UUID, survivor: Contact, loser: Contact, result: Contact
) -> int:
    """Make every number of the two but the primary one a secondary number of the survivor."""
    store.run(conn, "move_phones", pair.moving(merge_id=merge_id))
    other = survivor if result.phone_key == loser.phone_key else loser
    values = {"phone_key": other.phone_key, "primary_phone": other.primary_phone, "merge_id": merge_id}
    store.run(conn, "take_phone", pair.moving(**values))
    return 1
