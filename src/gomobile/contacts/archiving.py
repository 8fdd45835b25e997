"""Archive, unarchive, delete and restore many contacts, each in one statement.

All of them lock the contacts in the order of their ids, so that two actions on the same contacts wait for each other
instead of meeting in a deadlock, and return the contacts that changed: those that were already in the wanted state,
that belong to another organization or that were erased are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from psycopg import errors as pg

from gomobile.accounts.caller import Actor
from gomobile.contacts.reactions import contacts_changed
from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.contacts")

_ATTEMPTS = 5


def archive_many(conn: Connection, org_id: UUID, actor: Actor, ids: Iterable[UUID]) -> list[UUID]:
    """Archive live contacts: they stay, but leave lists, audiences and dialling. Returns those that changed."""
    return _set_archived(conn, org_id, actor, ids, archived=True)


def unarchive_many(conn: Connection, org_id: UUID, actor: Actor, ids: Iterable[UUID]) -> list[UUID]:
    """Bring archived contacts back. Returns those that changed; one in the trash stays as it is."""
    return _set_archived(conn, org_id, actor, ids, archived=False)


def delete_many(conn: Connection, org_id: UUID, actor: Actor, ids: Iterable[UUID]) -> list[UUID]:
    """Move contacts to the trash. Returns those that changed."""
    changed, _ = _run(conn, "delete_many", org_id, actor, ids)
    contacts_changed(conn, org_id, actor, "removed", changed)
    return changed


def restore_many(conn: Connection, org_id: UUID, actor: Actor, ids: Iterable[UUID]) -> list[UUID]:
    """Bring contacts back from the trash. Returns those that changed.

    One whose number a live contact has by now stays in the trash; of several with one number the one deleted last comes
    back. An archived contact comes back archived.
    """
    changed, awake = _restored(conn, org_id, actor, list(ids))
    contacts_changed(conn, org_id, actor, "returned", awake)
    return changed


def _set_archived(conn: Connection, org_id: UUID, actor: Actor, ids: Iterable[UUID], *, archived: bool) -> list[UUID]:
    changed, _ = _run(conn, "set_archived_many", org_id, actor, ids, archived=archived)
    contacts_changed(conn, org_id, actor, "removed" if archived else "returned", changed)
    return changed


def _restored(conn: Connection, org_id: UUID, actor: Actor, ids: list[UUID]) -> tuple[list[UUID], list[UUID]]:
    attempt = 1
    while True:
        try:
            with conn.transaction():
                return _run(conn, "restore_many", org_id, actor, ids)
        except pg.UniqueViolation:
            # Another transaction gave one of the numbers to a new contact after we looked; the next look sees it.
            if attempt == _ATTEMPTS:
                raise
            attempt += 1


def _run(
    conn: Connection, query: str, org_id: UUID, actor: Actor, ids: Iterable[UUID], **values: Any
) -> tuple[list[UUID], list[UUID]]:
    """The contacts that changed, and those of them that are not archived now."""
    wanted = list(ids)
    if not wanted:
        return [], []
    conn.execute(SQL["plan_by_index"])
    arguments = {"org_id": org_id, "actor_kind": actor.kind, "actor": actor.id, "ids": wanted, **values}
    row = conn.execute(SQL[query], arguments).fetchone()
    assert row is not None, "an aggregate has one row"
    return row[0], row[1]
