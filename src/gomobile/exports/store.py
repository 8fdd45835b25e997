"""The contacts of an organization as rows of one COPY, on a connection of their own."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, LiteralString, cast
from uuid import UUID

from psycopg import Error, IsolationLevel, errors, pq, sql
from psycopg.waiting import Wait

from gomobile.contacts.listing import Archived, Listing
from gomobile.db.pool import Connection, connect
from gomobile.db.queries import load
from gomobile.exports.blocks import Block
from gomobile.exports.cells import Cells

if TYPE_CHECKING:
    from psycopg.abc import PQGen

SQL = load("gomobile.exports")

_WORKERS = 2

# JSON text holds none of these two characters, so that no row is ever quoted and COPY passes it on as it is.
_NO_QUOTE, _NO_DELIMITER = "\x01", "\x02"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which contacts of an organization, in which order, and as what: the SELECT list, what is joined, the options of
    COPY, and the values that they refer to.
    """

    listing: Listing
    selected: sql.Composable
    joins: sql.Composable
    options: sql.Composable
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the selected contacts: the `rows` that come after one of them, or the first ones."""

    after: UUID | None
    rows: int


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


def close(conn: Connection) -> None:
    """Close a connection and give its place back, in whatever state it is."""
    with contextlib.suppress(Error):
        if conn.info.transaction_status in (pq.TransactionStatus.IDLE, pq.TransactionStatus.INTRANS):
            conn.execute(SQL["give_slot_back"])
    conn.close()


def count_contacts(conn: Connection, org_id: UUID, archived: Archived) -> int:
    """How many contacts are not deleted: without the archived ones, only those, or all."""
    row = conn.execute(SQL["count_contacts"], {"org_id": org_id}).fetchone()
    assert row is not None
    live, put_away = map(int, row)
    return {"all": live, "true": put_away, "false": live - put_away}[archived]


def select(conn: Connection, org_id: UUID, listing: Listing, cells: Cells, delimiter: str) -> Selection:
    """Put a selection together; `delimiter` is between the cells of CSV."""
    if cells.shape == "json":
        selected: sql.Composable = cells.document()
        options = sql.SQL("QUOTE {}, DELIMITER {}").format(sql.Literal(_NO_QUOTE), sql.Literal(_NO_DELIMITER))
    else:
        # The names keep ORDER BY from taking a cell for the column that it was made from.
        selected = sql.SQL(", ").join(
            cells.cell(column) + sql.SQL(" AS ") + sql.Identifier(f"c{at}") for at, column in enumerate(cells.columns)
        )
        options = sql.SQL("DELIMITER {}").format(sql.Literal(delimiter))
    # Written out once: there may be a thousand cells, and hundreds of parts.
    text = sql.SQL(cast("LiteralString", selected.as_string(conn)))
    return Selection(listing, text, cells.joins, options, {**listing.parameters(org_id), **cells.parameters})


def share_snapshot(conn: Connection) -> str:
    """The name of the snapshot of the caller's transaction, for `open_reader`."""
    row = conn.execute(SQL["share_snapshot"]).fetchone()
    assert row is not None
    return str(row[0])


def open_reader(conninfo: str, snapshot: str) -> Connection:
    """Another connection in a transaction that reads the same snapshot."""
    conn = open_connection(conninfo)
    conn.autocommit = False
    conn.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)))
    return conn


def end_of(conn: Connection, selection: Selection, part: Part) -> UUID | None:
    """The last contact of a part, None when there are fewer. For a listing that is ordered by creation."""
    query = sql.SQL("SELECT id FROM contacts c WHERE {where} ORDER BY {order} OFFSET %(before)s LIMIT 1").format(
        where=_where(selection, part), order=selection.listing.order_by()
    )
    row = conn.execute(query, {**_values(selection, part), "before": part.rows - 1}).fetchone()
    return row[0] if row else None


def blocks(conn: Connection, selection: Selection, size: int, part: Part | None = None) -> Generator[Block, None, None]:
    """The selected contacts, or a part of them, as rows in blocks of about `size` bytes: CSV without a header, or a
    line of JSON each. Inside the caller's transaction.
    """
    conn.execute(SQL["use_workers"], {"workers": "0" if part else str(_WORKERS)})
    with conn.cursor() as cursor, cursor.copy(_statement(selection, part), _values(selection, part)):
        done = False
        try:
            while not done:
                block, done = conn.wait(_next_block(conn.pgconn, size))
                if block.rows:
                    yield block
        except Error:
            _finish(conn.pgconn)
            raise
        _finish(conn.pgconn)


def _statement(selection: Selection, part: Part | None) -> sql.Composed:
    return sql.SQL(
        "COPY (SELECT {selected} FROM contacts c{joins} WHERE {where} ORDER BY {order}{limit})"
        " TO STDOUT (FORMAT csv, {options})"
    ).format(
        selected=selection.selected,
        joins=selection.joins,
        where=_where(selection, part),
        order=selection.listing.order_by(),
        limit=sql.SQL(" LIMIT %(rows)s") if part else sql.SQL(""),
        options=selection.options,
    )


def _where(selection: Selection, part: Part | None) -> sql.Composed:
    where = selection.listing.where()
    return where + sql.SQL(" AND ") + selection.listing.after() if part and part.after else where


def _values(selection: Selection, part: Part | None) -> dict[str, Any]:
    if part is None:
        return selection.values
    return {**selection.values, "after_key": None, "after_id": part.after, "rows": part.rows}


def _next_block(connection: pq.abc.PGconn, size: int) -> PQGen[tuple[Block, bool]]:
    """Some rows, and whether they are the last: as the driver reads one, which takes it twice the time."""
    data = bytearray()
    rows = 0
    while len(data) < size:
        length, row = connection.get_copy_data(1)
        if length > 0:
            data += row
            rows += 1
        elif length == 0:
            while not (yield Wait.R):
                pass
            connection.consume_input()
        else:
            return Block(data, rows), True
    return Block(data, rows), False


def _finish(connection: pq.abc.PGconn) -> None:
    """Take the outcome of a COPY; raises what the server says went wrong."""
    failed = None
    while (result := connection.get_result()) is not None:
        if result.status != pq.ExecStatus.COMMAND_OK:
            failed = result
    if failed is not None:
        raise errors.error_from_result(failed)
