"""Where the database is: the embedded one, or the PostgreSQL that GOMOBILE_DATABASE_URL names.

A server that cannot carry the product is refused here, with what to do, before anything else happens.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from gomobile.db.embedded_errors import DatabaseUnavailable
from gomobile.settings import Settings

if TYPE_CHECKING:
    import psycopg

#: uuidv7() and RETURNING old/new came with PostgreSQL 18.
OLDEST_SERVER = 180000


@contextlib.contextmanager
def open_database(settings: Settings, on_wait: Callable[[str], None] = lambda message: None) -> Iterator[str]:
    """Yield the connection string of a usable database, starting the embedded one when no URL is set.

    Raises DatabaseUnavailable: not reachable, too old, read-only, wrong encoding or lacking an extension.
    """
    if settings.database_url is None:
        from gomobile.db.embedded import embedded_database

        with embedded_database(settings, on_wait) as conninfo:
            yield conninfo
    else:
        check_external(settings.database_url)
        yield settings.database_url


def check_external(url: str) -> None:
    """Refuse a database that cannot be used, with what to do. The password never appears in the message."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError:
        # The driver's message repeats the URL, password included.
        raise DatabaseUnavailable(
            "GOMOBILE_DATABASE_URL is not a PostgreSQL connection string. "
            "It looks like postgresql://user:password@host:5432/database."
        ) from None
    parts.setdefault("connect_timeout", 10)
    try:
        with psycopg.connect(**parts) as conn:
            _check_server(conn)
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(
            f"The database of GOMOBILE_DATABASE_URL does not answer: {_without_password(str(error), parts)} "
            "Check the address, the network and the password."
        ) from None


def _check_server(conn: psycopg.Connection[Any]) -> None:
    check_version(conn.info.server_version)
    name = conn.info.dbname
    row = conn.execute("SELECT pg_is_in_recovery(), getdatabaseencoding()").fetchone()
    assert row is not None
    standby, encoding = row
    if standby:
        raise DatabaseUnavailable(
            "GOMOBILE_DATABASE_URL names a read-only standby server. Give the address of the primary."
        )
    if encoding != "UTF8":
        raise DatabaseUnavailable(
            f"The database {name!r} stores text as {encoding}. Create one with "
            "`CREATE DATABASE gomobile ENCODING 'UTF8' TEMPLATE template0` and name that one."
        )
    if problems := missing_extensions(conn):
        raise DatabaseUnavailable(" ".join(problems))


def check_version(server_version: int) -> None:
    """Refuse a server older than PostgreSQL 18; `server_version` is libpq's number, e.g. 150018 for 15.18."""
    if server_version < OLDEST_SERVER:
        raise DatabaseUnavailable(
            f"The server of GOMOBILE_DATABASE_URL is PostgreSQL {server_version // 10000}."
            f"{server_version % 10000}; gomobile needs 18 or newer. Upgrade the server, or unset "
            "GOMOBILE_DATABASE_URL to use the embedded one."
        )


def missing_extensions(conn: psycopg.Connection[Any]) -> list[str]:
    """Return a sentence with the remedy for each extension that is not installed and could not be.

    It tries and rolls back: which roles may create which extension differs between hosted services.
    """
    import psycopg
    from psycopg import sql

    from gomobile.db.embedded import EXTENSIONS

    found = dict(
        conn.execute(
            "SELECT name, installed_version IS NOT NULL FROM pg_available_extensions WHERE name = ANY(%s)",
            [list(EXTENSIONS)],
        ).fetchall()
    )
    problems = []
    for extension in EXTENSIONS:
        if extension not in found:
            problems.append(
                f"The extension {extension} is not available on the database server: install PostgreSQL's "
                "contrib package there (for example postgresql18-contrib)."
            )
        elif not found[extension]:
            statement = sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(extension))
            try:
                with conn.transaction(force_rollback=True):
                    conn.execute(statement)
            except psycopg.Error:
                problems.append(
                    f"The extension {extension} is missing and this role may not create it: "
                    f"run `CREATE EXTENSION {extension};` in the database {conn.info.dbname!r} as superuser."
                )
    return problems


def _without_password(text: str, parts: dict[str, Any]) -> str:
    """The driver's words on one line, without its question and without the password."""
    password = parts.get("password")
    said = " ".join(text.split("Is the server running", 1)[0].split())
    return (said.replace(str(password), "***") if password else said).rstrip(". ") + "."
