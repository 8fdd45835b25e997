"""The checks of `gomobile doctor` that ask the database."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gomobile.cli.doctor_finding import Finding, Verdict, gigabytes
from gomobile.errors import AppError
from gomobile.settings import Settings

if TYPE_CHECKING:
    from gomobile.db.diagnosis import Queue
    from gomobile.db.pool import Connection

#: Seconds by which the clocks of the machines may differ before expiries and schedules are visibly wrong.
CLOCK_TOLERANCE = 2.0


def database(settings: Settings) -> Iterator[Finding]:
    """What has to be asked of the database. The embedded one is started if need be, but never created."""
    from gomobile.db.location import open_database
    from gomobile.db.pool import connect

    if settings.database_url is None and not (settings.data_dir / "postgres").exists():
        yield Finding("database", Verdict.notice, "not created yet", "The first `gomobile serve` creates it.")
        return
    with contextlib.ExitStack() as stack:
        started = time.monotonic()
        try:
            conn = stack.enter_context(connect(stack.enter_context(open_database(settings))))
        except AppError as error:
            yield Finding("database", Verdict.wrong, error.message)
            return
        where = "GOMOBILE_DATABASE_URL" if settings.database_url else "embedded"
        version = conn.info.server_version
        yield Finding(
            "database",
            Verdict.good,
            f"{where}, PostgreSQL {version // 10000}.{version % 10000}, every extension, "
            f"answered in {(time.monotonic() - started) * 1000:.0f} ms",
        )
        yield from _inside(settings, conn)


def _inside(settings: Settings, conn: Connection) -> Iterator[Finding]:
    from gomobile.db import diagnosis
    from gomobile.db.migrate import pending

    try:
        names = pending(conn)
    except AppError as error:
        yield Finding("schema", Verdict.wrong, error.message)
        return
    if names:
        external = settings.database_url is not None
        remedy = "Run `gomobile backup`, then `gomobile migrate`." if external else "The next start applies them."
        verdict = Verdict.wrong if external else Verdict.notice
        yield Finding("schema", verdict, f"{len(names)} migrations to apply: {', '.join(names)}", remedy)
    else:
        yield Finding("schema", Verdict.good, "up to date")
    yield Finding(
        "size",
        Verdict.good,
        f"{gigabytes(diagnosis.size(conn))}; shared_buffers {diagnosis.setting(conn, 'shared_buffers')}, "
        f"work_mem {diagnosis.setting(conn, 'work_mem')}, "
        f"{diagnosis.setting(conn, 'max_connections')} connections",
    )
    skew = diagnosis.clock_skew(conn)
    if abs(skew) > CLOCK_TOLERANCE:
        ahead = "ahead of" if skew > 0 else "behind"
        text = f"the database's clock is {abs(skew):.0f} s {ahead} this machine's"
        yield Finding("clock", Verdict.wrong, text, "Synchronise both with NTP (for example chrony).")
    else:
        yield Finding("clock", Verdict.good, "the same here and in the database")
    yield _queue(diagnosis.queue(conn))


def _queue(queue: Queue | None) -> Finding:
    if queue is None:
        return Finding("jobs", Verdict.notice, "no job tables yet")
    if queue.stalled:
        return Finding(
            "jobs",
            Verdict.wrong,
            f"{queue.stalled} left by a worker that died",
            "A running worker ends them within minutes and does their work: start `gomobile serve` or look at its log.",
        )
    if queue.waiting:
        return Finding(
            "jobs",
            Verdict.wrong,
            f"{queue.waiting} waiting, the oldest for {queue.oldest_seconds / 60:.0f} minutes",
            "Start a worker: `gomobile serve`, or `gomobile serve --role worker` on another machine.",
        )
    return Finding("jobs", Verdict.good, "none waiting, none stuck")
