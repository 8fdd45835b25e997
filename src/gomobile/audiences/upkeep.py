"""Keep the members of audiences true, in the transaction of each change of a contact.

The protocol with builds (audiences.live.building): a writer writes, takes the organization's lock shared, and only then
reads which live audiences there are. A build takes the lock exclusively: it sees every contact of the writers before
it, and every writer after it sees the audience that is being built.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.audiences import static_members
from gomobile.audiences.live import moving, store
from gomobile.audiences.live.rules import load_plan
from gomobile.contacts.reactions import What
from gomobile.db.pool import Connection


def react(conn: Connection, org_id: UUID, actor: Actor, what: What, ids: Sequence[UUID]) -> None:
    """Move these contacts into and out of the audiences that they belong to now."""
    if what in ("removed", "returned"):
        static_members.react(conn, org_id, actor, what, ids)
    store.share_lock(conn, org_id)
    plan = load_plan(conn, org_id).concerning(what)
    if plan:
        moving.move(conn, org_id, plan, ids, scope="new" if what == "created" else "known", gone=what == "removed")


def react_to_members(conn: Connection, org_id: UUID, _actor: Actor, audience_id: UUID, ids: Sequence[UUID]) -> None:
    """Contacts entered or left an audience: look again at the live ones whose rules ask about it."""
    store.share_lock(conn, org_id)
    plan = load_plan(conn, org_id).depending_on(audience_id)
    if plan:
        moving.move(conn, org_id, plan, ids, scope="known")
