"""The numbers of a contact beside its primary one: a number moves only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from uuid import UUID

from psycopg import errors as pg

from gomobile.accounts.caller import Actor, Organization
from gomobile.contacts import store as contacts
from gomobile.contacts.contact import Contact
from gomobile.contacts.errors import ContactNotFound
from gomobile.contacts.numbers import store
from gomobile.contacts.numbers.aliases import MergedInto, family, find_aliases, merged_into
from gomobile.contacts.numbers.errors import PhoneNotHeld, PhoneTaken, TooManyPhones
from gomobile.contacts.numbers.store import SecondaryPhone
from gomobile.contacts.reactions import contacts_changed
from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput, PreconditionFailed
from gomobile.phones.normalize import Phone, PhoneError, normalize

MAX_SECONDARY = 20

__all__ = ["MergedInto", "SecondaryPhone", "family", "find_aliases", "holders", "merged_into"]


def holders(conn: Connection, org_id: UUID, phone_keys: Iterable[str]) -> dict[str, UUID]:
    """The live contacts that have these canonical numbers, as primary or secondary ones, by number."""
    wanted = set(phone_keys)
    found = contacts.holders(conn, org_id, sorted(wanted))
    if len(found) < len(wanted):
        others = find_aliases(conn, org_id, sorted(wanted - found.keys()))
        found |= {key: alias.contact_id for key, alias in others.items()}
    return found


def list_phones(conn: Connection, org_id: UUID, id: UUID) -> list[SecondaryPhone]:
    """The secondary numbers of a contact, in the order in which they came."""
    return store.list_secondary(conn, org_id, id)


def add(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    id: UUID,
    raw: str,
    *,
    versions: Collection[int] | None = None,
) -> Contact:
    """Give a contact another number; one that it has already changes nothing.

    Raises InvalidInput, ContactNotFound, PreconditionFailed, PhoneTaken or TooManyPhones.
    """
    phone = _read(organization, raw)
    current = _locked(conn, organization.id, id, versions)
    before = store.list_secondary(conn, organization.id, id)
    if phone.key == current.phone_key or phone.key in {one.phone_key for one in before}:
        return current
    if len(before) >= MAX_SECONDARY:
        raise TooManyPhones(max=MAX_SECONDARY)
    _refuse_taken(conn, organization.id, phone)
    if not store.add(conn, organization.id, id, phone.key, phone.used):
        _refuse_taken(conn, organization.id, phone)
        raise PhoneTaken(primaryPhone=phone.used)
    return _noted(conn, organization.id, actor, id, before)


def remove(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    id: UUID,
    raw: str,
    *,
    versions: Collection[int] | None = None,
) -> Contact:
    """Take a secondary number from a contact; it belongs to nobody then.

    Raises ContactNotFound, PreconditionFailed or PhoneNotHeld.
    """
    current = _locked(conn, organization.id, id, versions)
    before = store.list_secondary(conn, organization.id, id)
    held = _held(organization, raw, before)
    if held is None:
        if raw == current.phone_key:
            raise PhoneNotHeld("This is the primary number; make another one primary before you take it away.")
        raise PhoneNotHeld
    store.remove(conn, organization.id, id, held.phone_key)
    return _noted(conn, organization.id, actor, id, before)


def make_primary(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    id: UUID,
    raw: str,
    *,
    versions: Collection[int] | None = None,
) -> Contact:
    """Make a secondary number the primary one; the primary one becomes secondary.

    Raises ContactNotFound, PreconditionFailed, PhoneNotHeld or PhoneTaken.
    """
    current = _locked(conn, organization.id, id, versions)
    before = store.list_secondary(conn, organization.id, id)
    held = _held(organization, raw, before)
    if held is None:
        if raw == current.phone_key:
            return current
        raise PhoneNotHeld
    swapped = swap(conn, organization, actor, current, held)
    _tell(conn, organization.id, actor, id)
    return swapped


def swap(conn: Connection, organization: Organization, actor: Actor, current: Contact, held: SecondaryPhone) -> Contact:
    """Exchange the primary number of a locked contact for one of its secondary ones; raises PhoneTaken."""
    phone = as_phone(organization, held.primary_phone, held.phone_key)
    store.remove(conn, organization.id, current.id, held.phone_key)
    try:
        with conn.transaction():
            changed = contacts.update(conn, actor, replace(current, **phone_columns(phone)))
    except pg.UniqueViolation as error:
        _refuse_taken(conn, organization.id, phone)
        raise PhoneTaken(primaryPhone=phone.used) from error
    store.add(conn, organization.id, current.id, current.phone_key, current.primary_phone)
    return changed


def as_phone(organization: Organization, primary_phone: str, phone_key: str) -> Phone:
    """A stored number with its status, type and region; the region by which it was once read may have changed."""
    phone = normalize(primary_phone, organization.default_region)
    return (
        phone if phone.key == phone_key else replace(normalize(phone_key, organization.default_region), key=phone_key)
    )


def phone_columns(phone: Phone) -> dict[str, str | None]:
    """The columns of a contact whose primary number this is."""
    return {
        "phone_key": phone.key,
        "primary_phone": phone.used,
        "phone_status": phone.status,
        "phone_type": phone.type,
        "phone_region": phone.region,
        "phone_digits": phone.digits,
    }


def _read(organization: Organization, raw: str) -> Phone:
    try:
        return normalize(raw, organization.default_region)
    except PhoneError as error:
        raise InvalidInput.of("primaryPhone", error.code, error.message, raw) from error


def _held(organization: Organization, raw: str, among: Iterable[SecondaryPhone]) -> SecondaryPhone | None:
    by_key = {phone.phone_key: phone for phone in among}
    if raw in by_key:
        return by_key[raw]
    try:
        return by_key.get(normalize(raw, organization.default_region).key)
    except PhoneError:
        return None


def _locked(conn: Connection, org_id: UUID, id: UUID, versions: Collection[int] | None) -> Contact:
    current = contacts.lock(conn, org_id, id)
    if current is None or current.deleted_at is not None:
        raise ContactNotFound
    if versions is not None and current.version not in versions:
        raise PreconditionFailed(version=current.version)
    return current


def _refuse_taken(conn: Connection, org_id: UUID, phone: Phone) -> None:
    holder = holders(conn, org_id, [phone.key]).get(phone.key)
    if holder is not None:
        raise PhoneTaken(
            f"The contact {holder} has the number {phone.used}; take it from that one first, or merge the two.",
            existingContactId=holder,
            primaryPhone=phone.used,
        )


def _noted(conn: Connection, org_id: UUID, actor: Actor, id: UUID, before: list[SecondaryPhone]) -> Contact:
    store.note(conn, org_id, actor, id, before)
    _tell(conn, org_id, actor, id)
    changed = contacts.find(conn, org_id, id)
    assert changed is not None
    return changed


def _tell(conn: Connection, org_id: UUID, actor: Actor, id: UUID) -> None:
    contacts.announce(conn, org_id, actor, "updated", [id])
    for what in ("updated", "suppression"):
        contacts_changed(conn, org_id, actor, what, [id])
