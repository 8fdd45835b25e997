"""Duplicates: scans that find them, the queue in which they are asked, and what is decided about them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection
from gomobile.quality.duplicates import pair_store, runs, store
from gomobile.quality.duplicates.accept import create as create_acceptance
from gomobile.quality.duplicates.accept import run as accept
from gomobile.quality.duplicates.pair_store import Place
from gomobile.quality.duplicates.review import Case, Status, dismiss, list_cases, merge, reopen, skip
from gomobile.quality.duplicates.run_store import Run
from gomobile.quality.duplicates.runs import cancel, list_runs, queue, resume
from gomobile.quality.duplicates.runs import get as get_run
from gomobile.quality.duplicates.scan import run as scan
from gomobile.quality.duplicates.store import SimilarKind, SimilarNumbers

FIRST = (UUID(int=0), UUID(int=0))

__all__ = [
    "FIRST",
    "Case",
    "Place",
    "Run",
    "SimilarKind",
    "SimilarNumbers",
    "Status",
    "accept",
    "cancel",
    "count_open",
    "count_waiting",
    "create_acceptance",
    "create_scan",
    "dismiss",
    "get_run",
    "list_cases",
    "list_runs",
    "list_similar",
    "merge",
    "queue",
    "reopen",
    "resume",
    "scan",
    "similar_blocks",
    "skip",
]


def create_scan(conn: Connection, org_id: UUID, actor: Actor, *, full: bool = False) -> Run:
    """Note a scan for `scan`, or `queue` and a worker, to do. Raises DuplicateRunActive."""
    return runs.create(conn, org_id, actor, "scan", full=full)


def count_open(conn: Connection, org_id: UUID, min_score: float) -> int:
    """How many pairs an acceptance from this score on would begin with; the skipped ones are left out."""
    return pair_store.count_open(conn, org_id, min_score)


def count_waiting(conn: Connection, org_id: UUID) -> int:
    """How many pairs wait for a decision, the skipped ones among them."""
    return pair_store.count_pairs(conn, org_id, "open", 0.0)


def list_similar(
    conn: Connection, org_id: UUID, kind: SimilarKind | None, after: tuple[UUID, UUID], limit: int
) -> tuple[list[SimilarNumbers], bool, int]:
    """A page of similar numbers; whether more follow, and how many the last scan found."""
    found = store.list_similar(conn, org_id, kind, after, limit + 1)
    return found[:limit], len(found) > limit, store.count_similar(conn, org_id, kind)


def similar_blocks(conn: Connection, org_id: UUID, kind: SimilarKind | None) -> Iterator[list[SimilarNumbers]]:
    """Every similar number, a thousand at a time."""
    after = FIRST
    while found := store.list_similar(conn, org_id, kind, after, 1_000):
        yield found
        after = (found[-1].left_id, found[-1].right_id)
