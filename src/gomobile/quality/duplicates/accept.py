"""Accept many pairs at once: merge each, the best first, each in a transaction of its own.

Nothing but the queue tells how far it is: a merged pair waits no more, and what was asked about a loser is asked about
its survivor, so that a group of any size becomes one contact. A run that was stopped goes on where it was.
"""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection, connect
from gomobile.errors import AppError
from gomobile.quality.duplicates import pair_store, review, run_store, runs
from gomobile.quality.duplicates.errors import AlreadyDecided, CountChanged, DuplicateNotFound
from gomobile.quality.duplicates.pair_store import Place
from gomobile.quality.duplicates.run_store import Run
from gomobile.quality.duplicates.runs import Held, Report

_SAMPLE = 100
_BEST = Place(None, 2.0, UUID(int=0), UUID(int=0))


def create(conn: Connection, org_id: UUID, actor: Actor, min_score: float, expected: int) -> Run:
    """Note an acceptance of the open pairs from a score on. Raises CountChanged when they are not as many as
    expected, and DuplicateRunActive.
    """
    count = pair_store.count_open(conn, org_id, min_score)
    if count != expected:
        text = f"{count} pairs have this score now, not {expected}; look at them and confirm the new number."
        raise CountChanged(text, count=count)
    return runs.create(conn, org_id, actor, "accept", min_score=min_score)


def run(
    conninfo: str,
    org_id: UUID,
    id: UUID,
    on_progress: Report = lambda _: None,
    stop: threading.Event | None = None,
) -> Run:
    """Do or resume an acceptance that was queued and return it as it ended."""
    with runs.held(conninfo, org_id, id, on_progress, stop) as held:
        if held is not None:
            _accept(conninfo, held)
    with connect(conninfo, name="gomobile-duplicates", autocommit=True) as conn:
        return runs.get(conn, org_id, id)


def _accept(conninfo: str, held: Held) -> None:
    run = held.run
    assert run.min_score is not None
    actor = Actor(run.created_by_kind, run.created_by)  # type: ignore[arg-type]  # as it was stored
    report: dict[str, Any] = {"merged": 0, **run.report, "refused": 0, "refusedSample": []}
    refused: set[tuple[UUID, UUID]] = set()
    place = _BEST
    while True:
        with connect(conninfo, name="gomobile-duplicates") as conn:
            pair = pair_store.find_next_open(conn, held.org_id, run.min_score, run.created_at, place)
            if pair is None:
                break
            place = Place(None, pair.score, pair.left_id, pair.right_id)
            if (pair.left_id, pair.right_id) in refused:
                continue
            try:
                with conn.transaction():
                    organization = accounts.organization_of(conn, held.org_id)
                    review.merge(conn, organization, actor, pair.left_id, pair.right_id)
            except (AlreadyDecided, DuplicateNotFound):
                continue  # a reviewer was faster
            except AppError as error:
                refused.add((pair.left_id, pair.right_id))
                sample = {"left": str(pair.left_id), "right": str(pair.right_id), "code": error.code}
                report["refusedSample"] = [*report["refusedSample"], sample][:_SAMPLE]
            else:
                report["merged"] += 1
                place = _BEST  # what was handed over to the survivor may come before
            report["refused"] = len(refused)
            run_store.set_report(conn, held.org_id, run.id, report)
        held.say("merging", merged=report["merged"], refused=report["refused"])
    run_store.set_report(held.control, held.org_id, run.id, report)
