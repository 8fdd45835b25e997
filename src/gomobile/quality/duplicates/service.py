"""Duplicates: scans that find them, the queue in which they are asked, and what is decided about them."""

from __future__ import annotations

from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection
from gomobile.quality.duplicates import runs
from gomobile.quality.duplicates.run_store import Run
from gomobile.quality.duplicates.runs import cancel, get, list_runs, queue, resume
from gomobile.quality.duplicates.scan import run as scan

__all__ = ["Run", "cancel", "create_scan", "get", "list_runs", "queue", "resume", "scan"]


def create_scan(conn: Connection, org_id: UUID, actor: Actor, *, full: bool = False) -> Run:
    """Note a scan for `scan`, or `queue` and a worker, to do. Raises DuplicateRunActive."""
    return runs.create(conn, org_id, actor, "scan", full=full)
