"""Starting, finding and killing the real processes that the tests of operations are about."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from gomobile.settings import Settings

SOURCE = Path(__file__).resolve().parents[2] / "src"

#: Uses the embedded database until its standard input closes.
USER_PROGRAM = """
import sys
import time
import urllib.error
import urllib.request
from gomobile.db.embedded import embedded_database
from gomobile.settings import Settings
with embedded_database(Settings.from_env(), lambda text: print(text, flush=True)) as conninfo:
    print("ready " + conninfo, flush=True)
    sys.stdin.read()
"""


COMMAND = "from gomobile.cli.main import main; main()"


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


@contextlib.contextmanager
def suspended(process: psutil.Process) -> Iterator[None]:
    """Stop a process from running within the block."""
    process.suspend()
    try:
        yield
    finally:
        process.resume()


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """The environment of a gomobile process that uses `settings`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOMOBILE_", "PG"))}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(SOURCE), *filter(None, [os.environ.get("PYTHONPATH")])]),
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


class Serve:
    """A running `gomobile serve`, in a process group of its own as a terminal would make it."""

    def __init__(self, settings: Settings, *arguments: str, **more: str) -> None:
        self.settings = settings
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "serve", *arguments],
            env=environment(settings, **{"GOMOBILE_PORT": "0", **more}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def first_line(self) -> dict[str, str | None]:
        """What `--json` prints once it serves."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read() if self.process.stderr else ""
        return json.loads(line)

    def said(self, what: str) -> str:
        """Read its messages until one contains `what`."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if what in line:
                return line
        raise AssertionError(f"it never said {what!r}")

    def child(self, part: str) -> psutil.Process:
        """The child process that runs a part."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            for process in psutil.Process(self.process.pid).children():
                with contextlib.suppress(psutil.Error):
                    if process.cmdline()[-1:] == [part]:
                        return process
            time.sleep(0.05)
        raise AssertionError(f"no process runs the {part}")

    def stop(self, number: int = signal.SIGINT) -> int:
        """Signal the whole group, as Ctrl-C does; return the exit status."""
        os.killpg(self.process.pid, number)
        self.process.communicate(timeout=60)
        return self.process.returncode

    def end(self) -> None:
        """Make sure that it is gone."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()


def status(address: str | None, path: str, key: str | None = None) -> int:
    """The HTTP status of a GET; 0 when nothing answers."""
    request = urllib.request.Request(f"{address}{path}", headers={"X-API-Key": key} if key else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something holds; fail after a minute."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
