"""Erase a person: every row and file that holds them is removed or blanked, in one transaction.

Counts in reports stay, and so does the keyed hash of a suppressed number, so that it stays suppressed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from gomobile.accounts.caller import Actor, Organization
from gomobile.contacts import service as contacts
from gomobile.contacts.errors import ContactNotFound
from gomobile.contacts.numbers.errors import ContactMerged
from gomobile.contacts.reactions import contacts_changed
from gomobile.db.pool import Connection
from gomobile.errors import PreconditionFailed
from gomobile.imports.holding import service as import_files
from gomobile.privacy.erasure import store
from gomobile.privacy.erasure.erasure import Erasure
from gomobile.privacy.erasure.errors import ErasureBlocked, NothingHeld
from gomobile.privacy.person import Person
from gomobile.privacy.persons import contacts_of_number, person_of
from gomobile.privacy.places import PLACES, TRACES
from gomobile.privacy.suppression import service as suppression
from gomobile.privacy.suppression.checks import Given
from gomobile.privacy.suppression.suppression import REASONS
from gomobile.privacy.traces import store as traces
from gomobile.settings import Settings


def erase_contact(
    conn: Connection,
    settings: Settings,
    organization: Organization,
    actor: Actor,
    id: UUID,
    *,
    suppress: bool = False,
    versions: Collection[int] | None = None,
) -> Erasure:
    """Erase a contact, deleted or not, with what was merged into it.

    Raises ContactNotFound (also for the second of two who erase it at once), ContactMerged, PreconditionFailed or
    ErasureBlocked.
    """
    org_id = organization.id
    store.one_at_a_time(conn, org_id)
    locked = store.lock(conn, org_id, [id])
    if not locked:
        raise ContactNotFound
    survivor = next((other for other in store.survivors(conn, org_id, [id]) if other != id), None)
    if survivor is not None:
        raise ContactMerged(
            f"This contact was merged into {survivor}; erase that one, which erases both, or undo the merge first.",
            mergedInto=survivor,
        )
    if versions is not None and locked[0].version not in versions:
        raise PreconditionFailed(version=locked[0].version)
    ids = store.merged_into(conn, org_id, [id])
    return _erase(conn, settings, organization, actor, ids, [], suppress=suppress)


def erase_number(
    conn: Connection,
    settings: Settings,
    organization: Organization,
    actor: Actor,
    phone_key: str,
    *,
    suppress: bool = False,
) -> Erasure:
    """Erase whoever has a canonical number, and the number where nobody has it.

    Raises NothingHeld, unless the number is to be suppressed, or ErasureBlocked.
    """
    store.one_at_a_time(conn, organization.id)
    ids = contacts_of_number(conn, organization.id, phone_key)
    done = _erase(conn, settings, organization, actor, ids, [phone_key], suppress=suppress)
    if not done.found_anything and not suppress:
        raise NothingHeld
    return done


def erase_many(conn: Connection, org_id: UUID, actor: Actor, ids: Sequence[UUID]) -> dict[str, int]:
    """Remove contacts and all that hangs on them; how many rows of each place changed.

    What the service keeps of its own work is not looked through: `erase_contact` does that for one person.
    """
    locked = store.lock(conn, org_id, ids)
    found = [contact.id for contact in locked]
    if not found:
        return {}
    contacts_changed(conn, org_id, actor, "removed", found)
    values = {"org_id": org_id, "ids": found}
    counts = {place.name: store.erase_place(conn, place.name, values) for place in PLACES if place.by == "contact"}
    contacts.announce(conn, org_id, actor, "erased", found)
    live = [contact for contact in locked if not contact.deleted]
    store.count_gone(conn, org_id, len(live), sum(contact.archived for contact in live))
    return counts


def _erase(
    conn: Connection,
    settings: Settings,
    organization: Organization,
    actor: Actor,
    ids: Sequence[UUID],
    keys: Sequence[str],
    *,
    suppress: bool,
) -> Erasure:
    org_id = organization.id
    held = [contact.id for contact in store.lock(conn, org_id, ids)]
    person = person_of(conn, organization, held, keys)
    files = _files(conn, settings, org_id, person)
    counts = erase_many(conn, org_id, actor, held)
    hashes = list(suppression.hashes_of(conn, org_id, person.phone_keys).values()) if person.phone_keys else []
    if suppress:
        wanted = [Given(key, "all", "asked", None, None, None) for key in sorted(person.phone_keys)]
        suppression.add_checked(conn, org_id, actor, wanted)
    values = {
        "org_id": org_id,
        "ids": held,
        "keys": sorted(person.phone_keys),
        "hashes": hashes,
        "reasons": list(REASONS),
    }
    for place in PLACES:
        if place.by == "number":
            counts[place.name] = store.erase_place(conn, place.name, values)
    for trace in TRACES:
        mentions = traces.find_mentions(conn, org_id, trace, person)
        for mention in mentions:
            traces.store_without(conn, org_id, trace, mention)
        counts[trace.name] = len(mentions)
    for file in files:
        import_files.remove(conn, settings, org_id, file)
    removed = {place.name for place in PLACES if place.fate == "removed"}
    return Erasure(
        held,
        {name: count for name, count in counts.items() if count and name in removed},
        {name: count for name, count in counts.items() if count and name not in removed},
        len(files),
        suppress,
        hashes,
    )


def _files(conn: Connection, settings: Settings, org_id: UUID, person: Person) -> list[import_files.Held]:
    """The files on disk that hold the person. Raises ErasureBlocked where one is being imported."""
    found = import_files.find(conn, settings, org_id, person.pattern, person.mentioned_in)
    for file in found:
        if file.running:
            raise ErasureBlocked(
                f"The file of the import {file.id}, which is {file.status}, holds this person; wait for its end or"
                " cancel it, then erase again.",
                importId=file.id,
            )
    return found
