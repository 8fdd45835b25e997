"""The queue: pairs with both contacts, and one decision at a time about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gomobile.accounts.caller import Actor, Organization
from gomobile.contacts import service as contacts
from gomobile.contacts.contact import Contact
from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput
from gomobile.quality.duplicates import pair_store
from gomobile.quality.duplicates.errors import AlreadyDecided, DuplicateNotFound
from gomobile.quality.duplicates.groups import groups
from gomobile.quality.duplicates.pair_store import Pair, Place
from gomobile.quality.duplicates.store import PairStatus as Status

SHOWN_MEMBERS = 100


@dataclass(frozen=True, slots=True)
class Case:
    """A pair with both contacts as they are now (None for one that is gone), and the group that it belongs to.

    members: the contacts of the group in the order of creation, the first hundred of them; the first one is its id
    """

    pair: Pair
    left: Contact | None
    right: Contact | None
    members: tuple[UUID, ...]
    size: int


def list_cases(
    conn: Connection,
    org_id: UUID,
    status: Status,
    min_score: float,
    after: Place | None,
    limit: int,
    certain: bool | None = None,
) -> tuple[list[Case], bool, int]:
    """A page of the pairs with a status, the best first; whether more follow, and how many there are in all.

    `certain` leaves only the pairs with a number or an address in common, or only the others.
    The open ones end with those that were skipped, in the order of the skipping.
    """
    found = pair_store.list_pairs(conn, org_id, status, min_score, after, limit + 1, certain)
    total = pair_store.count_pairs(conn, org_id, status, min_score, certain)
    return cases(conn, org_id, found[:limit]), len(found) > limit, total


def cases(conn: Connection, org_id: UUID, pairs: list[Pair]) -> list[Case]:
    """Pairs with their contacts and groups."""
    ids = {id for pair in pairs for id in (pair.left_id, pair.right_id)}
    known = contacts.find_contacts(conn, org_id, ids)
    waiting = {id for pair in pairs if pair.is_waiting for id in (pair.left_id, pair.right_id)}
    grouped = groups(pair_store.connected_pairs(conn, org_id, waiting)) if waiting else {}
    made = []
    for pair in pairs:
        members = grouped.get(pair.left_id) or [pair.left_id, pair.right_id]
        left, right = known.get(pair.left_id), known.get(pair.right_id)
        made.append(Case(pair, left, right, tuple(members[:SHOWN_MEMBERS]), len(members)))
    return made


def dismiss(conn: Connection, org_id: UUID, actor: Actor, left_id: UUID, right_id: UUID) -> Case:
    """Two persons, not one: never asked again. Raises DuplicateNotFound, AlreadyDecided."""
    return _decide(conn, org_id, actor, _locked(conn, org_id, left_id, right_id), "dismissed")


def skip(conn: Connection, org_id: UUID, actor: Actor, left_id: UUID, right_id: UUID) -> Case:
    """Ask it later: to the end of the queue. Raises DuplicateNotFound, AlreadyDecided."""
    return _decide(conn, org_id, actor, _locked(conn, org_id, left_id, right_id), "skipped")


def reopen(conn: Connection, org_id: UUID, actor: Actor, left_id: UUID, right_id: UUID) -> Case:
    """Ask it again. A pair that was merged is reopened by the unmerge. Raises DuplicateNotFound, AlreadyDecided."""
    pair = _locked(conn, org_id, left_id, right_id, decided=True)
    if pair.status == "merged":
        raise _decided(pair)
    live = contacts.find_contacts(conn, org_id, [pair.left_id, pair.right_id])
    if len(live) < 2:
        raise DuplicateNotFound
    return _decide(conn, org_id, actor, pair, "open")


def merge(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    left_id: UUID,
    right_id: UUID,
    *,
    survivor_id: UUID | None = None,
    choices: Mapping[str, Any] | None = None,
) -> Any:
    """One person: merge the two contacts; the older one survives unless told otherwise. Returns the merge.

    What else was asked about the loser is asked about the survivor then. Raises DuplicateNotFound, AlreadyDecided,
    InvalidInput, and what a merge raises.
    """
    from gomobile.quality.merges import service as merges

    pair = _locked(conn, organization.id, left_id, right_id)
    survivor = survivor_id or pair.left_id
    if survivor not in (pair.left_id, pair.right_id):
        text = "The survivor is one of the two contacts of the pair."
        raise InvalidInput.of("survivor", "enum", text, str(survivor))
    loser = pair.right_id if survivor == pair.left_id else pair.left_id
    pair_store.hand_over(conn, organization.id, loser, survivor)
    pair_store.decide(conn, organization.id, actor, pair, "merged")
    return merges.merge(conn, organization, actor, survivor, loser, choices)


def _locked(conn: Connection, org_id: UUID, left_id: UUID, right_id: UUID, *, decided: bool = False) -> Pair:
    """A pair, whichever of its contacts is named first; one that waits unless `decided` allows another."""
    left_id, right_id = sorted((left_id, right_id))
    pair = pair_store.lock_pair(conn, org_id, left_id, right_id)
    if pair is None:
        raise DuplicateNotFound
    if not pair.is_waiting and not decided:
        raise _decided(pair)
    return pair


def _decided(pair: Pair) -> AlreadyDecided:
    return AlreadyDecided(f"This pair was {pair.status} in the meantime; read it again.", status=pair.status)


def _decide(conn: Connection, org_id: UUID, actor: Actor, pair: Pair, status: Status) -> Case:
    return cases(conn, org_id, [pair_store.decide(conn, org_id, actor, pair, status)])[0]
