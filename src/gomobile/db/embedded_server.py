"""One PostgreSQL server process over one cluster folder: is it running, start it, wait for it, stop it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gomobile.db.embedded_binaries import Binaries
from gomobile.db.embedded_errors import DatabaseUnavailable
from gomobile.db.embedded_postmaster import Postmaster, is_alive, running_in, working_in
from gomobile.db.embedded_user import DatabaseUser
from gomobile.db.embedded_waiting import OnWait, Waiting

#: A fast stop writes a checkpoint: up to shared_buffers of pages. After this many seconds the stop is made
#: immediate, which loses nothing but makes the next start recover.
STOP_SECONDS = 300.0
LOG_LIMIT = 20 * 1024**2
_USUAL_LINES = ("LOG:  starting ", "LOG:  listening ", "LOG:  database system ", "LOG:  redo ")


@dataclass(frozen=True, slots=True)
class Server:
    """A cluster folder and the log its server writes."""

    cluster: Path
    log: Path
    user: DatabaseUser

    def postmaster(self) -> Postmaster | None:
        """Return the running server, or None, also when the pid file's process is gone or somebody else."""
        return running_in(self.cluster)

    def start(self, binaries: Binaries, socket_dir: Path, on_wait: OnWait) -> Postmaster:
        """Start the server and wait until it is ready, as long as it lives: recovery takes its time.

        Raises DatabaseUnavailable with the server's own last words when it ends instead.
        """
        self._end_orphans(on_wait)
        self._remove_stale_locks(socket_dir)
        self.trim_log()
        # As its owner: in a folder of somebody else, root would follow a link that was laid there.
        with self.user.acting():
            log = open(self.log, "ab", opener=_private)  # noqa: SIM115 (closed below)
        with log:
            offset = log.tell()
            child = subprocess.Popen(
                [binaries.program("postgres"), "-D", str(self.cluster)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=server_environment(),
                umask=0o077,
                # Its own session: Ctrl-C in the terminal must reach gomobile, which then stops the server in
                # order.
                start_new_session=True,
                **identity(self.user),
            )
        try:
            return self._wait_for(child, offset, on_wait)
        except BaseException:
            _send(child.pid, signal.SIGINT)
            child.wait()
            raise
        finally:
            # From here on the server is known by its pid file, also to the process that stops it one day.
            child.returncode = child.returncode or 0

    def _wait_for(self, child: subprocess.Popen[Any], offset: int, on_wait: OnWait) -> Postmaster:
        waited = Waiting(on_wait)
        while True:
            if child.poll() is not None:
                raise DatabaseUnavailable(f"PostgreSQL did not start: {self._last_words(offset)} (log: {self.log})")
            found = self.postmaster()
            if found is not None and found.pid == child.pid and found.state == "ready":
                return found
            recovering = "recovery in progress" in self._written_since(offset)
            waited.say("The database is recovering after an unclean stop" if recovering else "The database is starting")

    def wait_ready(self, on_wait: OnWait) -> Postmaster | None:
        """Wait for a server that somebody else started; None when it ends or is stopping."""
        waited = Waiting(on_wait)
        while (found := self.postmaster()) is not None:
            if found.state == "ready":
                return found
            waited.say("The database is stopping" if found.state == "stopping" else "The database is starting")
        return None

    def stop(self, on_wait: OnWait) -> None:
        """Stop the server after ending its connections; does nothing when it does not run."""
        found = self.postmaster()
        if found is None:
            return
        waited = Waiting(on_wait)
        step = signal.SIGINT
        while is_alive(found, self.cluster):
            if step == signal.SIGINT or waited.seconds > STOP_SECONDS:
                _send(found.pid, step)
                step = signal.SIGQUIT
            try:
                waited.say("The database is stopping")
            except KeyboardInterrupt:
                on_wait("Stopping at once; the next start recovers what was acknowledged")
                _send(found.pid, signal.SIGQUIT)
        if found.socket_dir != str(self.cluster):
            # It was made for this server; a killed one's socket keeps it, and the next stop removes it.
            with contextlib.suppress(OSError), self.user.acting():
                os.rmdir(found.socket_dir)

    def _end_orphans(self, on_wait: OnWait) -> None:
        """End what a killed server left: its connections may be busy with a query, and block a new server."""
        waited = Waiting(on_wait)
        while True:
            # Root in a container may not look into the processes of others; their owner may.
            with self.user.acting():
                orphans = working_in(self.cluster)
            if not orphans:
                return
            for process in orphans:
                _send(process.pid, signal.SIGTERM if waited.seconds < 10 else signal.SIGQUIT)
            waited.say("Connections of the killed database are ending")

    def _remove_stale_locks(self, socket_dir: Path) -> None:
        """Remove a killed server's lock files, which PostgreSQL trusts while their process id is in use.

        The id may since belong to another program, or to the dead server itself, not yet buried by its
        parent. Two servers on one folder stay impossible: the start lock is held, no process of the cluster
        is left, the socket's folder is private to it, and PostgreSQL also checks the shared memory that
        belongs to the folder.
        """
        with self.user.acting():
            for lock in (self.cluster / "postmaster.pid", *socket_dir.glob(".s.PGSQL.*.lock")):
                lock.unlink(missing_ok=True)

    def trim_log(self) -> None:
        """Keep the log and one predecessor within LOG_LIMIT each, also while the server writes it.

        The server appends, so after a truncation it goes on at the new end.
        """
        if not self.log.exists() or self.log.stat().st_size <= LOG_LIMIT:
            return
        with self.user.acting():
            shutil.copy(self.log, self.log.with_name(self.log.name + ".1"))
            os.truncate(self.log, 0)

    def _last_words(self, offset: int) -> str:
        lines = [line.split("] ", 1)[-1] for line in self._written_since(offset).splitlines()]
        # A wrong setting is complained about in a LOG line before the FATAL one.
        words = [line for line in lines if not line.startswith(_USUAL_LINES)][-5:] or ["it said nothing"]
        return " ".join(" ".join(line.split()) for line in words)

    def _written_since(self, offset: int) -> str:
        with open(self.log, "rb") as log:
            log.seek(offset)
            return log.read(1024**2).decode(errors="replace")


def identity(user: DatabaseUser) -> dict[str, Any]:
    """Return the arguments of subprocess that make a program run as `user`."""
    return {"user": user.uid, "group": user.gid, "extra_groups": []} if user.switch else {}


def server_environment() -> dict[str, str]:
    """Return the environment for PostgreSQL programs: without the caller's PG* variables, in English."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LC_ALL": "C", "LANG": "C"}


def _send(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
