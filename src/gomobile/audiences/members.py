"""Put contacts into static audiences and take them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from gomobile.accounts.caller import Actor, Organization
from gomobile.audiences import choosing, locking, membership, store
from gomobile.db.pool import Connection
from gomobile.phones.normalize import PhoneError, normalize


@dataclass(frozen=True, slots=True)
class Added:
    """What became of contacts that were to enter: `unknown` are no live contacts of the organization."""

    added: int
    already: int
    unknown: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Removed:
    """What became of contacts that were to leave: `absent` are contacts that were no members."""

    removed: int
    absent: int
    unknown: list[UUID] = field(default_factory=list)


def add_contacts(conn: Connection, org_id: UUID, actor: Actor, id: UUID, contacts: Sequence[UUID]) -> Added:
    """Make contacts members. Raises AudienceNotFound or AudienceIsLive."""
    locking.lock_to_add(conn, org_id, id)
    given = list(dict.fromkeys(contacts))
    live = membership.lock_live(conn, org_id, given)
    added = len(membership.enter(conn, org_id, actor, id, live))
    known = set(live)
    return Added(added, len(live) - added, [one for one in given if one not in known])


def remove_contacts(conn: Connection, org_id: UUID, actor: Actor, id: UUID, contacts: Sequence[UUID]) -> Removed:
    """End the stays of members, and keep those out who would return from the archive or the trash.

    Raises AudienceNotFound or AudienceIsLive.
    """
    locking.lock_to_add(conn, org_id, id)
    given = list(dict.fromkeys(contacts))
    live, away = membership.lock_known(conn, org_id, given)
    membership.stop_return(conn, org_id, actor, id, away, "removed")
    removed = len(membership.leave(conn, org_id, actor, id, live, "removed"))
    known = set(live)
    return Removed(removed, len(live) - removed, [one for one in given if one not in known])


def add_by_filter(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    id: UUID,
    *,
    rules: Any = None,
    search: str | None = None,
) -> Added:
    """Make every contact a member that rules hold for and a search finds. Raises InvalidInput, AudienceNotFound or
    AudienceIsLive.
    """
    locking.lock_to_add(conn, organization.id, id)
    added = already = 0
    for ids in choosing.lock_matching(conn, organization, rules=rules, search=search):
        entered = len(membership.enter(conn, organization.id, actor, id, ids))
        added += entered
        already += len(ids) - entered
    return Added(added, already)


def find_by_phones(
    conn: Connection, organization: Organization, numbers: Sequence[str]
) -> tuple[list[UUID], list[str]]:
    """The live contacts that have these numbers, in any format, and the numbers that nobody has."""
    found: list[UUID] = []
    unknown: list[str] = []
    for number in numbers:
        try:
            key = normalize(number, organization.default_region).key
        except PhoneError:
            unknown.append(number)
            continue
        ids = store.find_by_keys(conn, organization.id, [key])
        found += ids
        if not ids:
            unknown.append(number)
    return found, unknown


def enter_imported(conn: Connection, org_id: UUID, actor: Actor, id: UUID, phone_keys: Sequence[str]) -> int:
    """Make the live contacts members that have these canonical phones; answers how many are new.

    The audience was locked with `lock_to_add` before the contacts were written.
    """
    live = membership.lock_live(conn, org_id, store.find_by_keys(conn, org_id, phone_keys))
    return len(membership.enter(conn, org_id, actor, id, live))


def leave_undone(conn: Connection, org_id: UUID, actor: Actor, entered_by: UUID) -> int:
    """Take out of every audience whom an import put there and who is there since; answers how many."""
    left = 0
    for audience_id, ids in store.list_entered_by(conn, org_id, entered_by):
        live = membership.lock_live(conn, org_id, ids)
        left += len(membership.leave(conn, org_id, actor, audience_id, live, "removed"))
    return left
