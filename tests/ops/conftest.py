"""Real processes over real data directories. Each test gets its own, and leaves no PostgreSQL behind."""

from __future__ import annotations

import contextlib
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from gomobile.settings import Settings
from tests.ops.support import User, servers_below


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the database's system user can reach (pytest's own are closed to others)."""
    place = Path(tempfile.mkdtemp(prefix="gomobile-ops-"))
    place.chmod(0o755)
    try:
        yield place
    finally:
        for process in servers_below(place):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGCONT)
                process.send_signal(signal.SIGQUIT)
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def settings(folder: Path) -> Settings:
    """Settings for a data directory that does not exist yet."""
    return Settings(folder / "data", database_fsync=False)


@pytest.fixture
def start_user(settings: Settings) -> Iterator[Callable[[], User]]:
    """Start processes that use the database; those still running at the end are killed."""
    users: list[User] = []

    def start() -> User:
        users.append(User(settings))
        return users[-1]

    yield start
    for user in users:
        user.kill()
