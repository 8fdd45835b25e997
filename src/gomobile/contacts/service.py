"""Contacts one by one: create, read, change, delete, restore, erase."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from psycopg import errors as pg

from gomobile.accounts.caller import Actor, Organization
from gomobile.attributes import service as attributes
from gomobile.contacts import store
from gomobile.contacts.archiving import archive_many, unarchive_many
from gomobile.contacts.checks import PHONE, Given, check, cleared, several_numbers
from gomobile.contacts.contact import Contact
from gomobile.contacts.errors import ContactExists, ContactNotFound
from gomobile.contacts.fields import CHANNELS, TEXT_FIELDS
from gomobile.contacts.filters import filter_listing, make_listing
from gomobile.contacts.numbers import service as numbers
from gomobile.contacts.numbers.aliases import find_aliases, merged_into
from gomobile.contacts.numbers.errors import ContactMerged
from gomobile.contacts.reactions import contacts_changed
from gomobile.contacts.store import Deleted
from gomobile.db.pool import Connection
from gomobile.errors import FieldError, InvalidInput, PreconditionFailed
from gomobile.http.answers import FieldProblem
from gomobile.phones.normalize import Phone, PhoneError, normalize

__all__ = ["Written", "filter_listing", "make_listing"]

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Written:
    """A contact as it was stored, and what was not taken.

    `attribute_errors` has `{field, value, code, message}` of refused attribute values, `warnings` the same of
    what was understood only in part; `restorable` is a deleted contact with the number that was given.
    """

    contact: Contact
    attribute_errors: list[FieldProblem] = field(default_factory=list)
    warnings: list[FieldProblem] = field(default_factory=list)
    restorable: Deleted | None = None


def get_contact(conn: Connection, org_id: UUID, id: UUID, *, deleted: bool = False) -> Contact:
    """One contact, or one in the trash if `deleted` allows it. Raises ContactNotFound."""
    found = store.find(conn, org_id, id)
    if found is None:
        raise ContactNotFound
    if found.deleted_at is not None and not deleted:
        raise gone(conn, org_id, id)
    return found


def lock_contact(conn: Connection, org_id: UUID, id: UUID) -> Contact | None:
    """A contact, deleted or not, that nobody else changes until the transaction ends."""
    return store.lock(conn, org_id, id)


def gone(conn: Connection, org_id: UUID, id: UUID) -> ContactNotFound:
    """The error about a deleted contact: one that was merged says into whom."""
    merged = merged_into(conn, org_id, id)
    if merged is None:
        return ContactNotFound()
    text = f"This contact was merged into {merged.survivor_id}; POST /api/merges/{merged.merge_id}/unmerge undoes that."
    return ContactNotFound(text, mergedInto=merged.survivor_id, mergeId=merged.merge_id)


def find_contacts(conn: Connection, org_id: UUID, ids: Iterable[UUID], *, deleted: bool = False) -> dict[UUID, Contact]:
    """The live contacts among these, by id; with `deleted` those in the trash, too."""
    return {found.id: found for found in store.find_many(conn, org_id, ids) if deleted or found.deleted_at is None}


def count_contacts(conn: Connection, org_id: UUID) -> int:
    """How many contacts are not deleted, archived ones among them."""
    return store.counts(conn, org_id)[0]


def announce(conn: Connection, org_id: UUID, actor: Actor, kind: str, ids: Sequence[UUID]) -> None:
    """Put contacts into the change feed; `kind` is created, updated, deleted, restored or erased."""
    store.announce(conn, org_id, actor, kind, ids)


def create(conn: Connection, organization: Organization, actor: Actor, raw: object) -> Written:
    """Create a contact from a request body. Raises InvalidInput (every refused field) or ContactExists."""
    given, phone = _checked(raw, organization, creates=True)
    assert phone is not None
    values, attribute_errors = _attributes(conn, organization, given)
    row = {
        **dict.fromkeys((*(text.column for text in TEXT_FIELDS), CHANNELS.column)),
        **given.values,
        **numbers.phone_columns(phone),
        "attributes": {name: value for name, value in values.items() if value is not None},
    }
    _refuse_secondary(conn, organization.id, phone)
    for _ in range(_ATTEMPTS):
        id = store.insert(conn, organization.id, actor, row)
        if id is not None:
            break
        holder = store.holder(conn, organization.id, phone.key)
        if holder is not None:
            raise _exists(holder, phone)
    else:
        raise _exists(None, phone)
    store.announce(conn, organization.id, actor, "created", [id])
    contacts_changed(conn, organization.id, actor, "created", [id])
    store.count_live(conn, organization.id, 1)
    return Written(
        get_contact(conn, organization.id, id),
        attribute_errors,
        _warnings(phone),
        store.last_deleted(conn, organization.id, phone.key),
    )


def update(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    id: UUID,
    raw: object,
    *,
    versions: Collection[int] | None = None,
) -> Written:
    """Change what `raw` gives of a contact; nothing is written when nothing differs.

    `versions` are those that the caller expects (None: any). Raises InvalidInput, ContactNotFound,
    PreconditionFailed or ContactExists.
    """
    given, phone = _checked(raw, organization, creates=False)
    values, attribute_errors = _attributes(conn, organization, given)
    locked = current = _locked(conn, organization.id, id, versions)
    if phone is not None and phone.key != current.phone_key:
        current = _with_own_number(conn, organization, actor, current, phone)
    merged = {name: value for name, value in {**current.attributes, **values}.items() if value is not None}
    changed = replace(current, **given.values, **(numbers.phone_columns(phone) if phone else {}), attributes=merged)
    warnings = _warnings(phone) if phone else []
    if changed == locked:
        return Written(current, attribute_errors, warnings)
    try:
        with conn.transaction():
            stored = store.update(conn, actor, changed) if changed != current else current
    except pg.UniqueViolation as error:
        assert phone is not None
        raise _exists(store.holder(conn, organization.id, phone.key), phone) from error
    store.announce(conn, organization.id, actor, "updated", [id])
    contacts_changed(conn, organization.id, actor, "updated", [id])
    return Written(stored, attribute_errors, warnings, _restorable(conn, locked, stored))


def _restorable(conn: Connection, before: Contact, after: Contact) -> Deleted | None:
    """A deleted contact that has the new number of this one."""
    changed = after.phone_key != before.phone_key
    return store.last_deleted(conn, after.organization_id, after.phone_key) if changed else None


def delete(
    conn: Connection, org_id: UUID, actor: Actor, id: UUID, *, versions: Collection[int] | None = None
) -> Contact:
    """Move a contact to the trash. Raises ContactNotFound or PreconditionFailed."""
    deleted = store.set_deleted(conn, actor, _locked(conn, org_id, id, versions), deleted=True)
    store.announce(conn, org_id, actor, "deleted", [id])
    contacts_changed(conn, org_id, actor, "removed", [id])
    store.count_live(conn, org_id, -1, -int(deleted.archived_at is not None))
    return deleted


def restore(conn: Connection, org_id: UUID, actor: Actor, id: UUID) -> Contact:
    """Bring a contact back from the trash; one that is not there stays as it is.

    Raises ContactNotFound, or ContactExists when another contact has the number by now.
    """
    current = store.lock(conn, org_id, id)
    if current is None:
        raise ContactNotFound("There is no such contact in this organization; one deleted for good cannot come back.")
    if current.deleted_at is None:
        return current
    if (merged := merged_into(conn, org_id, id)) is not None:
        raise ContactMerged(
            f"This contact was merged into {merged.survivor_id}; POST /api/merges/{merged.merge_id}/unmerge brings both"
            " back as they were.",
            mergedInto=merged.survivor_id,
            mergeId=merged.merge_id,
        )
    for alias in find_aliases(conn, org_id, [current.phone_key]).values():
        raise ContactExists(
            f"The number {current.primary_phone} belongs to the contact {alias.contact_id} by now; take it from that"
            " one before restoring this one.",
            existingContactId=alias.contact_id,
        )
    try:
        with conn.transaction():
            restored = store.set_deleted(conn, actor, current, deleted=False)
    except pg.UniqueViolation as error:
        holder = store.holder(conn, org_id, current.phone_key)
        raise ContactExists(
            f"The contact {holder} has the number {current.primary_phone} by now; delete it or give it"
            " another number before restoring this one.",
            existingContactId=holder,
        ) from error
    store.announce(conn, org_id, actor, "restored", [id])
    if restored.archived_at is None:
        contacts_changed(conn, org_id, actor, "returned", [id])
    store.count_live(conn, org_id, 1, int(restored.archived_at is not None))
    return restored


def archive(
    conn: Connection, org_id: UUID, actor: Actor, id: UUID, *, versions: Collection[int] | None = None
) -> Contact:
    """Archive a contact; one that is archived stays as it is. Raises ContactNotFound or PreconditionFailed."""
    _locked(conn, org_id, id, versions)
    archive_many(conn, org_id, actor, [id])
    return get_contact(conn, org_id, id)


def unarchive(
    conn: Connection, org_id: UUID, actor: Actor, id: UUID, *, versions: Collection[int] | None = None
) -> Contact:
    """Bring an archived contact back; another one stays as it is. Raises ContactNotFound or PreconditionFailed."""
    _locked(conn, org_id, id, versions)
    unarchive_many(conn, org_id, actor, [id])
    return get_contact(conn, org_id, id)


def _locked(conn: Connection, org_id: UUID, id: UUID, versions: Collection[int] | None) -> Contact:
    current = store.lock(conn, org_id, id)
    if current is None:
        raise ContactNotFound
    if current.deleted_at is not None:
        raise gone(conn, org_id, id)
    _expect(current, versions)
    return current


def _refuse_secondary(conn: Connection, org_id: UUID, phone: Phone, own: UUID | None = None) -> None:
    alias = find_aliases(conn, org_id, [phone.key]).get(phone.key)
    if alias is not None and alias.contact_id != own:
        raise _exists(alias.contact_id, phone)


def _with_own_number(
    conn: Connection, organization: Organization, actor: Actor, current: Contact, phone: Phone
) -> Contact:
    """The contact with one of its secondary numbers as the primary one, if that is asked for: neither is lost."""
    _refuse_secondary(conn, organization.id, phone, current.id)
    for held in numbers.list_phones(conn, organization.id, current.id):
        if held.phone_key == phone.key:
            return numbers.swap(conn, organization, actor, current, held)
    return current


def _expect(current: Contact, versions: Collection[int] | None) -> None:
    if versions is not None and current.version not in versions:
        raise PreconditionFailed(version=current.version)


def _checked(raw: object, organization: Organization, *, creates: bool) -> tuple[Given, Phone | None]:
    given, errors = check(raw, creates=creates)
    phone = None
    if given.phone is not None:
        try:
            phone = normalize(given.phone, organization.default_region)
        except PhoneError as error:
            errors.append(FieldError(PHONE, error.code, error.message, {}, given.phone))
    if errors:
        raise InvalidInput(errors)
    return given, phone


def _attributes(
    conn: Connection, organization: Organization, given: Given
) -> tuple[Mapping[str, Any], list[FieldProblem]]:
    """The attribute values to write (None: clear) and the refused ones."""
    if not given.attributes and not given.clears_attributes:
        return {}, []
    definitions = attributes.load_definitions(conn, organization.id)
    if given.clears_attributes:
        return cleared(definitions), []
    return attributes.apply(given.attributes or {}, definitions, attributes.api_format(organization))


def _warnings(phone: Phone) -> list[FieldProblem]:
    return [several_numbers(phone.used, "; ".join(phone.others))] if phone.others else []


def _exists(holder: UUID | None, phone: Phone) -> ContactExists:
    return ContactExists(
        f"The contact {holder} has the number {phone.used}; update it with PATCH /api/contact/{holder}, or"
        " send contacts through POST /api/contact/upsert, which creates or updates by number.",
        existingContactId=holder,
        primaryPhone=phone.used,
    )
