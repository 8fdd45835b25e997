"""Starting, finding and killing the real processes that the tests of operations are about."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import psutil

from gomobile.settings import Settings

SOURCE = Path(__file__).resolve().parents[2] / "src"

#: Uses the embedded database until its standard input closes.
USER_PROGRAM = """
import sys
from gomobile.db.embedded import embedded_database
from gomobile.settings import Settings
with embedded_database(Settings.from_env(), lambda text: print(text, flush=True)) as conninfo:
    print("ready " + conninfo, flush=True)
    sys.stdin.read()
"""


COMMAND = """
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


def gomobile(settings: Settings, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the command line to its end."""
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
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
            [sys.executable, "-c", USER_PROGRAM],
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
