"""Static audiences and the life of contacts: who goes away leaves them, who comes back enters them again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.audiences import store
from gomobile.contacts.reactions import What
from gomobile.db.pool import Connection


def react(conn: Connection, org_id: UUID, actor: Actor, what: What, ids: Sequence[UUID]) -> None:
    """Move contacts that were `removed` or have `returned`; other changes do not concern static audiences.

    The live audiences that ask about these memberships are not told: all of them look at such contacts anyway.
    """
    if what == "removed":
        store.exit_removed(conn, org_id, actor, ids)
    elif what == "returned":
        store.enter_returned(conn, org_id, actor, ids)
