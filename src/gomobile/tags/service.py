"""Tags of an organization: define, change, delete, and put them on contacts, one or many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from psycopg import errors as pg

from gomobile.accounts.caller import Actor
from gomobile.attributes.parse.text import storable, trim
from gomobile.contacts.reactions import What, contacts_changed
from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput, PreconditionFailed
from gomobile.jobs.names import REMOVE_TAG
from gomobile.jobs.queue import defer
from gomobile.tags import store
from gomobile.tags.checks import is_id, tag_problems
from gomobile.tags.errors import TagExists, TagInUse, TagNotFound
from gomobile.tags.store import Label, Tag

__all__ = ["Label", "Tag"]

AT_ONCE = 5_000
"""Contacts that a deleted tag is taken off in the request; of more, a job does so."""


class _Unset:
    """Marks an argument that was not given, where None means "clear"."""


UNSET = _Unset()


@dataclass(frozen=True, slots=True)
class Usage:
    """Who uses a tag: contacts that lists show, archived or deleted ones, and the live audiences that name it."""

    tag: Tag
    contacts: int
    hidden_contacts: int
    audiences: list[tuple[UUID, str]]


@dataclass(frozen=True, slots=True)
class Moved:
    """Contacts that got or lost a tag, how many had it (or had it not) before, and which are not known."""

    changed: list[UUID]
    unchanged: int
    unknown: list[UUID]


def list_tags(conn: Connection, org_id: UUID, search: str | None = None) -> list[Tag]:
    """Every tag, or those with this text in name or description, by name. Raises InvalidInput."""
    term = trim(search or "")
    if not storable(term):
        text = "A search holds no NUL character; leave it out."
        raise InvalidInput.of("search", "invalidCharacter", text)
    return store.list_tags(conn, org_id, term or None)


def get(conn: Connection, org_id: UUID, id: UUID) -> Tag:
    """One tag. Raises TagNotFound."""
    found = store.get(conn, org_id, id)
    if found is None:
        raise TagNotFound
    return found


def find(conn: Connection, org_id: UUID, name: str) -> Tag:
    """One tag by its id or its name, whatever its case and accents. Raises TagNotFound."""
    id = UUID(name) if is_id(name) else store.find_by_name(conn, org_id, trim(name)) if storable(name) else None
    found = store.get(conn, org_id, id) if id else None
    if found is None:
        raise TagNotFound(f"There is no tag {name!r} in this organization.")
    return found


def find_all(conn: Connection, org_id: UUID, names: Sequence[str], *, at: str = "tags") -> list[UUID]:
    """The tags that these ids or names mean. Raises InvalidInput that names each unknown one by its place `at`."""
    known = store.folded_names(conn, org_id)
    ids = set(known.values())
    given = [trim(name) if storable(name) else "" for name in names]
    folded = store.fold(conn, given)
    found = [UUID(name) if is_id(name) else known.get(fold) for name, fold in zip(given, folded, strict=True)]
    text = "There is no such tag; create it first (POST /api/tags) or correct the name."
    problems = [
        error
        for n, (name, id) in enumerate(zip(names, found, strict=True))
        if id not in ids
        for error in InvalidInput.of(f"{at}.{n}", "unknownTag", text, name[:64]).errors
    ]
    if problems:
        raise InvalidInput(problems)
    return list(dict.fromkeys(id for id in found if id))


def create(
    conn: Connection,
    org_id: UUID,
    actor: Actor,
    name: str,
    *,
    color: str | None = None,
    description: str | None = None,
) -> Tag:
    """Define a tag. Raises InvalidInput naming each refused field, or TagExists naming the one in the way."""
    name = trim(name)
    if problems := tag_problems(name, color, description):
        raise InvalidInput(problems)
    id = store.insert(conn, org_id, actor, name, color, description)
    if id is None:
        raise _exists(conn, org_id, name)
    return get(conn, org_id, id)


def update(
    conn: Connection,
    org_id: UUID,
    id: UUID,
    *,
    name: str | None = None,
    color: str | _Unset | None = UNSET,
    description: str | _Unset | None = UNSET,
    versions: Collection[int] | None = None,
) -> Tag:
    """Rename a tag, change its colour or description (None clears). Contacts and rules keep it: they know its id.

    Raises TagNotFound, PreconditionFailed, InvalidInput or TagExists.
    """
    _lock(conn, org_id, id, versions)
    current = get(conn, org_id, id)
    changes: dict[str, Any] = {} if name is None else {"name": trim(name)}
    if not isinstance(color, _Unset):
        changes["color"] = color
    if not isinstance(description, _Unset):
        changes["description"] = description
    changed = replace(current, **changes)
    if problems := tag_problems(changed.name, changed.color, changed.description):
        raise InvalidInput(problems)
    if changed == current:
        return current
    try:
        with conn.transaction():
            store.update(conn, org_id, changed)
    except pg.UniqueViolation as error:
        raise _exists(conn, org_id, changed.name) from error
    return get(conn, org_id, id)


def usage(conn: Connection, org_id: UUID, id: UUID) -> Usage:
    """Who would lose a tag, and what keeps it from being deleted. Raises TagNotFound."""
    tag = get(conn, org_id, id)
    return Usage(tag, *store.count_holders(conn, org_id, id), store.users(conn, org_id, id))


def delete(
    conn: Connection, org_id: UUID, actor: Actor, id: UUID, *, versions: Collection[int] | None = None
) -> tuple[Tag, bool]:
    """Delete a tag and take it off its contacts; the tag as it was, and whether that is done already.

    Nobody sees the tag any more from now on. Of more than AT_ONCE contacts a job takes it off. Raises TagNotFound,
    PreconditionFailed, or TagInUse naming the audiences.
    """
    _lock(conn, org_id, id, versions)
    tag = get(conn, org_id, id)
    store.lock_references(conn, org_id)
    if used := store.users(conn, org_id, id):
        names = ", ".join(f'"{name}"' for _, name in used[:5])
        raise TagInUse(
            f"The rules of live audiences name this tag: {names}; change them first.",
            audiences=[{"id": audience, "name": name} for audience, name in used],
        )
    store.hide(conn, org_id, id)
    holders = store.holders(conn, org_id, id, AT_ONCE + 1)
    if len(holders) > AT_ONCE:
        author = {"actor_kind": actor.kind, "actor_id": str(actor.id) if actor.id else None}
        about: dict[str, Any] = {"org_id": str(org_id), "tag_id": str(id), "name": tag.name, **author}
        defer(conn, REMOVE_TAG, only_once=f"tag/{id}", **about)
        return tag, False
    take_off(conn, org_id, actor, id, tag.name)
    return tag, True


def take_off(conn: Connection, org_id: UUID, actor: Actor, id: UUID, name: str) -> int:
    """Take a deleted tag off up to AT_ONCE contacts and, when no other has it, remove it. How many were handled."""
    ids = store.holders(conn, org_id, id, AT_ONCE)
    changed = store.take(conn, org_id, actor, id, name, ids, deleted_too=True) if ids else []
    store.forget_orphans(conn, org_id, id, ids)
    contacts_changed(conn, org_id, actor, "tags", changed)
    if len(ids) < AT_ONCE:
        store.remove(conn, org_id, id)
    return len(ids)


def add(conn: Connection, org_id: UUID, actor: Actor, tag_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """Put a tag on contacts that are not deleted; those that got it. Raises TagNotFound."""
    name = store.hold(conn, org_id, tag_id)
    if name is None:
        raise TagNotFound
    changed = store.add(conn, org_id, actor, tag_id, name, ids) if ids else []
    contacts_changed(conn, org_id, actor, "tags", changed)
    return changed


def remove(conn: Connection, org_id: UUID, actor: Actor, tag_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """Take a tag off contacts that are not deleted; those that had it. Raises TagNotFound."""
    name = store.hold(conn, org_id, tag_id)
    if name is None:
        raise TagNotFound
    changed = store.take(conn, org_id, actor, tag_id, name, ids) if ids else []
    contacts_changed(conn, org_id, actor, "tags", changed)
    return changed


def add_contacts(conn: Connection, org_id: UUID, actor: Actor, tag_id: UUID, ids: Sequence[UUID]) -> Moved:
    """As `add`, telling what became of each contact that was given."""
    return _moved(conn, org_id, ids, add(conn, org_id, actor, tag_id, ids))


def remove_contacts(conn: Connection, org_id: UUID, actor: Actor, tag_id: UUID, ids: Sequence[UUID]) -> Moved:
    """As `remove`, telling what became of each contact that was given."""
    return _moved(conn, org_id, ids, remove(conn, org_id, actor, tag_id, ids))


def of_contacts(conn: Connection, org_id: UUID, ids: Iterable[UUID]) -> dict[UUID, list[Label]]:
    """The tags of contacts, by name; contacts without any are left out. One query."""
    wanted = list(ids)
    return store.labels(conn, org_id, wanted) if wanted else {}


def react(conn: Connection, org_id: UUID, actor: Actor, what: What, ids: Sequence[UUID]) -> None:
    """Count contacts out of their tags when they leave the lists, and in again when they come back."""
    if what in ("removed", "returned"):
        store.count_again(conn, org_id, ids, counts=what == "returned")


def _moved(conn: Connection, org_id: UUID, ids: Sequence[UUID], changed: list[UUID]) -> Moved:
    wanted = list(dict.fromkeys(ids))
    known = store.known_contacts(conn, org_id, wanted)
    return Moved(changed, len(known) - len(changed), [id for id in wanted if id not in known])


def _lock(conn: Connection, org_id: UUID, id: UUID, versions: Collection[int] | None) -> None:
    version = store.lock(conn, org_id, id)
    if version is None:
        raise TagNotFound
    if versions is not None and version not in versions:
        raise PreconditionFailed(version=version)


def _exists(conn: Connection, org_id: UUID, name: str) -> TagExists:
    existing = store.find_by_name(conn, org_id, name)
    return TagExists(
        f'A tag has the name "{name}" already, whatever its case and accents; use it or choose another name.',
        existingTagId=existing,
    )
