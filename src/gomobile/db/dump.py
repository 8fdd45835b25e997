"""Back up and restore a database with PostgreSQL's own pg_dump and pg_restore."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from gomobile.db.embedded_errors import DatabaseUnavailable
from gomobile.errors import AppError

#: The first bytes of a custom-format dump.
MAGIC = b"PGDMP"


class BackupFailed(AppError):
    """The backup could not be made; nothing was written."""

    code = "BACKUP_FAILED"


class RestoreFailed(AppError):
    """The backup could not be restored; the database is as it was."""

    code = "RESTORE_FAILED"


class NotABackup(AppError):
    """This file is not a complete gomobile backup."""

    code = "NOT_A_BACKUP"


def dump(conninfo: str, target: Path) -> None:
    """Write a backup of the database to `target`, which appears only when complete. Raises BackupFailed."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Contacts are personal data: the file is private from its first byte.
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise BackupFailed(f"{target.parent} cannot be written: {error.strerror}.") from None
    os.close(handle)
    partial = Path(name)
    try:
        done = _run(
            "pg_dump",
            [
                "--format=custom",
                # Level 3 halves the time of the default for a tenth more bytes.
                "--compress=gzip:3",
                "--no-owner",
                "--no-privileges",
                "--no-unlogged-table-data",
                f"--file={partial}",
            ],
            conninfo,
        )
        if done.returncode != 0:
            raise BackupFailed(f"The backup failed and nothing was written. {_said(done)}")
        partial.replace(target)
        with _opened(target.parent) as folder:
            os.fsync(folder)
    finally:
        partial.unlink(missing_ok=True)


def verify(file: Path) -> None:
    """Read the whole backup once; raises NotABackup when it is something else, cut short or damaged."""
    try:
        with open(file, "rb") as opened:
            start = opened.read(len(MAGIC))
    except OSError as error:
        raise NotABackup(f"{file} cannot be read: {error.strerror}.") from None
    if start != MAGIC:
        raise NotABackup(f"{file} is not a backup made by `gomobile backup`.")
    listed = _local("pg_restore", ["--list", str(file)])
    if listed.returncode == 0 and " schema_migrations " not in listed.stdout:
        raise NotABackup(f"{file} is a PostgreSQL backup of something other than gomobile.")
    read = _local("pg_restore", [f"--file={os.devnull}", str(file)]) if listed.returncode == 0 else listed
    if read.returncode != 0:
        raise NotABackup(f"{file} is damaged or cut short; use another backup. {_said(read)}")


def load(conninfo: str, file: Path, *, jobs: int = 1) -> None:
    """Restore `file` into an empty database. Raises RestoreFailed.

    With one job it is one transaction: all or nothing. More jobs are faster, for a database that is thrown
    away on failure.
    """
    listed = _local("pg_restore", ["--list", str(file)])
    # A comment on an extension belongs to the extension's owner, who may be the server's administrator.
    entries = [line for line in listed.stdout.splitlines() if " COMMENT - EXTENSION " not in line]
    with tempfile.NamedTemporaryFile("w", suffix=".list") as wanted:
        wanted.write("\n".join(entries) + "\n")
        wanted.flush()
        done = _run(
            "pg_restore",
            [
                "--no-owner",
                "--no-privileges",
                "--exit-on-error",
                f"--use-list={wanted.name}",
                *([f"--jobs={jobs}"] if jobs > 1 else ["--single-transaction"]),
            ],
            conninfo,
            str(file),
        )
    if done.returncode != 0:
        raise RestoreFailed(f"The restore failed. {_said(done)}")


def _run(program: str, options: list[str], conninfo: str, *operands: str) -> subprocess.CompletedProcess[str]:
    """Run a client program against `conninfo`; its password goes by the environment: arguments are public."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    parts: dict[str, Any] = conninfo_to_dict(conninfo)
    environment = dict(os.environ)
    if password := parts.pop("password", None):
        environment["PGPASSWORD"] = str(password)
    if _encrypted(conninfo):
        environment["LD_PRELOAD"] = str(_encrypting_library())
        # What the product does over TLS is never done in the clear because a program could not.
        if parts.get("sslmode", "prefer") in ("allow", "prefer"):
            parts["sslmode"] = "require"
    command = [
        _program(program),
        *options,
        f"--dbname={make_conninfo('', **parts)}",
        "--no-password",
        *operands,
    ]
    return _call(command, environment)


def _local(program: str, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return _call([_program(program), *arguments], dict(os.environ))


def _call(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (programs that we ship)
        command, capture_output=True, text=True, errors="replace", env=environment, check=False
    )


def _program(name: str) -> str:
    from gomobile.db.embedded_binaries import packaged

    return packaged().program(name)


def _encrypted(conninfo: str) -> bool:
    import psycopg

    try:
        with psycopg.connect(conninfo, connect_timeout=10) as conn:
            return conn.pgconn.ssl_in_use
    except psycopg.OperationalError:
        raise DatabaseUnavailable("The database does not answer any more; run `gomobile doctor`.") from None


def _encrypting_library() -> Path:
    """Return the libpq of psycopg, which speaks TLS; the one of the packaged programs does not."""
    found: list[Path] = []
    if sys.platform.startswith("linux"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            files = metadata.files("psycopg-binary") or []
            found = [Path(str(file.locate())) for file in files if file.name.startswith("libpq-")]
    if not found:
        raise BackupFailed(
            "The connection is encrypted, which the PostgreSQL programs that come with gomobile cannot do "
            "on this system. Use the pg_dump and pg_restore of a PostgreSQL 18 installation."
        )
    return found[0]


def _said(done: subprocess.CompletedProcess[str]) -> str:
    """The last lines of a program's complaint, without its name and without the SQL it quotes."""
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith(("Command was:", "pg_restore: from TOC", "pg_dump: detail"))]
    return " ".join(lines[:3]) or f"The program ended with status {done.returncode}."


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)
