"""Queue the background work of an import in the transaction of a request."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gomobile.http.call import Call
from gomobile.jobs import queue


def defer(call: Call, task: str, id: UUID, **arguments: Any) -> None:
    """Queue a task of an import, once."""
    queue.defer(call.conn, task, only_once=f"{task}/{id}", org_id=str(call.org_id), import_id=str(id), **arguments)
