"""Bring a backup into place: restored beside the current database, upgraded, then exchanged for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gomobile.db.dump import RestoreFailed, load
from gomobile.db.migrate import migrate

if TYPE_CHECKING:
    from gomobile.db.pool import Connection


_CLOSING_SECONDS = 3.0


class DatabaseInUse(RestoreFailed):
    """Other programs are connected to the database; stop them first."""

    code = "DATABASE_IN_USE"


def contents(conninfo: str) -> tuple[bool, int]:
    """Say whether the database has any table, and how many organizations it has."""
    from gomobile.db.pool import connect

    with connect(conninfo) as conn:
        tables = conn.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        known = conn.execute("SELECT to_regclass('public.organizations') IS NOT NULL").fetchone()
        organizations = (0,)
        if known and known[0]:
            organizations = conn.execute("SELECT count(*) FROM public.organizations").fetchone() or (0,)
    return bool(tables and tables[0]), organizations[0]


def require_unused(conninfo: str) -> None:
    """Raise DatabaseInUse when anybody else is connected.

    A connection that was just closed lives on in the server for a moment: only one that stays counts.
    """
    deadline = time.monotonic() + _CLOSING_SECONDS
    while others := _others(conninfo):
        if time.monotonic() > deadline:
            raise DatabaseInUse(
                f"Other programs use the database: {', '.join(others[:5])}. Stop `gomobile serve` and every "
                "other gomobile command, on every machine, and try again."
            )
        time.sleep(0.1)


def _others(conninfo: str) -> list[str]:
    from gomobile.db.pool import connect

    with connect(conninfo) as conn:
        return [
            f"{name or 'unnamed'} (process {pid})"
            for name, pid in conn.execute(
                "SELECT application_name, pid FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            ).fetchall()
        ]


def load_into_empty(conninfo: str, file: Path, say: Callable[[str], None]) -> None:
    """Restore into a database without tables, in one transaction."""
    say("Restoring")
    load(conninfo, file)
    _finish(conninfo, say)


def replace(conninfo: str, administrator: str, file: Path, say: Callable[[str], None]) -> None:
    """Restore into a new database and exchange it for the current one, which stays until the very end.

    `administrator` may create databases and is connected to another one than `conninfo`. Raises
    RestoreFailed.
    """
    from psycopg import errors, sql
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    from gomobile.db.pool import connect

    parts: dict[str, Any] = conninfo_to_dict(conninfo)
    with connect(conninfo) as conn:
        name, owner = conn.info.dbname, conn.info.user
        how = _how_created(conn)
    fresh, old = f"{name[:50]}_restoring", f"{name[:50]}_replaced"
    beside = make_conninfo("", **{**parts, "dbname": fresh})
    with connect(administrator, autocommit=True) as admin:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(fresh))
        admin.execute(drop)
        try:
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 {}").format(
                    sql.Identifier(fresh), sql.Identifier(owner), how
                )
            )
        except errors.InsufficientPrivilege:
            raise RestoreFailed(
                f"The role {owner!r} may not create databases. Run `ALTER ROLE {owner} CREATEDB;` as "
                "superuser, or create an empty database and restore into that by GOMOBILE_DATABASE_URL."
            ) from None
        try:
            admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(fresh)))
            say("Restoring")
            load(beside, file, jobs=max(2, os.cpu_count() or 2))
            _finish(beside, say)
            require_unused(conninfo)
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            with admin.transaction():
                admin.execute(rename.format(sql.Identifier(name), sql.Identifier(old)))
                admin.execute(rename.format(sql.Identifier(fresh), sql.Identifier(name)))
        except errors.ObjectInUse as error:
            raise DatabaseInUse from error
        finally:
            admin.execute(drop)
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))


def _how_created(conn: Connection) -> Any:
    """The locale and encoding of the current database, as the options of CREATE DATABASE."""
    from psycopg import sql

    row = conn.execute(
        "SELECT pg_encoding_to_char(encoding), datlocprovider, datcollate, datctype, datlocale"
        " FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    assert row is not None
    encoding, provider, collate, ctype, locale = row
    options: list[sql.Composable] = [
        sql.SQL("ENCODING {} LC_COLLATE {} LC_CTYPE {}").format(
            sql.Literal(encoding), sql.Literal(collate), sql.Literal(ctype)
        )
    ]
    if provider == "b":
        options.append(sql.SQL("LOCALE_PROVIDER builtin BUILTIN_LOCALE {}").format(sql.Literal(locale)))
    elif provider == "i":
        options.append(sql.SQL("LOCALE_PROVIDER icu ICU_LOCALE {}").format(sql.Literal(locale)))
    else:
        options.append(sql.SQL("LOCALE_PROVIDER libc"))
    return sql.SQL(" ").join(options)


def _finish(conninfo: str, say: Callable[[str], None]) -> None:
    from gomobile.db.pool import connect

    if names := migrate(conninfo):
        say(f"Upgraded the restored database ({', '.join(names)})")
    with connect(conninfo, autocommit=True) as conn:
        # Transaction ids begin anew in another cluster: cursors of the change feed must not be compared
        # across.
        conn.execute("SELECT contact_feed_new_era()")
        say("Gathering statistics")
        conn.execute("ANALYZE")
