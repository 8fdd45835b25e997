"""Which PostgreSQL processes belong to a cluster folder."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psutil


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What `postmaster.pid` says about a server."""

    pid: int
    started: int
    socket_dir: str
    state: str


def parse_postmaster(text: str) -> Postmaster | None:
    """Read the text of a postmaster.pid file; None when it is not (or not yet) complete.

    Lines: pid, data folder, start (Unix seconds), port, socket folder, listen address, shared memory, state.
    """
    lines = text.split("\n")
    try:
        pid, started = int(lines[0]), int(lines[2])
    except (IndexError, ValueError):
        return None
    return Postmaster(
        abs(pid),
        started,
        lines[4] if len(lines) > 4 else "",
        lines[7].strip() if len(lines) > 7 else "",
    )


def running_in(cluster: Path) -> Postmaster | None:
    """Return the server of `cluster`, or None, also when the pid file's process is gone or somebody else."""
    try:
        found = parse_postmaster((cluster / "postmaster.pid").read_text())
    except FileNotFoundError:
        return None
    return found if found is not None and is_alive(found, cluster) else None


def is_alive(found: Postmaster, cluster: Path) -> bool:
    """Say whether it lives. Process ids are reused: it must be a PostgreSQL started for `cluster`."""
    import psutil

    try:
        process = psutil.Process(found.pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            # If this process started it, it is our child and would stay a zombie.
            with contextlib.suppress(ChildProcessError):
                os.waitpid(found.pid, os.WNOHANG)
            return False
        if not process.name().startswith("postgres"):
            return False
        command = process.cmdline()
        folder = command[command.index("-D") + 1] if "-D" in command[:-1] else process.cwd()
        return Path(folder).samefile(cluster)
    except (psutil.Error, OSError):
        return False


def working_in(cluster: Path) -> list[psutil.Process]:
    """Return every PostgreSQL process that works in `cluster`, as far as this user may look."""
    import psutil

    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.name().startswith("postgres") and Path(process.cwd()).samefile(cluster):
                found.append(process)
    return found
