"""Results of numbers that no contact held find the contact that comes with the number."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.calls import service, store
from gomobile.contacts.reactions import What, contacts_changed
from gomobile.db.pool import Connection

_AT_ONCE = 1_000


def react(conn: Connection, org_id: UUID, actor: Actor, what: What, ids: Sequence[UUID]) -> None:
    """Give contacts that came, or got another number, the results that wait for it.

    Connected before the upkeep of audiences, which then sees the figures. An organization without such results
    pays one look at an empty index.
    """
    if what in ("created", "updated", "returned") and store.has_unknown(conn, org_id):
        found = store.attach(conn, org_id, ids)
        if found:
            service.recount(conn, org_id, found)


def sweep(conn: Connection) -> int:
    """Attach what two transactions left apart that did not see each other; how many contacts got results."""
    waiting: dict[UUID, list[UUID]] = {}
    for org_id, id in store.attachable(conn, _AT_ONCE):
        waiting.setdefault(org_id, []).append(id)
    count = 0
    for org_id, ids in sorted(waiting.items()):
        found = store.attach(conn, org_id, list(store.lock_contacts(conn, org_id, sorted(ids))))
        if found:
            service.recount(conn, org_id, found)
            contacts_changed(conn, org_id, Actor("system"), "engagement", found)
        count += len(found)
    return count
