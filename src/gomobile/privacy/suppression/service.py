"""Suppression: numbers that must not be called or written to.

Every door that could call asks `suppressed`, or `contact_suppressed` for contacts: nothing else decides it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from gomobile.accounts.caller import Actor, Organization
from gomobile.clock import now
from gomobile.contacts import service as contacts
from gomobile.contacts.reactions import What, contacts_changed
from gomobile.db.pool import Connection
from gomobile.errors import FieldError, InvalidInput
from gomobile.phones.normalize import PhoneError, normalize
from gomobile.privacy.phone_hash import phone_hash, phone_hashes
from gomobile.privacy.suppression import store
from gomobile.privacy.suppression.checks import Given, check, check_reason
from gomobile.privacy.suppression.errors import SuppressionEnded, SuppressionNotFound
from gomobile.privacy.suppression.store import Filters, NewSuppression
from gomobile.privacy.suppression.suppression import Suppression

__all__ = ["Filters", "Suppression", "contact_suppressed", "suppressed"]

_CHUNK = 20_000


def suppressed(conn: Connection, org_id: UUID, phone_keys: Sequence[str], channel: str) -> dict[str, Suppression]:
    """What keeps numbers (canonical, E.164) from being reached by a channel at this very moment, by number.

    A number that is not in the answer may be reached. It works the same for numbers that were erased. Of several
    suppressions the one that holds longest is given. `channel` is call, sms, whatsapp, email, or all for those that
    cover every channel.
    """
    secret = store.get_secret(conn, org_id)
    if secret is None or not phone_keys:
        return {}
    found: dict[str, Suppression] = {}
    keys = list(dict.fromkeys(phone_keys))
    for start in range(0, len(keys), _CHUNK):
        numbers = {hash: key for key, hash in phone_hashes(secret, keys[start : start + _CHUNK]).items()}
        for one in store.find_holding(conn, org_id, list(numbers), channel):
            found[numbers[one.phone_hash]] = one
    return found


def contact_suppressed(
    conn: Connection, org_id: UUID, contact_ids: Sequence[UUID], channel: str
) -> dict[UUID, Suppression]:
    """As `suppressed`, by contact: one is suppressed when any of its numbers is, further ones included."""
    numbers = store.numbers_of(conn, org_id, contact_ids)
    held = suppressed(conn, org_id, [key for _, key in numbers], channel)
    found: dict[UUID, Suppression] = {}
    for contact_id, key in numbers:
        if (one := held.get(key)) and (contact_id not in found or _longer(one, found[contact_id])):
            found[contact_id] = one
    return found


def hashes_of(conn: Connection, org_id: UUID, phone_keys: Iterable[str]) -> dict[str, bytes]:
    """The keyed hash of each number; the key of the organization is made when it has none."""
    return phone_hashes(store.take_secret(conn, org_id), phone_keys)


def of_contact(conn: Connection, org_id: UUID, contact_id: UUID) -> list[Suppression]:
    """What is neither lifted nor history of the numbers of a contact, oldest first; the caller looks at the time."""
    secret = store.get_secret(conn, org_id)
    if secret is None:
        return []
    keys = [key for _, key in store.numbers_of(conn, org_id, [contact_id])]
    return store.find_present(conn, org_id, list(phone_hashes(secret, keys).values()))


def history(conn: Connection, org_id: UUID, phone_key: str) -> list[Suppression]:
    """Every suppression of a number, newest first, whatever became of it."""
    secret = store.get_secret(conn, org_id)
    return store.find_history(conn, org_id, phone_hash(secret, phone_key)) if secret else []


@dataclass(frozen=True, slots=True)
class Added:
    """A suppression that holds, and whether it was there before."""

    suppression: Suppression
    already: bool


def add(conn: Connection, organization: Organization, actor: Actor, raw: object) -> Added:
    """Suppress one number: `{phone, channel, reason, source, proof, expiresAt}`. Raises InvalidInput.

    One that is suppressed already stays as it is, but for a longer expiry, and is returned.
    """
    given, errors = check(raw, organization)
    if given is None:
        raise InvalidInput(errors)
    [done] = add_checked(conn, organization.id, actor, [given])
    return done


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of each entry, by its index: the suppression, or every problem."""

    done: Mapping[int, Added]
    problems: Sequence[tuple[int, FieldError]]
    size: int

    @property
    def added(self) -> int:
        """How many are new."""
        return sum(not one.already for one in self.done.values())


def add_batch(conn: Connection, organization: Organization, actor: Actor, data: Sequence[object]) -> Batch:
    """Suppress each number of `data`; those with a problem are left out and reported, the others are added."""
    good: dict[int, Given] = {}
    problems: list[tuple[int, FieldError]] = []
    for index, raw in enumerate(data):
        given, errors = check(raw, organization)
        problems += ((index, error) for error in errors)
        if given is not None:
            good[index] = given
    done = add_checked(conn, organization.id, actor, list(good.values()))
    return Batch(dict(zip(good, done, strict=True)), problems, len(data))


def add_checked(conn: Connection, org_id: UUID, actor: Actor, given: Sequence[Given]) -> list[Added]:
    """Suppress numbers that were checked; what became of each. Of several for one number and channel the first one
    adds it, and the longest expiry holds.
    """
    if not given:
        return []
    hashes = hashes_of(conn, org_id, {one.phone_key for one in given})
    new = add_rows(conn, org_id, actor, [_row(one, hashes[one.phone_key]) for one in given])
    present = {(one.phone_hash, one.channel): one for one in store.find_present(conn, org_id, list(hashes.values()))}
    done: list[Added] = []
    for one in given:
        place = (hashes[one.phone_key], one.channel)
        done.append(Added(present[place], place not in new))
        new.discard(place)
    return done


def add_rows(conn: Connection, org_id: UUID, actor: Actor, rows: Sequence[NewSuppression]) -> set[tuple[bytes, str]]:
    """Store suppressions, let the contacts with these numbers react, and say which (hash, channel) are new.

    The contacts are held before the suppressions, as by whoever changes a contact, so that nobody waits in a circle.
    """
    unique: dict[tuple[bytes, str], NewSuppression] = {}
    for row in rows:
        place = (row.phone_hash, row.channel)
        known = unique.get(place)
        if known is None:
            unique[place] = row
        elif known.expires_at is not None and (row.expires_at is None or row.expires_at > known.expires_at):
            unique[place] = replace(known, expires_at=row.expires_at)
    keys = [row.phone_key for row in unique.values()]
    store.lock_holders(conn, org_id, keys)
    store.end_expired(conn, org_id, (row.phone_hash for row in unique.values()))
    new = store.add(conn, org_id, actor, list(unique.values()))
    changed(conn, org_id, actor, keys)
    return new


def lift(conn: Connection, org_id: UUID, actor: Actor, id: UUID, reason: object) -> Suppression:
    """End a suppression, which stays in the history of its number.

    Raises SuppressionNotFound, SuppressionEnded (also for the second of two who lift it at once) or InvalidInput.
    """
    found = get(conn, org_id, id)
    text, problem = check_reason(reason)
    if problem:
        raise InvalidInput([problem])
    keys = [found.phone_key] if found.phone_key is not None else []
    store.lock_holders(conn, org_id, keys)  # before the suppression, as in `add_rows`
    if not store.lift(conn, org_id, actor, id, text):
        raise SuppressionEnded
    changed(conn, org_id, actor, keys)
    return get(conn, org_id, id)


def holding_ids(conn: Connection, organization: Organization, phone: str) -> list[UUID]:
    """The suppressions of a number, as people write it, that hold now. Raises SuppressionNotFound when none does."""
    keys, problem = _read(phone, organization)
    if problem:
        raise InvalidInput.of("phone", "unreadable", problem, phone)
    at = now()
    secret = store.get_secret(conn, organization.id)
    found = store.find_present(conn, organization.id, list(phone_hashes(secret, keys).values())) if secret else []
    ids = [one.id for one in found if one.state(at) == "active"]
    if not ids:
        raise SuppressionNotFound(f"{phone} is not suppressed.")
    return ids


def get(conn: Connection, org_id: UUID, id: UUID) -> Suppression:
    """One suppression, whatever its state. Raises SuppressionNotFound."""
    found = store.get(conn, org_id, id)
    if found is None:
        raise SuppressionNotFound
    return found


def make_filters(
    conn: Connection,
    organization: Organization,
    *,
    search: str | None = None,
    channel: str | None = None,
    reason: str | None = None,
    state: str | None = None,
) -> Filters:
    """What a list shows; `search` is a number in any format, or some of its digits.

    A whole number is found by its hash, so that an erased one is found too.
    """
    filters = Filters(channel=channel, reason=reason, state=state)
    if search is None or not search.strip():
        return filters
    digits = "".join(char for char in search if char.isdecimal())
    try:
        phone = normalize(search, organization.default_region)
    except PhoneError:
        return replace(filters, digits=digits or search.strip())
    secret = store.get_secret(conn, organization.id)
    hash = phone_hash(secret, phone.key) if secret else b""
    if phone.status == "valid" or store.count(conn, organization.id, Filters(hash=hash)):
        return replace(filters, hash=hash)
    return replace(filters, digits=phone.key.removeprefix("+") if phone.status == "possible" else digits)


def list_page(
    conn: Connection, org_id: UUID, filters: Filters, *, page: int, limit: int, before: UUID | None
) -> tuple[list[Suppression], int, bool]:
    """A page of suppressions, newest first, how many there are in all, and whether more follow."""
    offset = 0 if before else (page - 1) * limit
    rows = store.list_page(conn, org_id, filters, before=before, limit=limit + 1, offset=offset)
    return rows[:limit], store.count(conn, org_id, filters), len(rows) > limit


def stream(conn: Connection, org_id: UUID, filters: Filters) -> Iterator[list[Suppression]]:
    """Every suppression of a list, newest first, in batches."""
    return store.stream(conn, org_id, filters)


def changed(conn: Connection, org_id: UUID, actor: Actor, phone_keys: Sequence[str]) -> None:
    """Let what looks at suppressions react for the live contacts that have these numbers, and announce them.

    Those that came after `lock_holders` may not have seen the suppression: they are looked for again.
    """
    ids = store.lock_holders(conn, org_id, phone_keys)
    if ids:
        contacts.announce(conn, org_id, actor, "updated", ids)
        contacts_changed(conn, org_id, actor, "suppression", ids)


def react(conn: Connection, org_id: UUID, actor: Actor, what: What, ids: Sequence[UUID]) -> None:
    """Recognise numbers of new or changed contacts in suppressions of which only the hash had stayed.

    It goes before whatever looks at suppressions by number. One look into an index where there are none.
    """
    if what in ("created", "updated", "returned") and store.any_hash_only(conn, org_id):
        keys = [key for _, key in store.numbers_of(conn, org_id, ids)]
        store.recognise(conn, org_id, hashes_of(conn, org_id, keys))


def expire(conn: Connection, *, limit: int = 2_000) -> int:
    """End some suppressions of every organization whose time is over; how many. Their contacts react."""
    by_organization: dict[UUID, dict[UUID, str | None]] = {}
    for org_id, id, phone_key in store.due(conn, limit):
        by_organization.setdefault(org_id, {})[id] = phone_key
    ended = 0
    for org_id, due in sorted(by_organization.items(), key=lambda one: one[0]):
        keys = [key for key in due.values() if key is not None]
        store.lock_holders(conn, org_id, keys)  # before the suppressions, as in `add_rows`
        ended += store.expire(conn, org_id, list(due))
        changed(conn, org_id, Actor("system"), keys)
    return ended


def next_expiry(conn: Connection) -> datetime | None:
    """When the next suppression of every organization expires; None: never."""
    return store.next_expiry(conn)


def _row(given: Given, hash: bytes) -> NewSuppression:
    return NewSuppression(
        hash, given.phone_key, given.channel, given.reason, given.source, given.proof, given.expires_at
    )


def _longer(one: Suppression, other: Suppression) -> bool:
    if other.expires_at is None:
        return False
    return one.expires_at is None or one.expires_at > other.expires_at


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a text that somebody wants to call may be called; `problem` is why no number was found in it."""

    given: str
    phone_key: str | None
    suppression: Suppression | None
    problem: str | None


def check_phones(conn: Connection, organization: Organization, phones: Sequence[str], channel: str) -> list[Verdict]:
    """Look numbers up as people write them; of several in one text, a suppressed one decides."""
    read = [_read(text, organization) for text in phones]
    keys = [key for numbers, _ in read for key in numbers]
    held = suppressed(conn, organization.id, keys, channel)
    verdicts = []
    for given, (numbers, problem) in zip(phones, read, strict=True):
        key = next((key for key in numbers if key in held), numbers[0] if numbers else None)
        verdicts.append(Verdict(given, key, held.get(key) if key else None, problem))
    return verdicts


def _read(text: str, organization: Organization) -> tuple[list[str], str | None]:
    """The canonical numbers of a text, or why there is none."""
    try:
        phone = normalize(text, organization.default_region)
    except PhoneError as error:
        return [], error.message
    keys = [phone.key]
    for other in phone.others:
        with contextlib.suppress(PhoneError):
            keys.append(normalize(other, organization.default_region).key)
    return keys, None


def suppress_contacts(
    conn: Connection,
    org_id: UUID,
    actor: Actor,
    contact_ids: Sequence[UUID],
    *,
    channel: str,
    reason: str,
    source: str | None = None,
    proof: str | None = None,
) -> int:
    """Suppress every number of contacts, further ones too; how many are new. The caller holds the contacts' rows."""
    keys = sorted({key for _, key in store.numbers_of(conn, org_id, contact_ids)})
    hashes = hashes_of(conn, org_id, keys)
    rows = [NewSuppression(hashes[key], key, channel, reason, source, proof) for key in keys]
    return len(add_rows(conn, org_id, actor, rows)) if rows else 0
