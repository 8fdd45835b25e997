"""Everything that the service keeps, as texts to be searched: each value of each table, and each file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from psycopg import sql

from gomobile.db.pool import Database


def values(database: Database) -> Iterator[tuple[str, str]]:
    """Every value of every table, of the job queue too: its table and column, and the value as a text."""
    with database.transaction() as conn:
        columns = conn.execute(
            "SELECT c.relname, a.attname, a.atttypid = 'bytea'::regtype"
            " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0"
            "   AND NOT a.attisdropped"
        ).fetchall()
        for table, column, is_bytes in columns:
            shown = sql.SQL("encode({}, 'escape')" if is_bytes else "{}::text").format(sql.Identifier(column))
            query = sql.SQL("SELECT {} FROM {} WHERE {} IS NOT NULL").format(
                shown, sql.Identifier(table), sql.Identifier(column)
            )
            for (text,) in conn.execute(query):
                yield f"{table}.{column}", text


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder, as far as it is a text."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes().decode("utf-8", "replace")


def found(database: Database, folder: Path, markers: list[str], digits: list[str]) -> dict[str, set[str]]:
    """Where the markers are: whatever the case, and of digits whatever stands between them."""
    places: dict[str, set[str]] = {}
    for place, text in (*values(database), *files(folder)):
        lowered = text.lower()
        plain = re.sub(r"[^0-9]", "", text)
        for marker in markers:
            if marker.lower() in lowered:
                places.setdefault(place, set()).add(marker)
        for number in digits:
            if number in plain:
                places.setdefault(place, set()).add(number)
    return places
