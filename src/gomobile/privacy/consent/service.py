"""Consent: record what contacts say, and answer whether one may be reached for a purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gomobile.accounts.caller import Actor, Organization
from gomobile.contacts import service as contacts
from gomobile.contacts.errors import ContactNotFound
from gomobile.contacts.numbers import service as numbers
from gomobile.contacts.reactions import contacts_changed
from gomobile.db.pool import Connection
from gomobile.errors import FieldError, InvalidInput
from gomobile.privacy.consent import store
from gomobile.privacy.consent.checks import Given, check
from gomobile.privacy.consent.consent import Consent
from gomobile.privacy.consent.store import Filters, Listed
from gomobile.privacy.suppression import service as suppression
from gomobile.privacy.suppression.checks import check_phone

__all__ = ["Consent", "Filters", "Listed", "consented"]

_CHUNK = 20_000
REFUSED = "asked"
"""The reason of a suppression that comes with a refusal."""


def consented(  # allow: for whoever is about to contact somebody
    conn: Connection,
    org_id: UUID,
    contact_ids: Sequence[UUID],
    purpose: str,
    channel: str,
    at: datetime | None = None,
) -> dict[UUID, Consent | None]:
    """What each contact last said about a purpose and channel; None where it said nothing.

    With `at`: what held at that moment, as it is known today. Whether it may be reached then says `Consent.allows`:
    a grant may have ended, and silence is none.
    """
    found: dict[UUID, Consent | None] = dict.fromkeys(contact_ids)
    ids = list(found)
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        if at is None:
            rows = store.find_present(conn, org_id, part, purpose, channel)
        else:
            rows = store.find_past(conn, org_id, part, purpose, channel, at)
        found |= {row.contact_id: row for row in rows}
    return found


def of_contact(conn: Connection, org_id: UUID, contact_id: UUID) -> list[Consent]:
    """What holds for a contact, also what has ended, by purpose and channel."""
    return store.find_present(conn, org_id, [contact_id])


def list_history(
    conn: Connection, org_id: UUID, contact_id: UUID, *, before: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[Consent], bool]:
    """Statements of a contact, the last made first, and whether there are more."""
    rows = store.list_history(conn, org_id, contact_id, before, limit + 1)
    return rows[:limit], len(rows) > limit


def record(conn: Connection, organization: Organization, actor: Actor, contact_id: UUID, raw: object) -> Consent:
    """Record what a contact says: `{purpose, channel, status, source, proof, statedAt, expiresAt, suppress}`.

    A statement made before the one that holds goes into the history only. Raises ContactNotFound, InvalidInput.
    """
    if not store.lock_contacts(conn, organization.id, [contact_id]):
        raise ContactNotFound
    given, errors = check(raw, organization, names_contact=False)
    if given is None:
        raise InvalidInput(errors)
    [made] = _record(conn, organization.id, actor, [(contact_id, given)])
    return made


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of each statement, by its index: it was recorded, or every problem."""

    done: Mapping[int, Consent]
    problems: Sequence[tuple[int, FieldError]]
    size: int


def record_batch(conn: Connection, organization: Organization, actor: Actor, data: Sequence[object]) -> Batch:
    """Record statements of many contacts, each named by `contactId` or `phone`; those with a problem are left out."""
    good: dict[int, Given] = {}
    problems: list[tuple[int, FieldError]] = []
    for index, raw in enumerate(data):
        given, errors = check(raw, organization, names_contact=True)
        problems += ((index, error) for error in errors)
        if given is not None:
            good[index] = given
    whose = _contacts_of(conn, organization.id, good)
    for index in good.keys() - whose.keys():
        named = "phone" if good[index].phone_key else "contactId"
        text = "No contact of this organization is meant by this; create it first."
        problems.append((index, FieldError(named, "contactNotFound", text)))
    given = [(whose[index], good[index]) for index in sorted(whose)]
    done = dict(zip(sorted(whose), _record(conn, organization.id, actor, given), strict=True))
    return Batch(done, sorted(problems, key=lambda problem: problem[0]), len(data))


def contact_with(conn: Connection, organization: Organization, phone: str) -> UUID:
    """The live contact that has a number, as people write it. Raises InvalidInput, ContactNotFound."""
    errors: list[FieldError] = []
    read = check_phone(phone, organization, errors)
    if read is None:
        raise InvalidInput(errors)
    holders = numbers.holders(conn, organization.id, [read.key])
    if read.key not in holders:
        raise ContactNotFound(f"No contact of this organization has the number {phone}.")
    return holders[read.key]


def list_page(
    conn: Connection,
    org_id: UUID,
    filters: Filters,
    *,
    page: int,
    limit: int,
    after: tuple[UUID, str, str] | None,
) -> tuple[list[Listed], int, bool]:
    """A page of what holds, contact after contact, how much there is in all, and whether more follows."""
    offset = 0 if after else (page - 1) * limit
    rows = store.list_page(conn, org_id, filters, after, limit + 1, offset)
    return rows[:limit], store.count(conn, org_id, filters), len(rows) > limit


def stream(conn: Connection, org_id: UUID, filters: Filters) -> Iterator[list[Listed]]:
    """Everything of a list, in batches."""
    return store.stream(conn, org_id, filters)


def expire(conn: Connection, *, limit: int = 2_000) -> int:
    """Let the contacts of some consents that have ended, of every organization, react; how many were looked at."""
    by_organization: dict[UUID, set[UUID]] = {}
    for org_id, contact_id in store.due(conn, limit):
        by_organization.setdefault(org_id, set()).add(contact_id)
    looked = 0
    for org_id in sorted(by_organization):
        ids = sorted(by_organization[org_id])
        live = store.lock_contacts(conn, org_id, ids)
        ended = store.expire(conn, org_id, ids)
        looked += len(ended)
        _changed(conn, org_id, Actor("system"), [id for id in ended if id in live])
    return looked


def next_expiry(conn: Connection) -> datetime | None:
    """When the next consent of any organization ends; None: never."""
    return store.next_expiry(conn)


def _contacts_of(conn: Connection, org_id: UUID, given: Mapping[int, Given]) -> dict[int, UUID]:
    """The live contact that each statement is about, locked."""
    keys = {one.phone_key for one in given.values() if one.phone_key}
    holders = numbers.holders(conn, org_id, keys) if keys else {}
    meant = {
        index: id
        for index, one in given.items()
        if (id := one.contact_id or holders.get(one.phone_key or "")) is not None
    }
    live = store.lock_contacts(conn, org_id, sorted(set(meant.values())))
    return {index: id for index, id in meant.items() if id in live}


def _record(conn: Connection, org_id: UUID, actor: Actor, given: Sequence[tuple[UUID, Given]]) -> list[Consent]:
    """Record statements of contacts that are locked."""
    if not given:
        return []
    recorded = store.record(conn, org_id, actor, given)
    by_channel: dict[tuple[str, str | None, str | None], list[UUID]] = {}
    for contact_id, one in given:
        if one.suppress:
            by_channel.setdefault((one.channel, one.source, one.proof), []).append(contact_id)
    for (channel, source, proof), ids in by_channel.items():
        suppression.suppress_contacts(
            conn, org_id, actor, ids, channel=channel, reason=REFUSED, source=source, proof=proof
        )
    _changed(conn, org_id, actor, recorded.changed)
    events = store.find_events(conn, org_id, recorded.ids)
    return [events[id] for id in recorded.ids]


def _changed(conn: Connection, org_id: UUID, actor: Actor, ids: Sequence[UUID]) -> None:
    if ids:
        contacts.announce(conn, org_id, actor, "updated", ids)
        contacts_changed(conn, org_id, actor, "consent", ids)
