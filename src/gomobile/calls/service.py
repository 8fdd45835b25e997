"""What became of calls: the one door by which results come in, and the figures that follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from gomobile import clock
from gomobile.accounts.caller import Actor, Organization
from gomobile.calls import store
from gomobile.calls.result import CallResult, ids_at
from gomobile.calls.store import Call, Engagement
from gomobile.contacts import service as contacts
from gomobile.contacts.numbers import service as numbers
from gomobile.contacts.reactions import contacts_changed
from gomobile.db.pool import Connection
from gomobile.errors import FieldError
from gomobile.policies import service as policies
from gomobile.quality import reachability
from gomobile.quality.reachability import ReachabilityPolicy

__all__ = ["Call", "CallResult", "Engagement", "Recorded"]

_CHUNK = 2_000
"""Contacts whose state is worked out in one transaction after the rules changed."""


@dataclass(slots=True)
class Recorded:
    """What became of the results of one request; the counts add up to them.

    recorded: kept with their contact
    unknown: kept by their number, which no contact holds
    duplicates: known already by their reference
    problems: `(index, problem)` of each that failed
    """

    recorded: int = 0
    unknown: int = 0
    duplicates: int = 0
    problems: list[tuple[int, FieldError]] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """How many were not kept."""
        return len({index for index, _ in self.problems})

    def add(self, other: Recorded) -> None:
        """Count another part of the same results."""
        self.recorded += other.recorded
        self.unknown += other.unknown
        self.duplicates += other.duplicates
        self.problems += other.problems


def record_call_results(
    conn: Connection, organization: Organization, actor: Actor, results: Sequence[CallResult]
) -> Recorded:
    """Keep call results and bring the figures and the reachability of their contacts up to date.

    Set-based; in any order of arrival. A result whose contact is not of this organization is a problem. Holds the
    locks of the contacts until the transaction ends.
    """
    org_id = organization.id
    done = Recorded()
    wanted = [one.phone_key for one in results if one.contact_id is None and one.phone_key]
    by_phone = numbers.holders(conn, org_id, wanted) if wanted else {}
    asked = {one.contact_id for one in results if one.contact_id} | set(by_phone.values())
    known = store.lock_contacts(conn, org_id, sorted(asked)) if asked else {}
    kept: list[CallResult] = []
    references: set[str] = set()
    for index, one in enumerate(results):
        if one.contact_id is not None and one.contact_id not in known:
            text = "There is no such contact in this organization; give its phone to keep the result by number."
            done.problems.append((index, FieldError("contactId", "unknown", text, {}, str(one.contact_id))))
        elif one.reference is not None and one.reference in references:
            done.duplicates += 1
        else:
            if one.reference is not None:
                references.add(one.reference)
            id = one.contact_id or by_phone.get(one.phone_key or "")
            kept.append(replace(one, contact_id=id, phone_key=one.phone_key or known.get(id)))  # type: ignore[arg-type]
    ids = ids_at([one.occurred_at for one in kept])
    new = store.insert_results(conn, org_id, actor, list(zip(ids, kept, strict=True)))
    done.recorded = sum(id is not None for id in new.values())
    done.unknown = len(new) - done.recorded
    done.duplicates += len(kept) - len(new)
    if done.recorded:
        called = store.tell(conn, org_id, list(new), _policy(conn, org_id))
        contacts_changed(conn, org_id, actor, "engagement", called)
    return done


def engagement(conn: Connection, org_id: UUID, contact_id: UUID) -> Engagement:
    """The figures of a contact."""
    return store.find_engagement(conn, org_id, contact_id)


def engagements(conn: Connection, org_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, Engagement]:
    """The figures of each of these contacts; zeros for those that were never called."""
    found = store.find_engagements(conn, org_id, contact_ids)
    return {id: found.get(id, Engagement()) for id in contact_ids}


def list_calls(
    conn: Connection, org_id: UUID, contact_id: UUID, *, after: tuple[datetime, UUID] | None = None, limit: int = 20
) -> tuple[list[Call], bool]:
    """The calls to a contact, in the trash or not, latest first, and whether there are more. Raises ContactNotFound."""
    contacts.get_contact(conn, org_id, contact_id, deleted=True)
    rows = store.list_calls(conn, org_id, contact_id, after, limit + 1)
    return rows[:limit], len(rows) > limit


def verify(conn: Connection, org_id: UUID, actor: Actor, ids: Sequence[UUID]) -> list[UUID]:
    """Vouch for the numbers of contacts: earlier failures no longer count. Returns those that exist."""
    known = sorted(store.lock_contacts(conn, org_id, ids))
    if known:
        store.verify(conn, org_id, known, clock.now())
        contacts_changed(conn, org_id, actor, "engagement", known)
    return known


def recount(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> None:
    """Count the figures of contacts anew, after results were moved to them or away from them.

    The caller holds the contacts' locks and tells `contacts_changed` of what it did.
    """
    store.recount(conn, org_id, ids, _policy(conn, org_id))


def judge_next(conn: Connection, org_id: UUID, after: UUID) -> tuple[UUID | None, int]:
    """Apply the present reachability rules to the contacts after `after`, one chunk of them.

    Returns where the next chunk starts (None: that was the last) and how many contacts changed their state.
    """
    policy = _policy(conn, org_id)
    last, differing = store.next_differing(conn, org_id, after, _CHUNK, policy)
    if differing:
        store.lock_contacts(conn, org_id, differing)
        changed = store.set_judged(conn, org_id, differing, policy)
        contacts_changed(conn, org_id, Actor("system"), "engagement", changed)
        return last, len(changed)
    return last, 0


def _policy(conn: Connection, org_id: UUID) -> ReachabilityPolicy:
    return policies.get(conn, org_id, reachability.NAME, ReachabilityPolicy)
