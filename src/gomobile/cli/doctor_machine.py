"""The checks of `gomobile doctor` that need no database."""

from __future__ import annotations

import os
import platform
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import fields

from gomobile.cli.doctor_finding import Finding, Verdict, gigabytes
from gomobile.settings import Settings

GB = 1024**3


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
    text = f"{gigabytes(free)} free"
    # A million contacts with their indexes take about 1.5 GB, and an import as much again while it runs.
    if free < 1 * GB:
        return Finding("disk", Verdict.wrong, text, "Free at least 1 GB, or move the data directory to another disk.")
    if free < 5 * GB:
        return Finding("disk", Verdict.notice, text, "Allow 3 GB per million contacts.")
    return Finding("disk", Verdict.good, text)


def _memory(settings: Settings) -> Finding:
    from gomobile.db.embedded_config import measure

    place = next(folder for folder in (settings.data_dir, *settings.data_dir.parents) if folder.exists())
    found = measure(place)
    text = f"{gigabytes(found.memory)}, {found.cpus} processor{'s' if found.cpus > 1 else ''}"
    if found.memory < 1 * GB:
        return Finding("memory", Verdict.notice, text, "Large imports need 1 GB or more.")
    return Finding("memory", Verdict.good, text)


def _phones() -> Finding:
    from importlib import metadata

    version = metadata.version("phonenumbers")
    return Finding("phone numbers", Verdict.good, f"numbering plans of libphonenumber {version}")


def _port(settings: Settings) -> Finding:
    from gomobile import running
    from gomobile.cli.serve_supervisor import bind

    found = running.holder(settings.data_dir)
    if found is not None and not found.address:
        return Finding("serve", Verdict.good, f"runs jobs, or is starting (process {found.pid})")
    if found is not None:
        if _answers(found.address):
            return Finding("serve", Verdict.good, f"runs at {found.address} (process {found.pid})")
        remedy = "It may be starting: look at its output. If it stays so, restart it."
        return Finding("serve", Verdict.wrong, f"process {found.pid} does not answer at {found.address}", remedy)
    try:
        bind(settings.host, settings.port).close()
    except OSError as error:
        text = f"{settings.host}:{settings.port} cannot be listened on ({error.strerror})"
        return Finding("port", Verdict.wrong, text, "Choose another with `gomobile serve --port` or GOMOBILE_PORT.")
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


def _answers(address: str) -> bool:
    import http.client
    from urllib.parse import urlsplit

    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=1)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
