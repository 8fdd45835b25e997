"""Which `gomobile serve` runs on this data directory: a lock file per part, so one of each at most."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from gomobile import datadir
from gomobile.errors import AppError

Part = Literal["api", "worker"]


@dataclass(frozen=True, slots=True)
class Holder:
    """A running serve; `address` is empty for one that serves no HTTP."""

    pid: int
    address: str

    @property
    def is_this_process(self) -> bool:
        """True when this very process is the one that serves."""
        return self.pid == os.getpid()


class AlreadyServing(AppError):
    """Another `gomobile serve` runs on this data directory; stop it first."""

    code = "ALREADY_SERVING"


@contextlib.contextmanager
def serving(data_dir: Path, parts: tuple[Part, ...]) -> Iterator[Callable[[str], None]]:
    """Hold the locks of `parts` while serving; raises AlreadyServing naming who holds one of them.

    Yields a function that notes the address once it is known.
    """
    from gomobile.db.embedded_locks import FileLock

    datadir.prepare(data_dir)
    with contextlib.ExitStack() as stack:
        locks = [stack.enter_context(FileLock(_path(data_dir, part))) for part in parts]

        def announce(address: str) -> None:
            for lock in locks:
                lock.write(json.dumps(asdict(Holder(os.getpid(), address))))

        for lock in locks:
            if not lock.try_exclusive():
                raise AlreadyServing(_refusal(data_dir, _parse(lock.read())))
        announce("")
        yield announce


def holder(data_dir: Path) -> Holder | None:
    """Return the serve that runs on this data directory, or None. What a killed one wrote does not count."""
    from gomobile.db.embedded_locks import FileLock

    for part in ("api", "worker"):
        if _path(data_dir, part).exists():
            with FileLock(_path(data_dir, part)) as lock:
                if not lock.try_shared():
                    return _parse(lock.read()) or Holder(0, "")
    return None


def _path(data_dir: Path, part: str) -> Path:
    return data_dir / ("serve.lock" if part == "api" else f"serve-{part}.lock")


def _parse(text: str) -> Holder | None:
    try:
        return Holder(**json.loads(text))
    except (ValueError, TypeError):
        return None


def _refusal(data_dir: Path, found: Holder | None) -> str:
    who = "Another gomobile serve"
    if found:
        who += f" (process {found.pid}{f', {found.address}' if found.address else ''})"
    return (
        f"{who} already runs on {data_dir}. "
        f"Use that one, stop it with `kill {found.pid if found else 'PID'}`, "
        "or give this one its own GOMOBILE_DATA_DIR."
    )
