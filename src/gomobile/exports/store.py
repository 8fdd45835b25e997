"""The contacts of an organization as rows of one COPY, on a connection of their own."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from psycopg import IsolationLevel, sql

from gomobile.contacts.listing import Listing
from gomobile.db.pool import Connection, connect
from gomobile.db.queries import load
from gomobile.exports.cells import Cells

SQL = load("gomobile.exports")

_WORKERS = 2

# JSON text holds none of these two characters, so that no row is ever quoted and COPY passes it on as it is.
_NO_QUOTE, _NO_DELIMITER = "\x01", "\x02"


@dataclass(frozen=True, slots=True)
class Statement:
    """A COPY and the values in it."""

    text: sql.Composed
    values: dict[str, Any]


def open_connection(conninfo: str) -> Connection:
    """A connection whose transactions read one snapshot and write nothing."""
    conn = connect(conninfo, name="gomobile-export", autocommit=True)
    conn.isolation_level = IsolationLevel.REPEATABLE_READ
    conn.read_only = True
    return conn


def take_slot(conn: Connection, org_id: UUID, slots: int) -> bool:
    """Take one of the places that the organization has in all processes together, until the connection is closed."""
    return any(
        conn.execute(SQL["take_slot"], {"org_id": org_id, "slot": slot}).fetchone() == (True,) for slot in range(slots)
    )


def count_contacts(conn: Connection, org_id: UUID) -> int:
    """How many contacts are not deleted."""
    row = conn.execute(SQL["count_contacts"], {"org_id": org_id}).fetchone()
    assert row is not None
    return int(row[0])


def statement(org_id: UUID, listing: Listing, cells: Cells, delimiter: str) -> Statement:
    """The COPY of these contacts: CSV without a header, or a line of JSON each."""
    if cells.shape == "json":
        selected: sql.Composable = cells.document()
        options = sql.SQL("QUOTE {}, DELIMITER {}").format(sql.Literal(_NO_QUOTE), sql.Literal(_NO_DELIMITER))
    else:
        # The names keep ORDER BY from taking a cell for the column that it was made from.
        selected = sql.SQL(", ").join(
            cells.cell(column) + sql.SQL(" AS ") + sql.Identifier(f"c{at}") for at, column in enumerate(cells.columns)
        )
        options = sql.SQL("DELIMITER {}").format(sql.Literal(delimiter))
    text = sql.SQL(
        "COPY (SELECT {selected} FROM contacts{joins} WHERE {where} ORDER BY {order}) TO STDOUT (FORMAT csv, {options})"
    ).format(
        selected=selected,
        joins=cells.joins,
        where=listing.where(),
        order=listing.order_by(),
        options=options,
    )
    return Statement(text, {**listing.parameters(org_id), **cells.parameters})


def rows(conn: Connection, statement: Statement) -> Generator[memoryview, None, None]:
    """The rows, each with its line end, inside the caller's transaction."""
    conn.execute(SQL["use_workers"], {"workers": str(_WORKERS)})
    with conn.cursor() as cursor, cursor.copy(statement.text, statement.values) as copy:
        yield from cast("Iterable[memoryview]", copy)
