"""Apply the numbered SQL files of `migrations/`, forward only.

Rules for a migration file: one transaction, never edited after a release (a checksum is kept), additive first and
destructive one release later, long backfills as jobs. Header comments may raise a limit: `-- statement_timeout: 60s`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib import resources
from typing import LiteralString, cast

from gomobile.db.pool import Connection, connect
from gomobile.errors import AppError

_LOCK = 0x676F6D6F62696C65  # "gomobile" as a 64-bit number
_TIMEOUT = re.compile(r"^-- statement_timeout: (\w+)$", re.MULTILINE)


class MigrationsPending(AppError):
    """The database is older than this version of gomobile; run `gomobile migrate` after taking a backup."""

    code = "MIGRATIONS_PENDING"


class DatabaseTooNew(AppError):
    """The database was made by a newer version of gomobile; upgrade gomobile or restore an older backup."""

    code = "DATABASE_TOO_NEW"


class MigrationChanged(AppError):
    """A migration that was already applied has since been edited; restore the released file."""

    code = "MIGRATION_CHANGED"


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file."""

    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text, kept to notice edits."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations() -> list[Migration]:
    """All migrations of this version, in order."""
    folder = resources.files("gomobile.db").joinpath("migrations")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return [Migration(file.name.removesuffix(".sql"), file.read_text(encoding="utf-8")) for file in files]


def applied(conn: Connection) -> dict[str, str]:
    """Names and checksums of the migrations that this database has; empty for a new one."""
    row = conn.execute("SELECT to_regclass('public.schema_migrations') IS NOT NULL").fetchone()
    if not row or not row[0]:
        return {}
    return dict(conn.execute("SELECT name, checksum FROM public.schema_migrations").fetchall())


def pending(conn: Connection) -> list[str]:
    """Names of migrations that have yet to be applied; raises DatabaseTooNew or MigrationChanged."""
    done = applied(conn)
    known = migrations()
    if unknown := sorted(set(done) - {migration.name for migration in known}):
        raise DatabaseTooNew(f"{DatabaseTooNew.__doc__} (it has {', '.join(unknown)})")
    for migration in known:
        if done.get(migration.name, migration.checksum) != migration.checksum:
            raise MigrationChanged(f"{MigrationChanged.__doc__} ({migration.name})")
    return [migration.name for migration in known if migration.name not in done]


def require_current(conn: Connection) -> None:
    """Raise MigrationsPending unless every migration is applied."""
    if names := pending(conn):
        raise MigrationsPending(f"{MigrationsPending.__doc__} Waiting: {', '.join(names)}.")


def migrate(conninfo: str) -> list[str]:
    """Apply what is pending and return its names. Safe to call from several processes at once."""
    with connect(conninfo, name="gomobile-migrate", autocommit=True) as conn:
        conn.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        conn.execute(
            "CREATE TABLE IF NOT EXISTS public.schema_migrations"
            " (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"
        )
        names = set(pending(conn))
        for migration in migrations():
            if migration.name in names:
                _apply(conn, migration)
        return sorted(names)


def _apply(conn: Connection, migration: Migration) -> None:
    limit = _TIMEOUT.search(migration.sql)
    with conn.transaction():
        conn.execute("SELECT set_config('lock_timeout', '4s', true)")
        conn.execute("SELECT set_config('statement_timeout', %s, true)", [limit.group(1) if limit else "5s"])
        conn.execute(cast("LiteralString", migration.sql))
        conn.execute(
            "INSERT INTO public.schema_migrations (name, checksum) VALUES (%s, %s)",
            [migration.name, migration.checksum],
        )
