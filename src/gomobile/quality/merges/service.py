"""Merge contacts, see what that would do, and undo it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from gomobile.accounts.caller import Actor, Organization
from gomobile.attributes import service as attributes
from gomobile.contacts import service as contacts
from gomobile.contacts.contact import Contact
from gomobile.contacts.errors import ContactNotFound
from gomobile.contacts.numbers import service as numbers
from gomobile.contacts.numbers.errors import ContactMerged
from gomobile.contacts.numbers.service import SecondaryPhone
from gomobile.db.pool import Connection
from gomobile.errors import FieldError, InvalidInput, PreconditionFailed
from gomobile.quality.merges import moving, store
from gomobile.quality.merges.choices import read_choices
from gomobile.quality.merges.choosing import Choice, Chosen, applied, choose
from gomobile.quality.merges.errors import MergeNotFound
from gomobile.quality.merges.store import MergeRow, Pair
from gomobile.quality.merges.undoing import Unmerged, undo

if TYPE_CHECKING:
    from gomobile.quality.merges import answers

MAX_LOSERS = 50

__all__ = [
    "MAX_LOSERS",
    "Merge",
    "MergeRow",
    "Merged",
    "Unmerged",
    "get",
    "list_merges",
    "merge",
    "merge_many",
    "unmerge",
]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that was made, and the contact that is left."""

    id: UUID
    survivor: Contact


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of several contacts.

    contact, phones: the one that is left, and its secondary numbers
    fields: what it holds in each field, and who gave that
    merges: one for each contact that went into it
    moved: how much moved, by kind
    """

    contact: Contact
    phones: Sequence[SecondaryPhone]
    fields: Sequence[Chosen]
    merges: Sequence[MergeRow]

    @property
    def moved(self) -> answers.Moved:
        """How much moved in all, by kind."""
        every = [merge.moved for merge in self.merges]
        return {
            "fields": sum(moved["fields"] for moved in every),
            "tags": sum(moved["tags"] for moved in every),
            "audiences": sum(moved["audiences"] for moved in every),
            "phones": sum(moved["phones"] for moved in every),
            "calls": sum(moved["calls"] for moved in every),
            "consents": sum(moved["consents"] for moved in every),
        }


def merge(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    survivor_id: UUID,
    loser_id: UUID,
    choices: Mapping[str, Any] | None = None,
) -> Merge:
    """Let one contact go into another. `choices` has a contact's id or a value by field; the newest value wins else.

    Raises InvalidInput, ContactNotFound, or ContactMerged when one of them went into another contact already.
    """
    made = merge_many(conn, organization, actor, survivor_id, [loser_id], choices)
    return Merge(made.merges[0].id, made.contact)


def merge_many(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    survivor_id: UUID,
    loser_ids: Sequence[UUID],
    choices: Mapping[str, Any] | None = None,
    *,
    versions: Collection[int] | None = None,
) -> Merged:
    """Let contacts go into another, one after the other: each is a merge that can be undone, the last one first.

    `versions` are those of the survivor that the caller expects. Raises as `merge`, and PreconditionFailed.
    """
    everyone = [survivor_id, *loser_ids]
    _check_ids(everyone)
    locked = _locked(conn, organization.id, everyone)
    survivor = locked[survivor_id]
    if versions is not None and survivor.version not in versions:
        raise PreconditionFailed(version=survivor.version)
    wanted = _read_choices(conn, organization, choices or {}, everyone)
    before = [locked[id] for id in everyone]
    changes = store.list_field_changes(conn, organization.id, everyone)
    chosen: list[Chosen] = []
    merges = []
    for count, loser_id in enumerate(loser_ids, start=1):
        among = before[: count + 1]
        chosen = choose(among, changes, wanted)
        pair = Pair(organization.id, survivor_id, loser_id, actor)
        result = applied(survivor, among, chosen)
        merges.append(moving.move(conn, pair, survivor, locked[loser_id], result, _sources(chosen)))
        survivor = contacts.get_contact(conn, organization.id, survivor_id)
    made = [get(conn, organization.id, id) for id in merges]
    return Merged(survivor, numbers.list_phones(conn, organization.id, survivor_id), chosen, made)


def preview(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    survivor_id: UUID,
    loser_ids: Sequence[UUID],
    choices: Mapping[str, Any] | None = None,
) -> Merged:
    """What `merge_many` would do, exactly: it is done and taken back."""
    with conn.transaction(force_rollback=True):
        return merge_many(conn, organization, actor, survivor_id, loser_ids, choices)


def unmerge(conn: Connection, organization: Organization, actor: Actor, id: UUID) -> Unmerged:
    """Put both contacts of a merge back as they were; what changed since stays, and is reported.

    Raises MergeNotFound, MergeUndone, MergeCovered (names the merge to undo first), MergeIrreversible, ContactExists
    (somebody else has the loser's number by now) or UnmergeBlocked.
    """
    return undo(conn, organization, actor, id)


def get(conn: Connection, org_id: UUID, id: UUID) -> MergeRow:
    """One merge. Raises MergeNotFound."""
    found = store.get(conn, org_id, id)
    if found is None:
        raise MergeNotFound
    return found


def list_merges(
    conn: Connection, org_id: UUID, contact_id: UUID | None, page: int, limit: int
) -> tuple[list[MergeRow], int]:
    """A page of merges, newest first, of all contacts or of one; and how many there are."""
    return store.list_merges(conn, org_id, contact_id, limit, (page - 1) * limit)


def _check_ids(everyone: Sequence[UUID]) -> None:
    if len(everyone) < 2:
        raise InvalidInput.of("contacts", "minItems", "Give at least one contact to merge into this one.", min=1)
    if len(everyone) - 1 > MAX_LOSERS:
        text = f"At most {MAX_LOSERS} contacts are merged at once; merge the others afterwards."
        raise InvalidInput.of("contacts", "maxItems", text, max=MAX_LOSERS)
    twice = sorted({str(id) for id in everyone if everyone.count(id) > 1})
    if twice:
        text = "This contact is named twice; a contact cannot be merged into itself."
        raise InvalidInput([FieldError("contacts", "duplicate", text, {}, id) for id in twice])


def _locked(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> dict[UUID, Contact]:
    """The contacts, locked in the order of their ids: two merges of the same wait for each other."""
    found = {id: contacts.lock_contact(conn, org_id, id) for id in sorted(ids)}
    for id, contact in found.items():
        if contact is not None and contact.deleted_at is None:
            continue
        merged = numbers.merged_into(conn, org_id, id)
        if merged is not None:
            raise ContactMerged(
                f"The contact {id} was merged into {merged.survivor_id}; work with that one, or undo the merge with"
                f" POST /api/merges/{merged.merge_id}/unmerge.",
                contactId=id,
                mergedInto=merged.survivor_id,
                mergeId=merged.merge_id,
            )
        raise ContactNotFound(f"There is no contact {id} in this organization, or it was deleted.")
    return found  # type: ignore[return-value]  # none is None


def _read_choices(
    conn: Connection, organization: Organization, choices: Mapping[str, Any], everyone: Sequence[UUID]
) -> dict[str, Choice]:
    if not choices:
        return {}
    definitions = attributes.load_definitions(conn, organization.id)
    format = attributes.api_format(organization)
    return read_choices(choices, everyone, lambda values: attributes.apply(values, definitions, format))


def _sources(chosen: Sequence[Chosen]) -> dict[str, str | None]:
    """Who gave each field; no values, which would be personal data in a second place."""
    return {one.field: str(one.contact_id) if one.contact_id else None for one in chosen}
