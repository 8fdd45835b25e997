"""What other nouns do when contacts change, in the transaction of the change.

Every writer of contacts, or of what rules about contacts look at, calls `contacts_changed` after it wrote. `assembly`
connects the nouns that react: contacts know none of them. A process that forgot to connect them fails at its first
write instead of letting audiences go stale.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection

What = Literal["created", "updated", "removed", "returned", "tags", "engagement", "consent", "suppression"]
"""What happened to the contacts: `removed` left the live ones (deleted, archived, merged away, erased), `returned` came
back; the last four are about what hangs on them."""
Reaction = Callable[[Connection, UUID, Actor, What, Sequence[UUID]], None]

_reactions: list[Reaction] | None = None


def connect(*reactions: Reaction) -> None:
    """Set what reacts, in order."""
    global _reactions
    _reactions = list(reactions)


def contacts_changed(conn: Connection, org_id: UUID, actor: Actor, what: What, ids: Sequence[UUID]) -> None:
    """Let the others react. The transaction holds the lock of each contact's row: it wrote or locked it."""
    if _reactions is None:
        raise RuntimeError("gomobile.assembly.connect_nouns() was not called in this process")
    if ids:
        for react in _reactions:
            react(conn, org_id, actor, what, ids)
