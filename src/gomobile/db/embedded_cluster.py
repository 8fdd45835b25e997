"""The folder of a PostgreSQL cluster: made, checked and configured before a server runs on it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gomobile.db.embedded_binaries import Binaries
from gomobile.db.embedded_config import measure, quoted, render, tuned
from gomobile.db.embedded_errors import DatabaseUnavailable
from gomobile.db.embedded_server import identity, server_environment
from gomobile.db.embedded_user import DatabaseUser

SUPERUSER = "postgres"
ROLE = DATABASE = "gomobile"
PORT = 5432


@dataclass(frozen=True, slots=True)
class Cluster:
    """The cluster of a data directory, owned by `user`."""

    data_dir: Path
    user: DatabaseUser

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self.data_dir / "postgres"

    def create(self, binaries: Binaries, *, fsync: bool) -> None:
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
        partial.rename(self.folder)
        _sync(self.data_dir)

    def check_version(self, binaries: Binaries) -> None:
        """Raise DatabaseUnavailable when the folder is no cluster, or one that these binaries cannot read."""
        try:
            version = int((self.folder / "PG_VERSION").read_text())
        except (OSError, ValueError):
            raise DatabaseUnavailable(
                f"{self.folder} is not a PostgreSQL database. Move it away, then run `gomobile serve` for a "
                "new one or `gomobile restore` for your last backup."
            ) from None
        if version != binaries.major:
            raise DatabaseUnavailable(
                f"{self.folder} was made by PostgreSQL {version}; this gomobile brings {binaries.major}. "
                f"With the gomobile that made it, run `gomobile backup FILE`; move {self.folder} away; "
                "then run `gomobile restore FILE` with this one."
            )

    def configure(self, binaries: Binaries, socket_dir: Path, *, fsync: bool) -> None:
        """Write the configuration for this machine, with the lines of DATA_DIR/postgres.custom.conf last."""
        settings = tuned(measure(self.data_dir), fsync=fsync, wal_compression=binaries.wal_compression())
        settings["unix_socket_directories"] = '"' + str(socket_dir).replace('"', '""') + '"'
        # Who may connect is decided by the kernel (peer): the user that owns the cluster, and root. No
        # password to leak.
        people = sorted({"root", self.user.name})
        files = {
            "gomobile.conf": render(settings, self._custom()),
            "postgresql.conf": f"# Written by gomobile at each start.\ninclude {quoted('gomobile.conf')}\n",
            "pg_hba.conf": "# Written by gomobile at each start.\nlocal all all peer map=gomobile\n",
            "pg_ident.conf": "# Written by gomobile at each start.\n"
            + "".join(f'gomobile "{person}" {role}\n' for person in people for role in (SUPERUSER, ROLE)),
        }
        with self.user.acting():
            for name, text in files.items():
                partial = self.folder / f"{name}.partial"
                partial.unlink(missing_ok=True)
                partial.touch(mode=0o600)
                partial.write_text(text, encoding="utf-8", errors="surrogateescape")
                partial.rename(self.folder / name)

    def _custom(self) -> str:
        custom = self.data_dir / "postgres.custom.conf"
        # In a folder of somebody else, root would follow a link that was laid there; in its own, the system
        # user need not be able to read what root has written.
        own = self.data_dir.stat().st_uid == os.geteuid()
        with contextlib.nullcontext() if own else self.user.acting():
            if not custom.exists():
                return ""
            return custom.read_text(encoding="utf-8", errors="surrogateescape")

    def socket_dir(self) -> Path:
        """Return a private folder for the socket: the cluster's own unless its path is too long.

        A socket's path may have about 100 bytes, and libpq reads a comma in a host as a list.
        """
        path = str(self.folder / f".s.PGSQL.{PORT}")
        if len(os.fsencode(path)) < 100 and "," not in path:
            return self.folder
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        short = Path(tempfile.gettempdir()) / f"gomobile-{name}"
        try:
            with self.user.acting():
                short.mkdir(mode=0o700, exist_ok=True)
                found = short.lstat()
        except OSError as error:
            raise DatabaseUnavailable(
                f"{short} is needed for the database's socket and cannot be made: {error.strerror}. "
                "Set GOMOBILE_DATA_DIR to a shorter path."
            ) from None
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.user.uid or found.st_mode & 0o077:
            raise DatabaseUnavailable(
                f"{short} is needed for the database's socket but belongs to somebody else. Remove it, "
                "or set GOMOBILE_DATA_DIR to a shorter path."
            )
        return short


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
