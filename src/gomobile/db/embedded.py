"""The embedded PostgreSQL: created on first use, started when needed, stopped when its last user leaves.

Every gomobile process that uses the database holds a shared lock on `DATA_DIR/database.users`; starting and
stopping happen under an exclusive lock on `DATA_DIR/database.lock`. The system releases both when a process
dies in whatever way, so a killed process never leaves a lie behind: at worst the server keeps running until
its next user has finished.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gomobile import datadir
from gomobile.db import embedded_binaries
from gomobile.db.embedded_config import measure, quoted, render, tuned
from gomobile.db.embedded_errors import DatabaseUnavailable
from gomobile.db.embedded_locks import FileLock
from gomobile.db.embedded_server import OnWait, Postmaster, Server, Waiting, identity, server_environment
from gomobile.db.embedded_user import DatabaseUser, database_user
from gomobile.settings import Settings

if TYPE_CHECKING:
    import psycopg

#: Extensions that the schema uses. They are "trusted": the owner of a database may create them.
EXTENSIONS = ("pg_trgm", "btree_gin", "unaccent", "fuzzystrmatch")
SUPERUSER = "postgres"
ROLE = DATABASE = "gomobile"
_PORT = 5432
_ATTEMPTS = 3
#: Seconds after which a server that calls itself ready but cannot be connected to (its socket was deleted) is
#: an error.
_SILENCE = 120.0


def keep_running(settings: Settings, on_wait: OnWait) -> bool:
    """Start the server again if it died while this process uses it, and say so. Bounds its log too."""
    place = _Place(settings.data_dir, database_user(settings.data_dir / "postgres"))
    place.server.trim_log()
    if place.server.postmaster() is not None:
        return False
    with place.starting_or_stopping(on_wait):
        place.ensure_usable(settings, on_wait)
    return True


@contextlib.contextmanager
def embedded_database(settings: Settings, on_wait: OnWait = lambda message: None) -> Iterator[str]:
    """Yield the connection string of the embedded database, started (and first created) if it does not run.

    `on_wait` gets sentences for people whenever something takes longer than a second. There is no deadline:
    recovery after an unclean stop takes as long as it takes. Raises DatabaseUnavailable when the database
    cannot be used.
    """
    place = _Place.prepare(settings.data_dir)
    with FileLock(settings.data_dir / "database.users") as users:
        try:
            with place.starting_or_stopping(on_wait):
                users.try_shared()
                found = place.ensure_usable(settings, on_wait)
            yield connection_string(found.socket_dir)
        finally:
            with place.starting_or_stopping(on_wait):
                if users.try_exclusive():
                    place.server.stop(on_wait)


def connection_string(socket_dir: str, *, superuser: bool = False, database: str = DATABASE) -> str:
    """Return the connection string for the application's role, or for the superuser."""
    from psycopg.conninfo import make_conninfo

    return make_conninfo(
        host=socket_dir,
        port=_PORT,
        user=SUPERUSER if superuser else ROLE,
        dbname=database,
        sslmode="disable",
    )


class _Place:
    """The embedded database below one data directory."""

    def __init__(self, data_dir: Path, user: DatabaseUser) -> None:
        self.data_dir = data_dir
        self.cluster = data_dir / "postgres"
        self.user = user
        self.server = Server(self.cluster, data_dir / "log" / "postgres.log", user)

    @classmethod
    def prepare(cls, data_dir: Path) -> _Place:
        """Create what is missing; raises DatabaseUnavailable naming a folder that stands in the way."""
        datadir.prepare(data_dir)
        user = database_user(data_dir / "postgres")
        (data_dir / "log").mkdir(mode=0o700, exist_ok=True)
        if (closed := user.closed_folder(data_dir)) is not None:
            raise DatabaseUnavailable(
                "PostgreSQL refuses to run as root, and the system user that runs it instead, "
                f"{user.name!r}, may not enter {closed}. Allow it with `chmod o+x {closed}`, or set "
                "GOMOBILE_DATA_DIR to another folder, for example /var/lib/gomobile."
            )
        return cls(data_dir, user)

    @contextlib.contextmanager
    def starting_or_stopping(self, on_wait: OnWait) -> Iterator[None]:
        with FileLock(self.data_dir / "database.lock") as lock:
            lock.wait_exclusive(
                lambda seconds: on_wait(
                    f"Another gomobile is starting or stopping the database… {seconds:.0f} s"
                )
            )
            yield

    def ensure_usable(self, settings: Settings, on_wait: OnWait) -> Postmaster:
        """Return a server that runs and has the application's database, starting it when there is none."""
        for _ in range(_ATTEMPTS):
            found = self._ensure_running(settings, on_wait)
            with contextlib.suppress(_ServerGone):
                _ensure_database(self.server, found.socket_dir, on_wait)
                return found
        raise DatabaseUnavailable(f"PostgreSQL starts and then ends again; {self.server.log} says why.")

    def _ensure_running(self, settings: Settings, on_wait: OnWait) -> Postmaster:
        if (found := self.server.wait_ready(on_wait)) is not None:
            return found
        binaries = embedded_binaries.usable_by(self.user, self.data_dir)
        if not self.cluster.exists():
            on_wait(f"Creating the database in {self.data_dir}")
            self._create(binaries, fsync=settings.database_fsync)
        self._check_version(binaries)
        socket_dir = self._socket_dir()
        self._configure(binaries, socket_dir, fsync=settings.database_fsync)
        return self.server.start(binaries, socket_dir, on_wait)

    def _create(self, binaries: embedded_binaries.Binaries, *, fsync: bool) -> None:
        """Make the cluster under another name and rename it: a killed creation leaves nothing half-made."""
        partial = self.data_dir / "postgres.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        if self.user.switch:
            os.chown(partial, self.user.uid, self.user.gid)
        done = subprocess.run(
            [
                binaries.program("initdb"),
                f"--pgdata={partial}",
                f"--username={SUPERUSER}",
                # The same order and case rules on every system, whatever its C library.
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--encoding=UTF8",
                "--data-checksums",
                "--auth=peer",
                *([] if fsync else ["--no-sync"]),
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env=server_environment(),
            **identity(self.user),
        )
        if done.returncode != 0:
            raise DatabaseUnavailable(f"The database could not be created: {' '.join(done.stderr.split())}")
        partial.rename(self.cluster)
        _sync(self.data_dir)

    def _check_version(self, binaries: embedded_binaries.Binaries) -> None:
        try:
            version = int((self.cluster / "PG_VERSION").read_text())
        except (OSError, ValueError):
            raise DatabaseUnavailable(
                f"{self.cluster} is not a PostgreSQL database. Move it away, then run `gomobile serve` for a "
                "new one or `gomobile restore` for your last backup."
            ) from None
        if version != binaries.major:
            raise DatabaseUnavailable(
                f"{self.cluster} was made by PostgreSQL {version}; this gomobile brings {binaries.major}. "
                f"With the gomobile that made it, run `gomobile backup FILE`; move {self.cluster} away; "
                "then run `gomobile restore FILE` with this one."
            )

    def _configure(self, binaries: embedded_binaries.Binaries, socket_dir: Path, *, fsync: bool) -> None:
        custom = self.data_dir / "postgres.custom.conf"
        settings = tuned(
            measure(self.data_dir),
            fsync=fsync,
            wal_compression=binaries.wal_compression(),
        )
        settings["unix_socket_directories"] = '"' + str(socket_dir).replace('"', '""') + '"'
        # Who may connect is decided by the kernel (peer): the user that owns the cluster, and root. No
        # password to leak.
        people = sorted({"root", self.user.name})
        files = {
            "gomobile.conf": render(settings, custom.read_text() if custom.exists() else ""),
            "postgresql.conf": f"# Written by gomobile at each start.\ninclude {quoted('gomobile.conf')}\n",
            "pg_hba.conf": "# Written by gomobile at each start.\nlocal all all peer map=gomobile\n",
            "pg_ident.conf": "# Written by gomobile at each start.\n"
            + "".join(f'gomobile "{person}" {role}\n' for person in people for role in (SUPERUSER, ROLE)),
        }
        with self.user.acting():
            for name, text in files.items():
                partial = self.cluster / f"{name}.partial"
                partial.unlink(missing_ok=True)
                partial.touch(mode=0o600)
                partial.write_text(text)
                partial.rename(self.cluster / name)

    def _socket_dir(self) -> Path:
        """Return a private folder for the socket: the cluster's own unless its path is too long.

        A socket's path may have about 100 bytes, and libpq reads a comma in a host as a list.
        """
        path = str(self.cluster / f".s.PGSQL.{_PORT}")
        if len(os.fsencode(path)) < 100 and "," not in path:
            return self.cluster
        name = hashlib.sha256(os.fsencode(self.cluster)).hexdigest()[:12]
        short = Path(tempfile.gettempdir()) / f"gomobile-{name}"
        with self.user.acting():
            with contextlib.suppress(FileExistsError):
                short.mkdir(mode=0o700)
            found = short.lstat()
        if not short.is_dir() or short.is_symlink() or found.st_uid != self.user.uid or found.st_mode & 0o077:
            raise DatabaseUnavailable(
                f"{short} is needed for the database's socket but belongs to somebody else. Remove it, "
                "or set GOMOBILE_DATA_DIR to a shorter path."
            )
        return short


def _ensure_database(server: Server, socket_dir: str, on_wait: OnWait) -> None:
    """Create the application's role, which is no superuser, and its database, unless they exist."""
    import psycopg
    from psycopg import sql

    role, database = sql.Identifier(ROLE), sql.Identifier(DATABASE)
    with _connected(
        server, connection_string(socket_dir, superuser=True, database="postgres"), on_wait
    ) as conn:
        conn.autocommit = True
        if conn.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone() is None:
            conn.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        if conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is not None:
            return
        conn.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))
        conn.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    with psycopg.connect(connection_string(socket_dir)) as conn:
        for extension in EXTENSIONS:
            conn.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))


def _connected(server: Server, conninfo: str, on_wait: OnWait) -> psycopg.Connection[Any]:
    """Connect, however long the server needs to answer, as long as it lives."""
    import psycopg

    waiting = Waiting(on_wait)
    while True:
        try:
            return psycopg.connect(conninfo, connect_timeout=2)
        except psycopg.OperationalError as error:
            if server.postmaster() is None:
                raise _ServerGone from None
            said = " ".join(str(error).split())
            # Refused for good, unless it is starting up, recovering or shutting down; anything else may pass.
            if ("FATAL:" in said and "the database system is" not in said) or waiting.seconds > _SILENCE:
                raise DatabaseUnavailable(
                    f"The database refuses the connection: {said} (log: {server.log})"
                ) from None
            waiting.say("The database does not answer yet")


class _ServerGone(Exception):
    """The server was killed between being found and being connected to."""


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
