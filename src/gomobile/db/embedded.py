"""The embedded PostgreSQL: created on first use, started when needed, stopped when its last user leaves.

Every gomobile process that uses the database holds a shared lock on `DATA_DIR/database.users`; starting and
stopping happen under an exclusive lock on `DATA_DIR/database.lock`. The system releases both when a process
dies in whatever way, so a killed process never leaves a lie behind: at worst the server keeps running until
its next user has finished.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gomobile import datadir
from gomobile.db import embedded_binaries
from gomobile.db.embedded_cluster import DATABASE, PORT, ROLE, SUPERUSER, Cluster
from gomobile.db.embedded_errors import DatabaseUnavailable
from gomobile.db.embedded_locks import FileLock
from gomobile.db.embedded_postmaster import Postmaster
from gomobile.db.embedded_server import Server
from gomobile.db.embedded_user import DatabaseUser, database_user
from gomobile.db.embedded_waiting import OnWait, Waiting
from gomobile.settings import Settings

if TYPE_CHECKING:
    import psycopg

#: Extensions that the schema uses. They are "trusted": the owner of a database may create them.
EXTENSIONS = ("pg_trgm", "btree_gin", "unaccent", "fuzzystrmatch")
_ATTEMPTS = 3
#: Seconds after which a server that calls itself ready but cannot be connected to (its socket was deleted) is
#: an error.
_SILENCE = 120.0


def keep_running(settings: Settings, on_wait: OnWait) -> bool:
    """Start the server again if it died while this process uses it, and say so. Bounds its log too."""
    place = _Place(settings.data_dir, database_user(settings.data_dir / "postgres"))
    if not place.cluster.folder.exists():
        raise DatabaseUnavailable(f"{place.cluster.folder} is gone; restore it or the last backup.")
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
        port=PORT,
        user=SUPERUSER if superuser else ROLE,
        dbname=database,
        sslmode="disable",
    )


class _Place:
    """The embedded database below one data directory."""

    def __init__(self, data_dir: Path, user: DatabaseUser) -> None:
        self.data_dir = data_dir
        self.cluster = Cluster(data_dir, user)
        self.user = user
        self.server = Server(self.cluster.folder, data_dir / "log" / "postgres.log", user)

    @classmethod
    def prepare(cls, data_dir: Path) -> _Place:
        """Create what is missing; raises DatabaseUnavailable naming a folder that stands in the way."""
        datadir.prepare(data_dir)
        user = database_user(data_dir / "postgres")
        if (closed := user.closed_folder(data_dir)) is not None:
            raise DatabaseUnavailable(
                "PostgreSQL refuses to run as root, and the system user that runs it instead, "
                f"{user.name!r}, may not enter {closed}. Allow it with `chmod o+x {closed}`, or set "
                "GOMOBILE_DATA_DIR to another folder, for example /var/lib/gomobile."
            )
        with contextlib.suppress(FileExistsError):
            (data_dir / "log").mkdir(mode=0o700)
            if user.switch:
                os.chown(data_dir / "log", user.uid, user.gid, follow_symlinks=False)
        return cls(data_dir, user)

    @contextlib.contextmanager
    def starting_or_stopping(self, on_wait: OnWait) -> Iterator[None]:
        with FileLock(self.data_dir / "database.lock") as lock:
            lock.wait_exclusive(
                lambda seconds: on_wait(f"Another gomobile is starting or stopping the database… {seconds:.0f} s")
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
        if not self.cluster.folder.exists():
            on_wait(f"Creating the database in {self.data_dir}")
            self.cluster.create(binaries, fsync=settings.database_fsync)
        self.cluster.check_version(binaries)
        socket_dir = self.cluster.socket_dir()
        self.cluster.configure(binaries, socket_dir, fsync=settings.database_fsync)
        return self.server.start(binaries, socket_dir, on_wait)


def _ensure_database(server: Server, socket_dir: str, on_wait: OnWait) -> None:
    """Create the application's role, which is no superuser, and its database, unless they exist."""
    import psycopg
    from psycopg import sql

    role, database = sql.Identifier(ROLE), sql.Identifier(DATABASE)
    with _connected(server, connection_string(socket_dir, superuser=True, database="postgres"), on_wait) as conn:
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
                raise DatabaseUnavailable(f"The database refuses the connection: {said} (log: {server.log})") from None
            waiting.say("The database does not answer yet")


class _ServerGone(Exception):
    """The server was killed between being found and being connected to."""
