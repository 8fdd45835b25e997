"""Audiences: make, find, change, delete and restore them. Who is in them: `audiences.members`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from psycopg import errors as pg

from gomobile.accounts.caller import Actor, Organization
from gomobile.audiences import locking, references, store
from gomobile.audiences.audience import MAX_NAME, Audience, AudienceSort, AudienceType
from gomobile.audiences.checks import problems_of
from gomobile.audiences.errors import AudienceExists, AudienceInUse, AudienceNotFound, TemplateNotFound
from gomobile.audiences.live import building
from gomobile.audiences.locking import lock_to_add
from gomobile.audiences.members import (
    Added,
    Removed,
    add_by_filter,
    add_contacts,
    enter_imported,
    find_by_phones,
    leave_undone,
    remove_contacts,
)
from gomobile.audiences.parts import split
from gomobile.audiences.references import checked_rules
from gomobile.audiences.refresh import Refreshed, refresh_by_ids, refresh_by_phones
from gomobile.audiences.store import Belonging, Stay
from gomobile.audiences.templates import find_template
from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput

__all__ = [
    "UNSET",
    "Added",
    "Audience",
    "Refreshed",
    "Removed",
    "add_by_filter",
    "add_contacts",
    "enter_imported",
    "find_by_phones",
    "leave_undone",
    "lock_to_add",
    "refresh_by_ids",
    "refresh_by_phones",
    "remove_contacts",
    "split",
]


class _Unset:
    """Marks an argument that was not given, where None means "clear"."""


UNSET = _Unset()


def get(conn: Connection, org_id: UUID, id: UUID, *, deleted: bool = False) -> Audience:
    """One audience; a deleted one only if `deleted` allows it. Raises AudienceNotFound."""
    found = store.get(conn, org_id, id)
    if found is None or (found.deleted_at is not None and not deleted):
        raise AudienceNotFound
    return found


def find(conn: Connection, org_id: UUID, name: str) -> Audience:
    """One audience by its name, whatever its case and accents, or by its id. Raises AudienceNotFound."""
    try:
        return get(conn, org_id, UUID(name))
    except ValueError:
        found = store.find_named(conn, org_id, [name.strip()])
    if not found:
        raise AudienceNotFound(f"There is no audience {name!r} in this organization.", name=name)
    return found[0]


def find_static(conn: Connection, org_id: UUID, id: UUID, field: str = "audienceId") -> Audience:
    """A static audience for others to put contacts into. Raises InvalidInput for `field`: none, or a live one."""
    found = store.get(conn, org_id, id)
    if found is None or found.deleted_at is not None:
        raise AudienceNotFound
    if found.type == "live":
        text = f"{found.name!r} is live: its rules decide who is in it. Choose a static audience."
        raise InvalidInput.of(field, "audienceIsLive", text, str(id))
    return found


def list_page(
    conn: Connection,
    org_id: UUID,
    *,
    type: AudienceType | None = None,
    search: str | None = None,
    sort_by: AudienceSort = "createdAt",
    descending: bool = True,
    page: int = 1,
    limit: int = 20,
) -> tuple[list[Audience], int]:
    """A page of the audiences, and how many match in all; `search` looks in names and descriptions."""
    term = (search or "").strip() or None
    if term and "\0" in term:
        raise InvalidInput.of("search", "invalidCharacter", "A search holds no NUL character; leave it out.")
    return store.list_page(
        conn,
        org_id,
        type=type,
        search=term,
        sort_by=sort_by,
        descending=descending,
        limit=limit,
        offset=(page - 1) * limit,
    )


def list_of(conn: Connection, org_id: UUID, contact_id: UUID) -> list[Stay]:
    """The audiences that a contact is in, by name."""
    return store.list_of(conn, org_id, contact_id)


def of_contacts(conn: Connection, org_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, list[Belonging]]:
    """The audiences in use that each of these contacts is in, by name; contacts in none are left out."""
    found: dict[UUID, list[Belonging]] = {}
    for one in store.list_of_many(conn, org_id, contact_ids):
        found.setdefault(one.contact_id, []).append(one)
    return found


def create(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    name: str,
    *,
    description: str | None = None,
    type: AudienceType = "static",
    rules: Any = None,
) -> Audience:
    """Make an audience; a live one gains its members at once, or by a job in a large organization.

    Raises InvalidInput naming each refused field, or AudienceExists.
    """
    name = name.strip()
    problems = problems_of(name, description, type, rules)
    if problems:
        raise InvalidInput(problems)
    tree, uses = checked_rules(conn, organization, rules) if type == "live" else (None, [])
    values = {
        "name": name,
        "description": description,
        "type": type,
        "rules": tree,
        "uses": uses,
        "status": "building" if type == "live" else "ready",
    }
    id = store.insert(conn, organization.id, actor, values)
    if id is None:
        raise _exists(conn, organization.id, name)
    if type == "live":
        building.begin(conn, organization.id, id)
    return get(conn, organization.id, id)


def create_from_template(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    template: str,
    parameters: Mapping[str, Any],
    *,
    name: str | None = None,
) -> Audience:
    """Make a live audience by ready-made rules. Raises TemplateNotFound, InvalidInput or AudienceExists."""
    found = find_template(template)
    if found is None:
        raise TemplateNotFound
    own_name, rules = found.fill(parameters)
    chosen = name if name is not None else own_name[:MAX_NAME]
    try:
        return create(conn, organization, actor, chosen, description=found.description, type="live", rules=rules)
    except InvalidInput as refused:
        raise InvalidInput(map(found.blame, refused.errors)) from None


def update(
    conn: Connection,
    organization: Organization,
    actor: Actor,
    id: UUID,
    *,
    name: str | _Unset = UNSET,
    description: str | _Unset | None = UNSET,
    rules: Any = UNSET,
    versions: Collection[int] | None = None,
) -> Audience:
    """Rename, describe, or give a live audience other rules, by which its members are found again.

    `versions` are those that the caller accepts to change, None for any. Raises AudienceNotFound, PreconditionFailed,
    InvalidInput or AudienceExists.
    """
    current = locking.lock_to_change(conn, organization.id, id, versions)
    changed = current
    if not isinstance(name, _Unset):
        changed = replace(changed, name=name.strip())
    if not isinstance(description, _Unset):
        changed = replace(changed, description=description)
    wanted = current.rules if isinstance(rules, _Unset) else rules
    problems = problems_of(changed.name, changed.description, current.type, wanted)
    if problems:
        raise InvalidInput(problems)
    if wanted != current.rules:
        tree, uses = checked_rules(conn, organization, wanted, of=id)
        changed = replace(changed, rules=tree, uses=uses)
    if changed == current:
        return current
    rebuild = changed.rules != current.rules
    try:
        with conn.transaction():
            store.update(conn, actor, changed, rebuild=rebuild)
    except pg.UniqueViolation as error:
        raise _exists(conn, organization.id, changed.name) from error
    if rebuild:
        building.begin(conn, organization.id, id)
    return get(conn, organization.id, id)


def delete(
    conn: Connection, org_id: UUID, actor: Actor, id: UUID, *, versions: Collection[int] | None = None
) -> Audience:
    """Take an audience out of use; `restore` brings it back. Raises AudienceNotFound, PreconditionFailed or
    AudienceInUse.
    """
    locking.lock_to_change(conn, org_id, id, versions)
    store.lock_references(conn, org_id)
    users = references.users_of(conn, org_id, id)
    if users:
        names = ", ".join(repr(user.name) for user in users)
        text = f"The rules of {names} ask about this audience; change them first."
        raise AudienceInUse(text, audiences=[{"id": str(user.id), "name": user.name} for user in users])
    store.set_deleted(conn, org_id, actor, id, deleted=True)
    return get(conn, org_id, id, deleted=True)


def restore(conn: Connection, organization: Organization, actor: Actor, id: UUID) -> Audience:
    """Bring a deleted audience back; a live one finds its members anew. Raises AudienceNotFound or AudienceExists."""
    current = store.get(conn, organization.id, id, "lock_audience")
    if current is None:
        raise AudienceNotFound
    if current.deleted_at is None:
        return current
    if current.type == "live":
        checked_rules(conn, organization, current.rules, of=id)
    try:
        with conn.transaction():
            store.set_deleted(conn, organization.id, actor, id, deleted=False)
    except pg.UniqueViolation as error:
        raise _exists(conn, organization.id, current.name) from error
    if current.type == "live":
        building.begin(conn, organization.id, id)
    return get(conn, organization.id, id)


def _exists(conn: Connection, org_id: UUID, name: str) -> AudienceExists:
    holder = next(iter(store.find_named(conn, org_id, [name])), None)
    return AudienceExists(
        f"The audience {holder.id if holder else ''} is named {name!r}; use it, or choose another name.",
        name=name,
        existingAudienceId=str(holder.id) if holder else None,
    )
