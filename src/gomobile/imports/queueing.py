"""Queue the background work of an import in the transaction that it belongs to."""

from __future__ import annotations

from uuid import UUID

from gomobile.db.pool import Connection
from gomobile.jobs import queue


def defer(conn: Connection, org_id: UUID, task: str, id: UUID) -> None:
    """Queue a task of an import, once."""
    queue.defer(conn, task, only_once=f"{task}/{id}", org_id=str(org_id), import_id=str(id))
