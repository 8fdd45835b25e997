"""One scan for duplicates, from reading the contacts to storing the pairs."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from psycopg import IsolationLevel

from gomobile.attributes import service as attributes
from gomobile.changes import service as changes
from gomobile.clock import now
from gomobile.db.pool import Connection, connect
from gomobile.db.repeating import repeated
from gomobile.quality.duplicates import blocks, certain, explain, run_store, runs, similar, store
from gomobile.quality.duplicates.run_store import Run
from gomobile.quality.duplicates.runs import Held, Report
from gomobile.quality.duplicates.scoring import Scoring, Trained, attribute_columns, open_scoring
from gomobile.quality.duplicates.source import write_parts
from gomobile.quality.duplicates.store import Found, Since
from gomobile.settings import Settings

RETRAIN = 1.3
"""How many times more contacts than the model was trained on make it be trained anew, by a full scan."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What a scan begins with: the contacts are in files, as they were at one position of the feed."""

    contacts: int
    since: Since | None
    end: Since
    columns: dict[str, str]


def run(
    conninfo: str,
    settings: Settings,
    org_id: UUID,
    id: UUID,
    on_progress: Report = lambda _: None,
    stop: threading.Event | None = None,
) -> Run:
    """Do a scan that was queued and return it as it ended. A scan that was stopped begins again from its start."""
    with runs.held(conninfo, org_id, id, on_progress, stop) as held:
        if held is not None:
            parent = settings.data_dir / "tmp"
            parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix="duplicates-", dir=parent))
            try:
                _scan(conninfo, held, folder)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    with connect(conninfo, name="gomobile-duplicates", autocommit=True) as conn:
        return runs.get(conn, org_id, id)


def _scan(conninfo: str, held: Held, folder: Path) -> None:
    began, started = now(), time.monotonic()
    report: dict[str, Any] = {
        "full": False,
        "certain": 0,
        "probable": 0,
        "new": 0,
        "dropped": 0,
        "similarNumbers": 0,
        "capped": [],
    }
    previous = run_store.find_last_scan(held.control, held.org_id)
    read = _read(conninfo, held, folder, previous)
    held.say("certain", contacts=read.contacts)
    found = certain.find_again(conninfo, held.org_id, None, held.run.id)
    with connect(conninfo, name="gomobile-duplicates") as conn:
        addresses, sharing = store.shared_emails(conn, held.org_id, blocks.SHARED_EMAIL)
    report |= {"certain": found.pairs, "new": found.created, "dropped": found.dropped}
    if addresses:
        report["capped"].append({"key": "sharedEmail", "values": addresses, "contacts": sharing})
    trained = None
    if read.contacts > 1:
        scoring = open_scoring(folder)
        try:
            trained = _compare(conninfo, held, scoring, read, previous, report, began)
        finally:
            scoring.duck.close()
    kept = (
        trained.to_json() | {"contacts": read.contacts, "attributes": list(read.columns.values())} if trained else None
    )
    if kept and read.since and previous and previous.model:
        kept["contacts"] = previous.model["contacts"]
    report |= {
        "contacts": read.contacts,
        "seconds": round(time.monotonic() - started, 1),
    }
    run_store.set_scanned(held.control, held.org_id, held.run.id, read.end.era, read.end.xid, kept)
    run_store.set_report(held.control, held.org_id, held.run.id, report)


def _read(conninfo: str, held: Held, folder: Path, previous: Run | None) -> _Read:
    """Write the contacts into files, all as of one moment."""
    with connect(conninfo, name="gomobile-duplicates") as conn:
        conn.isolation_level = IsolationLevel.REPEATABLE_READ
        definitions = attributes.list_definitions(conn, held.org_id)
        names = [one.name for one in definitions if one.identifying]
        since = _since(conn, held, previous, names)
        end = changes.end_of_feed(conn)
        count = write_parts(conn, held.org_id, folder, since, names, lambda done: held.say("reading", contacts=done))
    return _Read(count, since, Since(end.era, end.xid), attribute_columns(names))


def _since(conn: Connection, held: Held, previous: Run | None, names: Sequence[str]) -> Since | None:
    """Where the last scan has read to; None for a full scan, which also trains."""
    if held.run.full_scan or previous is None or previous.model is None:
        return None
    if previous.model["attributes"] != list(names):
        return None
    assert previous.feed_era is not None
    assert previous.feed_xid is not None
    return Since(previous.feed_era, previous.feed_xid)


def _compare(
    conninfo: str,
    held: Held,
    scoring: Scoring,
    read: _Read,
    previous: Run | None,
    report: dict[str, Any],
    began: Any,
) -> Trained:
    trained = Trained.from_json(previous.model) if read.since and previous and previous.model else None
    full = report["full"] = read.since is None
    if (
        trained is None
        or set(trained.columns) != set(scoring.columns)
        or (previous and previous.model and scoring.contacts > RETRAIN * previous.model["contacts"])
    ):
        # Another model scores every pair differently: all are compared again.
        held.say("training", contacts=scoring.contacts)
        scoring.take_all_as_changed()
        trained, full = scoring.train(), True
        report["full"] = True
    held.say("comparing", contacts=scoring.contacts)
    columns = read.columns
    report["capped"] += [
        {"key": blocks.shown(one.key, columns), "values": one.values, "contacts": one.contacts} for one in scoring.large
    ]
    for chunk in scoring.pairs(trained, lambda model: explain.outcomes(model, columns)):
        found = [Found(UUID(left), UUID(right), "probable", score, why) for left, right, score, why in chunk]

        def keep(found: list[Found] = found) -> int:
            with connect(conninfo, name="gomobile-duplicates") as conn:
                return store.keep_pairs(conn, held.org_id, found, held.run.id).created

        report["new"] += repeated(keep)
        report["probable"] += len(found)
        held.say("comparing", contacts=scoring.contacts, pairs=report["probable"])
    held.say("numbers", contacts=scoring.contacts)
    ids = None if full else scoring.changed_ids()

    def replace() -> tuple[int, int]:
        with connect(conninfo, name="gomobile-duplicates") as conn:
            dropped = store.drop_stale(conn, held.org_id, held.run.id, began, ids)
            numbers = similar.find(scoring.duck, changed=not full)
            return dropped, store.replace_similar(conn, held.org_id, ids, numbers)

    dropped, report["similarNumbers"] = repeated(replace)
    report["dropped"] += dropped
    return trained
