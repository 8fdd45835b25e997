"""A database that is not only reachable but has the schema of this version."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from gomobile import running
from gomobile.db.location import open_database
from gomobile.db.migrate import MigrationsPending
from gomobile.settings import Settings


@contextlib.contextmanager
def ready_database(
    settings: Settings,
    on_wait: Callable[[str], None] = lambda message: None,
) -> Iterator[str]:
    """Yield the connection string of an up-to-date database.

    The embedded database migrates itself, after a backup when it has data. A database of
    GOMOBILE_DATABASE_URL is the administrator's: MigrationsPending names the command. `on_wait` gets
    sentences for people.
    """
    with open_database(settings, on_wait) as conninfo:
        _bring_current(settings, conninfo, on_wait)
        yield conninfo


def backup_path(settings: Settings, prefix: str = "gomobile") -> Path:
    """Return where a backup made now goes when nothing else is said."""
    return settings.data_dir / "backups" / f"{prefix}-{datetime.now().astimezone():%Y%m%d-%H%M%S}.dump"


def _bring_current(settings: Settings, conninfo: str, on_wait: Callable[[str], None]) -> None:
    from gomobile.db.dump import dump
    from gomobile.db.migrate import applied, migrate, pending, require_current
    from gomobile.db.pool import connect

    with connect(conninfo) as conn:
        names = pending(conn)
        if not names:
            return
        if settings.database_url is not None:
            require_current(conn)
        existing = bool(applied(conn))
    if existing:
        if (found := running.holder(settings.data_dir)) is not None and not found.is_this_process:
            raise MigrationsPending(
                f"A `gomobile serve` of an older version runs (process {found.pid}). Restart it: it upgrades "
                "the database after taking a backup."
            )
        target = backup_path(settings, prefix="before-upgrade")
        on_wait(f"Upgrading the database: first a backup to {target}")
        dump(conninfo, target)
    migrate(conninfo)
    if existing:
        on_wait("The database is upgraded")
