"""The checks of `gomobile doctor`. Each looks at one thing and says what to do when it is wrong."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from gomobile.errors import AppError
from gomobile.settings import Settings

if TYPE_CHECKING:
    from gomobile.db.diagnosis import Queue
    from gomobile.db.pool import Connection

GB = 1024**3
#: Seconds by which the clocks of the machines may differ before expiries and schedules are visibly wrong.
CLOCK_TOLERANCE = 2.0


class Verdict(StrEnum):
    """How a check ended; only `wrong` makes the command fail."""

    good = "good"
    notice = "notice"
    wrong = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    name: str
    verdict: Verdict
    detail: str
    remedy: str | None = None


def machine(settings: Settings, env: Mapping[str, str]) -> Iterator[Finding]:
    """What can be seen without the database."""
    yield _python()
    yield _environment(env)
    yield _data_dir(settings)
    yield _disk(settings)
    yield _memory(settings)
    yield _phones()
    yield _port(settings)
    yield _backup(settings)


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
        remedy = (
            "Run `gomobile backup`, then `gomobile migrate`." if external else "The next start applies them."
        )
        verdict = Verdict.wrong if external else Verdict.notice
        yield Finding("schema", verdict, f"{len(names)} migrations to apply: {', '.join(names)}", remedy)
    else:
        yield Finding("schema", Verdict.good, "up to date")
    yield Finding(
        "size",
        Verdict.good,
        f"{_gb(diagnosis.size(conn))}; shared_buffers {diagnosis.setting(conn, 'shared_buffers')}, "
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
            f"{queue.stalled} were left by a worker that died",
            "A running worker takes them up again by itself: start `gomobile serve` or look at its log.",
        )
    if queue.waiting:
        return Finding(
            "jobs",
            Verdict.wrong,
            f"{queue.waiting} wait, the oldest for {queue.oldest_seconds / 60:.0f} minutes",
            "Start a worker: `gomobile serve`, or `gomobile serve --role worker` on another machine.",
        )
    return Finding("jobs", Verdict.good, "none waiting, none stuck")


def _python() -> Finding:
    from gomobile import __version__

    system = f"{platform.system()} {platform.machine()}"
    text = f"gomobile {__version__}, Python {platform.python_version()}, {system}"
    return Finding("versions", Verdict.good, text)


def _environment(env: Mapping[str, str]) -> Finding:
    known = {f"GOMOBILE_{field.name.upper()}" for field in fields(Settings)}
    given = sorted(name for name in env if name.startswith("GOMOBILE_"))
    unknown = [name for name in given if name not in known]
    if unknown:
        import difflib

        close = {name: difflib.get_close_matches(name, sorted(known), 1) for name in unknown}
        hints = [f"{name} (did you mean {found[0]}?)" if found else name for name, found in close.items()]
        return Finding("settings", Verdict.notice, f"not known and ignored: {', '.join(hints)}")
    return Finding("settings", Verdict.good, f"set: {', '.join(given)}" if given else "all default")


def _data_dir(settings: Settings) -> Finding:
    place = settings.data_dir
    if not place.exists():
        parent = next(folder for folder in place.parents if folder.exists())
        if os.access(parent, os.W_OK):
            return Finding("data directory", Verdict.good, f"{place} (will be created)")
        remedy = "Set GOMOBILE_DATA_DIR to a folder of your own."
        return Finding("data directory", Verdict.wrong, f"{place} cannot be created in {parent}", remedy)
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        remedy = "Run gomobile as the user that owns it, or set GOMOBILE_DATA_DIR to a folder of your own."
        return Finding("data directory", Verdict.wrong, f"{place} may not be written", remedy)
    return Finding("data directory", Verdict.good, str(place))


def _disk(settings: Settings) -> Finding:
    place = next(folder for folder in (settings.data_dir, *settings.data_dir.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    text = f"{_gb(free)} free"
    # A million contacts with their indexes take about 1.5 GB, and an import as much again while it runs.
    if free < 1 * GB:
        return Finding(
            "disk", Verdict.wrong, text, "Free at least 1 GB, or move the data directory to another disk."
        )
    if free < 5 * GB:
        return Finding("disk", Verdict.notice, text, "Allow 3 GB per million contacts.")
    return Finding("disk", Verdict.good, text)


def _memory(settings: Settings) -> Finding:
    from gomobile.db.embedded_config import measure

    place = next(folder for folder in (settings.data_dir, *settings.data_dir.parents) if folder.exists())
    found = measure(place)
    text = f"{_gb(found.memory)}, {found.cpus} processor{'s' if found.cpus > 1 else ''}"
    if found.memory < 1 * GB:
        return Finding("memory", Verdict.notice, text, "Large imports need 1 GB or more.")
    return Finding("memory", Verdict.good, text)


def _phones() -> Finding:
    from importlib import metadata

    version = metadata.version("phonenumbers")
    return Finding("phone numbers", Verdict.good, f"numbering plans of libphonenumber {version}")


def _port(settings: Settings) -> Finding:
    from gomobile import running
    from gomobile.cli.serve_supervisor import answers, bind

    found = running.holder(settings.data_dir)
    if found is not None and not found.address:
        return Finding("serve", Verdict.good, f"runs jobs, or is starting (process {found.pid})")
    if found is not None:
        if answers(found.address):
            return Finding("serve", Verdict.good, f"runs at {found.address} (process {found.pid})")
        remedy = "It may be starting: look at its output. If it stays so, restart it."
        return Finding(
            "serve", Verdict.wrong, f"process {found.pid} does not answer at {found.address}", remedy
        )
    try:
        bind(settings.host, settings.port).close()
    except OSError as error:
        text = f"{settings.host}:{settings.port} cannot be listened on ({error.strerror})"
        return Finding(
            "port", Verdict.wrong, text, "Choose another with `gomobile serve --port` or GOMOBILE_PORT."
        )
    return Finding("port", Verdict.good, f"{settings.host}:{settings.port} is free; serve does not run")


def _backup(settings: Settings) -> Finding:
    times = [path.stat().st_mtime for path in (settings.data_dir / "backups").glob("*.dump")]
    advice = "Run `gomobile backup --keep 7` every night, and copy the files to another machine."
    if settings.database_url is not None or not (settings.data_dir / "postgres").exists():
        return Finding("backup", Verdict.good, "nothing to back up here")
    if not times:
        return Finding("backup", Verdict.notice, f"none in {settings.data_dir / 'backups'}", advice)
    days = (time.time() - max(times)) / 86400
    text = f"the newest is {days:.0f} days old" if days >= 1 else "the newest is less than a day old"
    return Finding("backup", Verdict.notice if days > 7 else Verdict.good, text, advice if days > 7 else None)


def _gb(size: int) -> str:
    return f"{size / GB:.1f} GB" if size >= GB else f"{size / 1024**2:.0f} MB"
