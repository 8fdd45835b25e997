"""Real processes over real data directories. Each test gets its own, and leaves no PostgreSQL behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from gomobile.settings import Settings

SOURCE = Path(__file__).resolve().parents[2] / "src"

#: Uses the embedded database until its standard input closes.
USER_PROGRAM = """
import sys
from pathlib import Path
from gomobile.db.embedded import embedded_database
from gomobile.settings import Settings
with embedded_database(Settings(Path(sys.argv[1]), database_fsync=False), lambda text: print(text, flush=True)) as conninfo:
    print("ready " + conninfo, flush=True)
    sys.stdin.read()
"""


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


def servers_below(folder: Path) -> list[psutil.Process]:
    """The PostgreSQL servers whose cluster lies below `folder`."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            command = process.cmdline()
            if process.name().startswith("postgres") and "-D" in command[:-1]:
                cluster = Path(command[command.index("-D") + 1])
                if cluster.is_relative_to(folder) and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
    return found


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """The environment of a gomobile process that uses `settings`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOMOBILE_", "PG"))}
    return {
        **kept,
        "PYTHONPATH": str(SOURCE),
        "GOMOBILE_DATA_DIR": str(settings.data_dir),
        "GOMOBILE_DATABASE_FSYNC": "on" if settings.database_fsync else "off",
        **more,
    }


CLI = """
import sys, typer
from gomobile.cli import backup, doctor, serve
from gomobile.errors import AppError
app = typer.Typer()
for part in (backup, doctor, serve):
    part.register(app)
try:
    app()
except AppError as error:
    print(error.message, file=sys.stderr)
    sys.exit(1)
"""


def gomobile(settings: Settings, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the command line to its end."""
    return subprocess.run(
        [sys.executable, "-c", CLI, *arguments],
        env=environment(settings, **more),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


class User:
    """Another process that uses the embedded database."""

    def __init__(self, settings: Settings) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER_PROGRAM, str(settings.data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(settings),
        )

    def wait_ready(self) -> str:
        """Return the connection string once the process has it."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("ready "):
                return line.removeprefix("ready ").strip()
        raise AssertionError("it ended before the database was ready")

    def next_line(self) -> str:
        """The next thing it says."""
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def leave(self) -> int:
        """Let it finish in order; return its exit status."""
        self.process.communicate(timeout=60)
        return self.process.returncode

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def start_user(settings: Settings) -> Iterator[type[User] | object]:
    """Start processes that use the database; those still running at the end are killed."""
    users: list[User] = []

    def start() -> User:
        users.append(User(settings))
        return users[-1]

    yield start
    for user in users:
        if user.process.poll() is None:
            user.kill()
