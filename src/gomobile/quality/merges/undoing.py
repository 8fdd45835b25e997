"""Put the contacts of a merge back: three ways of seeing each row, before the merge, after it, and now.

What is now as the merge left it becomes what it was before. What somebody changed since stays, and is reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from psycopg import errors as pg
from psycopg.types.json import Jsonb

from gomobile.accounts.caller import Actor, Organization
from gomobile.audiences import membership  # allow: the one door into audiences
from gomobile.calls import service as calls
from gomobile.contacts import service as contacts
from gomobile.contacts.contact import Contact
from gomobile.contacts.errors import ContactExists
from gomobile.contacts.numbers import service as numbers
from gomobile.contacts.reactions import contacts_changed
from gomobile.db.pool import Connection
from gomobile.quality.merges import store
from gomobile.quality.merges.choosing import ATTRIBUTE, PHONE_COLUMNS, PRIMARY_PHONE
from gomobile.quality.merges.comparing import Back, by_key, column_names, put_back
from gomobile.quality.merges.errors import (
    MergeCovered,
    MergeIrreversible,
    MergeNotFound,
    MergeUndone,
    UnmergeBlocked,
)
from gomobile.quality.merges.moving import TOUCHED
from gomobile.quality.merges.store import MergeRow, Pair


@dataclass(frozen=True, slots=True)
class Unmerged:
    """Both contacts again; `kept` names what was changed since the merge and therefore stayed with the survivor."""

    merge: MergeRow
    survivor: Contact
    loser: Contact
    kept: list[str]


def undo(conn: Connection, organization: Organization, actor: Actor, id: UUID) -> Unmerged:
    """Undo a merge; see service.unmerge."""
    org_id = organization.id
    merge = _undoable(conn, org_id, id)
    pair = Pair(org_id, merge.survivor_id, merge.loser_id, actor)
    survivor, loser = _both(conn, pair)
    snapshot = store.read(conn, "get_snapshot", {"org_id": org_id, "id": id})
    kept: list[str] = []
    values = _values(survivor, loser, snapshot, kept)
    current = store.belongings(conn, org_id, survivor.id)
    values, freed = _own_number(organization, values, loser, current, snapshot)
    note = {"merge": {"id": str(id), "contactId": str(loser.id), "role": "survivor"}}
    # Before the loser comes back: this may free its number.
    _put_phones_back(conn, pair, values, loser, current, snapshot, freed, kept)
    store.write_survivor(conn, pair, values, "unmerged", note)
    _bring_back(conn, pair, loser, id)
    store.run(conn, "set_unmerged", pair.scope(id=id))
    store.run(conn, "return_consent_events", pair.moving(back=True, ids=snapshot["consentEvents"]))
    store.run(conn, "return_calls", pair.moving(back=True, ids=snapshot["calls"]))
    for table in ("tags", "consents"):
        _put_rows_back(conn, pair, table, current, snapshot, kept)
    _put_engagement_back(conn, pair, current, snapshot, kept)
    entered, left = _put_stays_back(conn, pair, current, snapshot, kept)
    store.run(conn, "return_pairs", pair.scope(rows=Jsonb(snapshot["pairs"])))
    contacts.announce(conn, org_id, actor, "updated", [survivor.id])
    contacts.announce(conn, org_id, actor, "restored", [loser.id])
    _react(conn, pair, loser, entered | left)
    undone = store.get(conn, org_id, id)
    assert undone is not None
    return Unmerged(
        undone,
        contacts.get_contact(conn, org_id, survivor.id),
        contacts.get_contact(conn, org_id, loser.id),
        sorted(set(kept)),
    )


def _undoable(conn: Connection, org_id: UUID, id: UUID) -> MergeRow:
    merge = store.get(conn, org_id, id)
    if merge is None:
        raise MergeNotFound
    # The contacts before the merge, as merging does: the other order would be a deadlock.
    for contact_id in sorted((merge.survivor_id, merge.loser_id)):
        contacts.lock_contact(conn, org_id, contact_id)
    merge = store.get(conn, org_id, id, lock=True)
    assert merge is not None
    if merge.unmerged_at is not None:
        raise MergeUndone(mergeId=id)
    covering = store.read(conn, "find_covering", {"org_id": org_id, "id": id, "survivor_id": merge.survivor_id})
    if covering is not None:
        raise MergeCovered(
            f"The later merge {covering} builds on this one; undo that one first with"
            f" POST /api/merges/{covering}/unmerge.",
            mergeId=covering,
        )
    return merge


def _both(conn: Connection, pair: Pair) -> tuple[Contact, Contact]:
    survivor = contacts.lock_contact(conn, pair.org_id, pair.survivor_id)
    loser = contacts.lock_contact(conn, pair.org_id, pair.loser_id)
    if survivor is None or loser is None:
        raise MergeIrreversible
    if survivor.deleted_at is not None:
        raise UnmergeBlocked(
            f"The contact {survivor.id} is in the trash; restore it with POST /api/contact/{survivor.id}/restore"
            " before you undo the merge.",
            contactId=survivor.id,
        )
    return survivor, loser


def _values(survivor: Contact, loser: Contact, snapshot: Mapping[str, Any], kept: list[str]) -> Contact:
    """The survivor with the values from before, where they are as the merge left them."""
    before, after = snapshot["before"]["survivor"]["values"], snapshot["after"]["values"]
    values: dict[str, Any] = {}
    for column, name in column_names().items():
        back = put_back(before[column], after[column], getattr(survivor, column))
        if back is Back.KEEP:
            kept.append(name)
        elif back is Back.RESTORE:
            values[column] = before[column]
    if before["phone_key"] != after["phone_key"]:
        if survivor.phone_key == after["phone_key"]:
            values |= {column: before[column] for column in PHONE_COLUMNS}
        elif survivor.phone_key != before["phone_key"]:
            kept.append(PRIMARY_PHONE)
    attributes = dict(survivor.attributes)
    for name in before["attributes"].keys() | after["attributes"].keys():
        was = before["attributes"].get(name)
        back = put_back(was, after["attributes"].get(name), attributes.get(name))
        if back is Back.KEEP:
            kept.append(ATTRIBUTE + name)
        elif back is Back.RESTORE and was is None:
            attributes.pop(name, None)
        elif back is Back.RESTORE:
            attributes[name] = was
    return replace(survivor, **values, attributes=attributes)


def _own_number(
    organization: Organization,
    survivor: Contact,
    loser: Contact,
    current: Mapping[str, Any],
    snapshot: Mapping[str, Any],
) -> tuple[Contact, str | None]:
    """The survivor with a primary number of its own, and which of its secondary ones that was, if one."""
    if survivor.phone_key != loser.phone_key:
        return survivor, None
    before = snapshot["before"]
    theirs = {loser.phone_key, *(row["phone_key"] for row in before["loser"]["phones"])}
    own = {row["phone_key"]: row for row in current["phones"] if row["phone_key"] not in theirs}
    wanted = before["survivor"]["values"]["phone_key"]
    row = own.get(wanted) or next(iter(own.values()), None)
    if row is None:
        raise UnmergeBlocked(
            f"The contact {survivor.id} has no number but those of the other; give it one of its own first.",
            contactId=survivor.id,
        )
    phone = numbers.as_phone(organization, row["primary_phone"], row["phone_key"])
    return replace(survivor, **numbers.phone_columns(phone)), row["phone_key"]


def _put_phones_back(
    conn: Connection,
    pair: Pair,
    survivor: Contact,
    loser: Contact,
    current: Mapping[str, Any],
    snapshot: Mapping[str, Any],
    freed: str | None,
    kept: list[str],
) -> None:
    before = by_key("phones", snapshot["before"]["survivor"]["phones"])
    after = by_key("phones", snapshot["after"]["phones"])
    now = by_key("phones", current["phones"])
    theirs = by_key("phones", snapshot["before"]["loser"]["phones"])
    displaced = by_key("phones", snapshot["displaced"])
    # The loser has its own number again, and the survivor its primary one, whatever was done with them since.
    gone = {key for key in (loser.phone_key, survivor.phone_key, freed) if key is not None and key in now}
    put = []
    for key, row in after.items():
        if before.get(key) == row or key in gone:
            continue
        if key in theirs:
            if now.get(key) == row:
                put.append(theirs[key])
            else:
                kept.append("phones")
        elif now.get(key) == row and key != snapshot["before"]["survivor"]["values"]["phone_key"]:
            gone.add(key)
    put += [before[key] for key in gone if key in before and key != survivor.phone_key]
    put += [row for key, row in displaced.items() if key in gone or key not in now]
    store.drop(conn, pair, "phones", gone)
    store.put(conn, pair, "phones", put)


def _bring_back(conn: Connection, pair: Pair, loser: Contact, merge_id: UUID) -> None:
    note = {"merge": {"id": str(merge_id), "contactId": str(pair.survivor_id), "role": "loser"}}
    try:
        with conn.transaction():
            store.set_away(conn, pair, note, away=False)
    except pg.UniqueViolation as error:
        holder = numbers.holders(conn, pair.org_id, [loser.phone_key]).get(loser.phone_key)
        raise ContactExists(
            f"The contact {holder} has the number {loser.primary_phone} by now; delete it or give it another number"
            " before you undo the merge.",
            existingContactId=holder,
        ) from error


def _put_rows_back(
    conn: Connection,
    pair: Pair,
    table: str,
    current: Mapping[str, Any],
    snapshot: Mapping[str, Any],
    kept: list[str],
) -> None:
    before = by_key(table, snapshot["before"]["survivor"][table])
    after = by_key(table, snapshot["after"][table])
    now = by_key(table, current[table])
    backs = {key: put_back(before.get(key), after.get(key), now.get(key)) for key in before.keys() | after.keys()}
    restored = [key for key, back in backs.items() if back is Back.RESTORE]
    kept += [table for back in backs.values() if back is Back.KEEP]
    store.drop(conn, pair, table, [key for key in restored if key in now])
    store.put(conn, pair, table, [before[key] for key in restored if key in before])


def _put_engagement_back(
    conn: Connection, pair: Pair, current: Mapping[str, Any], snapshot: Mapping[str, Any], kept: list[str]
) -> None:
    before, after = snapshot["before"]["survivor"]["engagement"], snapshot["after"]["engagement"]
    back = put_back(before, after, current["engagement"])
    if back is Back.RESTORE:
        store.drop(conn, pair, "engagement", ["*"])
        store.put(conn, pair, "engagement", before)
    elif back is Back.KEEP:
        # Calls since the merge stay with the survivor; what it was called before counts again without the loser's.
        calls.recount(conn, pair.org_id, [pair.survivor_id])
        kept.append("engagement")


def _put_stays_back(
    conn: Connection, pair: Pair, current: Mapping[str, Any], snapshot: Mapping[str, Any], kept: list[str]
) -> tuple[set[UUID], set[UUID]]:
    """Both contacts are in the audiences that they were in, since they were; returns those entered and left by that."""
    before = by_key("members", snapshot["before"]["survivor"]["members"])
    after = by_key("members", snapshot["after"]["members"])
    now = by_key("members", current["members"])
    backs = {key: put_back(before.get(key), after.get(key), now.get(key)) for key in before.keys() | after.keys()}
    kept += ["audiences" for back in backs.values() if back is Back.KEEP]
    restored = {key for key, back in backs.items() if back is Back.RESTORE}
    left = store.drop(conn, pair, "members", [key for key in restored if key not in before])
    rows = [before[key] for key in restored if key in before]
    entered = store.put(conn, pair, "members", [*rows, *snapshot["before"]["loser"]["members"]])
    survivor = str(pair.survivor_id)
    forgotten = [
        row["id"] for row in snapshot["exits"] if row["contact_id"] != survivor or row["audience_id"] in restored
    ]
    store.drop(conn, pair, "exits", forgotten)
    return set(entered), set(left)


def _react(conn: Connection, pair: Pair, loser: Contact, audiences: set[UUID]) -> None:
    org_id, actor = pair.org_id, pair.actor
    if loser.archived_at is None:
        contacts_changed(conn, org_id, actor, "returned", [pair.loser_id])
    for what in TOUCHED:
        contacts_changed(conn, org_id, actor, what, [pair.survivor_id])
    for audience_id in sorted(audiences):
        for react in membership.on_membership_change:
            react(conn, org_id, actor, audience_id, pair.ids)
