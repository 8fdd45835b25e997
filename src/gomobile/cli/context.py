"""What commands share: the database, the organization meant, and output for people or machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from gomobile.accounts.caller import Organization
    from gomobile.db.pool import Connection

Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines instead of text for people.")]
Org = Annotated[str | None, typer.Option("--org", help="Slug of the organization; the first one if not given.")]


def say(text: str) -> None:
    """Tell a person something without disturbing the output."""
    print(text, file=sys.stderr)


@contextmanager
def conninfo() -> Iterator[str]:
    """An up-to-date database: the embedded one is started if nothing runs it, and upgraded after a backup."""
    from gomobile.assembly import connect_nouns
    from gomobile.db.ready import ready_database
    from gomobile.settings import Settings

    connect_nouns()
    with ready_database(Settings.from_env(), on_wait=say) as found:
        yield found


@contextmanager
def transaction(found: str | None = None, *, prepares: bool = False) -> Iterator[Connection]:
    """One transaction on that database, or on the one of `conninfo`, committed when the block ends.

    The first one of a command that not only prepares it is also that of its line in the audit log.
    """
    from gomobile.cli.recording import settle
    from gomobile.db.pool import connect

    if found is None:
        with conninfo() as ready, transaction(ready) as conn:
            yield conn
        return
    with connect(found, name="gomobile-cli") as conn:
        yield conn
        if not prepares:
            settle(conn)


def organization(conn: Connection, slug: str | None) -> Organization:
    """The organization that a command means."""
    from gomobile.accounts import service
    from gomobile.cli.recording import of_organization

    found = service.get_organization(conn, slug)
    of_organization(found.id)
    return found


def print_json(value: Any) -> None:
    """One JSON value on standard output; moments as the API writes them."""
    print(json.dumps(value, default=_plain, ensure_ascii=False))


def _plain(value: Any) -> str | None:
    from gomobile.clock import iso

    return iso(value) if isinstance(value, datetime) else str(value)


def write_file(out: Path | None, data: Iterable[bytes], *, as_json: bool) -> None:
    """A file, or standard output where none is named; and that it was written."""
    if out is None:
        sys.stdout.buffer.writelines(data)
        return
    with out.open("wb") as file:
        file.writelines(data)
    size = out.stat().st_size
    if as_json:
        print_json({"file": str(out), "bytes": size})
    else:
        print(f"Wrote {out} ({size:,} bytes).")


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return "" if cell is None else str(cell)


def table(title: str | None, columns: list[str], rows: list[list[Any]]) -> None:
    """A readable table on standard output; never cut when it goes to a file or a pipe."""
    from rich.console import Console
    from rich.table import Table

    shown = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        shown.add_column(column, no_wrap=True, overflow="fold")
    for row in rows:
        shown.add_row(*map(_text, row))
    console = Console()
    if not console.is_terminal:
        console.width = 400
    console.print(shown)
