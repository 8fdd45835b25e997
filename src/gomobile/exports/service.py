"""Exports: open one, write it into whatever takes bytes."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gomobile.accounts.caller import Organization
from gomobile.attributes import service as attributes
from gomobile.contacts import service as contacts
from gomobile.db.pool import Connection
from gomobile.exports import store
from gomobile.exports.blocks import FRAME_BLOCK, TEXT_BLOCK, Block, Report, Sink, write_text
from gomobile.exports.cells import LIST_SEPARATOR, UNIT_SEPARATOR, Cells, Shape
from gomobile.exports.columns import Column, choose
from gomobile.exports.errors import TooManyExports
from gomobile.exports.parquet import write_parquet
from gomobile.exports.reading import Reading
from gomobile.exports.request import ExportRequest, TextOptions
from gomobile.exports.xlsx import write_xlsx

SLOTS = 2
"""Exports of an organization at once, in all processes together."""
_RETRY_SECONDS = 10

_SHAPES: dict[str, Shape] = {"csv": "csv", "jsonl": "json"}
_BOM = b"\xef\xbb\xbf"

Pieces = Callable[[Connection], Iterable[bytes]]
"""Reads a list, piece by piece of the file."""


def ignore(_rows: int) -> None:
    """Report to nobody."""


@dataclass(slots=True)
class Export:
    """An export that is ready to be written: one snapshot, on a connection of its own. Close it, or use `with`.

    `total` is the number of contacts where no filter leaves any out, else None.
    """

    request: ExportRequest
    columns: list[Column]
    total: int | None
    time_zone: str
    _reading: Reading
    _conn: Connection
    _transaction: contextlib.ExitStack

    def write(self, sink: Sink, report: Report = ignore) -> int:
        """Write everything; returns the number of contacts. After it the snapshot is released, the place is not."""
        with self._transaction:
            size = TEXT_BLOCK if self.request.format in _SHAPES else FRAME_BLOCK
            with contextlib.closing(self._reading.blocks(size)) as blocks:
                return self._write(blocks, sink, report)

    def cancel(self) -> None:
        """Make a `write` in another thread end with an error soon."""
        self._reading.cancel()

    def close(self) -> None:
        """Give the connection and the place back."""
        store.close(self._conn)

    def __enter__(self) -> Export:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self, blocks: Iterator[Block], sink: Sink, report: Report) -> int:
        match self.request.format:
            case "csv":
                sink.write(_header(self.columns, self.request.text))
                return write_text(blocks, sink, report)
            case "jsonl":
                return write_text(blocks, sink, report)
            case "xlsx":
                return write_xlsx(blocks, self.columns, sink, report, time_zone=self.time_zone)
            case "parquet":
                return write_parquet(blocks, self.columns, sink, report)


def open_export(
    conninfo: str, organization: Organization, request: ExportRequest, *, slots: int | None = None
) -> Export:
    """Take the snapshot and check what is asked of it.

    `slots` bounds the exports of the organization at once (None: no bound, as for somebody at the machine). Raises
    InvalidInput for columns that there are not, TooManyExports.
    """
    conn = store.open_connection(conninfo)
    try:
        if slots is not None:
            _take_slot(conn, organization, slots)
        transaction = contextlib.ExitStack()
        transaction.enter_context(conn.transaction())
        definitions = attributes.load_definitions(conn, organization.id)
        columns = choose(
            definitions.values(), request.columns, archived=request.include_archived, deleted=request.contacts.deleted
        )
        listing = contacts.filter_listing(conn, organization, request.contacts, request.sort_by, request.sort_order)
        whole = not listing.filtered and not listing.deleted
        total = store.count_contacts(conn, organization.id, listing.archived) if whole else None
        cells = Cells(
            columns,
            _SHAPES.get(request.format, "typed"),
            len(definitions),
            decimal=request.text.decimal,
            list_separator=UNIT_SEPARATOR if request.format == "parquet" else LIST_SEPARATOR,
        )
        delimiter = request.text.separator if request.format == "csv" else ","
        selection = store.select(conn, organization.id, listing, cells, delimiter)
        reading = Reading(conninfo, conn, selection, total)
    except BaseException:
        store.close(conn)
        raise
    return Export(request, columns, total, organization.timezone, reading, conn, transaction)


@dataclass(frozen=True, slots=True)
class ListFile:
    """Another list than contacts, ready to be written from one snapshot. Close it."""

    _pieces: Pieces
    _conn: Connection

    def write(self, sink: Sink) -> None:
        """Write everything."""
        with self._conn.transaction():
            for piece in self._pieces(self._conn):
                sink.write(piece)

    def cancel(self) -> None:
        """Make a `write` in another thread end with an error soon."""
        with contextlib.suppress(Exception):  # it may have ended by itself
            self._conn.cancel_safe(timeout=5)

    def close(self) -> None:
        """Give the connection and the place back."""
        store.close(self._conn)


def open_list(conninfo: str, organization: Organization, pieces: Pieces, *, slots: int) -> ListFile:
    """A list on a connection of its own, in one of the `slots` of the exports. Raises TooManyExports."""
    conn = store.open_connection(conninfo)
    try:
        _take_slot(conn, organization, slots)
    except BaseException:
        store.close(conn)
        raise
    return ListFile(pieces, conn)


def _take_slot(conn: Connection, organization: Organization, slots: int) -> None:
    if not store.take_slot(conn, organization.id, slots):
        text = f"This organization has {slots} exports running; wait for one to end and try again."
        raise TooManyExports(text, retryAfter=_RETRY_SECONDS, running=slots)


def _header(columns: list[Column], options: TextOptions) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=options.separator, lineterminator="\n").writerow(column.name for column in columns)
    return (_BOM if options.bom else b"") + text.getvalue().encode()
