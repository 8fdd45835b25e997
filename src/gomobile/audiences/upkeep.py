"""Keep the members of live audiences true, in the transaction of each change."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.contacts.reactions import What
from gomobile.db.pool import Connection


def react(conn: Connection, org_id: UUID, actor: Actor, what: What, ids: Sequence[UUID]) -> None:
    """Move these contacts into and out of the audiences that they belong to now."""
