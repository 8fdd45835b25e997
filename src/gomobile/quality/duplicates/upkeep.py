"""What happens to pairs when contacts change, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.contacts.reactions import What
from gomobile.db.pool import Connection
from gomobile.jobs.names import FIND_CERTAIN_DUPLICATES
from gomobile.jobs.queue import defer
from gomobile.quality.duplicates import certain, store

AT_ONCE = 100
"""Contacts of one write whose e-mail addresses are looked up in it; more of them are left to a job, so that an import,
which writes 25,000 at a time, does not wait."""


def react(conn: Connection, org_id: UUID, actor: Actor, what: What, ids: Sequence[UUID]) -> None:
    """Find certain duplicates of who was written, and ask no more about who is gone."""
    if what == "removed":
        store.drop_open(conn, org_id, ids)
    elif what in ("created", "updated", "returned"):
        if len(ids) <= AT_ONCE:
            if missed := certain.find(conn, org_id, ids):
                # Not `only_once`: a job that waits already may look before this transaction is committed.
                defer(conn, FIND_CERTAIN_DUPLICATES, org_id=str(org_id), ids=[str(id) for id in missed])
        else:
            defer(conn, FIND_CERTAIN_DUPLICATES, only_once=f"duplicates/certain/{org_id}", org_id=str(org_id))
