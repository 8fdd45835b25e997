"""`gomobile export`."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, get_args

import typer

from gomobile.cli.context import Json, Org, conninfo, organization, say, transaction

if TYPE_CHECKING:
    from gomobile.accounts.caller import Organization
    from gomobile.exports.request import ExportRequest

STDOUT = Path("-")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("export")
    def export(
        file: Annotated[Path, typer.Argument(help="File to write; - for standard output.")],
        format: Annotated[
            str | None, typer.Option(help="csv, xlsx, jsonl or parquet; from the name of the file if not given.")
        ] = None,
        columns: Annotated[
            list[str] | None,
            typer.Option(
                "--columns", "-c", help="Names of columns, separated by commas. Repeatable. All if not given."
            ),
        ] = None,
        search: Annotated[str | None, typer.Option(help="Only contacts with this in name, phone or e-mail.")] = None,
        phone_status: Annotated[str | None, typer.Option(help="Only valid, possible or invalid numbers.")] = None,
        rules: Annotated[
            str | None,
            typer.Option("--filter", metavar="JSON", help="Only contacts that match a rule tree; @FILE reads it."),
        ] = None,
        deleted: Annotated[bool, typer.Option("--deleted", help="Export the trash instead.")] = False,
        archived_contacts: Annotated[
            str, typer.Option(help="Archived contacts: false without them, true only they, or all.")
        ] = "false",
        archived: Annotated[bool, typer.Option("--archived", help="Archived custom attributes too.")] = False,
        sort_by: Annotated[
            str, typer.Option(help="createdAt, firstName, lastName, primaryPhone or primaryEmail.")
        ] = "createdAt",
        sort_order: Annotated[str, typer.Option(help="asc or desc.")] = "desc",
        delimiter: Annotated[str, typer.Option(help="Between the cells of CSV: , ; | or tab.")] = ",",
        decimal: Annotated[str, typer.Option(help="The decimal mark of CSV: . or ,")] = ".",
        bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a mark for Excel.")] = False,
        force: Annotated[bool, typer.Option("--force", help="Replace the file if there is one.")] = False,
        org: Org = None,
        as_json: Json = False,
    ) -> None:
        """Export contacts to CSV, Excel, JSON Lines or Parquet: all of them, with every attribute, or what is asked.

        The file appears when it is complete. `gomobile import` takes it back.
        """
        from gomobile.contacts import contact_filter, listing
        from gomobile.exports import request as options

        asked = options.ExportRequest(
            format=_one_of("--format", _format(file, format, options.FORMATS), options.FORMATS),
            columns=options.column_names(columns or ()),
            include_archived=archived,
            contacts=contact_filter.ContactFilter(
                rules=contact_filter.rules_from_text(_rules(rules)),
                search=search,
                phone_status=_one_of("--phone-status", phone_status, get_args(listing.PhoneStatus))
                if phone_status
                else None,
                archived=_one_of("--archived-contacts", archived_contacts, get_args(listing.Archived)),
                deleted=deleted,
            ),
            sort_by=_one_of("--sort-by", sort_by, get_args(listing.SortBy)),
            sort_order=_one_of("--sort-order", sort_order, ("asc", "desc")),
            text=options.TextOptions(
                delimiter=_one_of(
                    "--delimiter", {"\t": "tab", "\\t": "tab"}.get(delimiter, delimiter), options.DELIMITERS
                ),
                decimal=_one_of("--decimal", decimal, options.DECIMALS),
                bom=bom,
            ),
        )
        _check_target(file, asked.format, force=force)
        with conninfo() as found:
            write_export(found, org, file, asked, as_json=as_json)


def write_export(found: str, org: str | None, file: Path, asked: ExportRequest, *, as_json: bool) -> None:
    """Write an export into a file, or `-`, and say what was written."""
    started = time.monotonic()
    with _target(file) as target:
        rows = _write(found, org, asked, target, quiet=as_json)
    _tell(file, asked.format, rows, target.size, time.monotonic() - started, as_json=as_json)


def check_file(file: Path, format: str | None, *, force: bool) -> Any:
    """The format of an export into this file. Raises BadParameter for what could not be written."""
    from gomobile.exports.request import FORMATS

    chosen = _one_of("--format", _format(file, format, FORMATS), FORMATS)
    _check_target(file, chosen, force=force)
    return chosen


class _Target:
    """What is written to, and how much that was."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = 0

    def write(self, data: bytes | bytearray) -> None:
        """Write all of it."""
        self._file.write(data)
        self.size += len(data)


@contextlib.contextmanager
def _target(file: Path) -> Iterator[_Target]:
    """Where the bytes go. A file has a name of its own until it is complete, and nothing is left of one that fails."""
    from gomobile.exports.errors import ExportNotWritten

    if file == STDOUT:
        yield _Target(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    is_ordinary = file.is_file() or not file.exists()  # a pipe or a device must not be replaced
    part = file.with_name(f".gomobile-export-{os.getpid()}.part") if is_ordinary else file
    try:
        with part.open("wb") as opened:
            yield _Target(opened)
            opened.flush()
            if is_ordinary:
                os.fsync(opened.fileno())
        if is_ordinary:
            part.replace(file)
    except OSError as error:
        raise ExportNotWritten(f"{file} cannot be written: {error.strerror or error}.") from error
    finally:
        if is_ordinary:
            part.unlink(missing_ok=True)


def _write(found: str, org: str | None, asked: ExportRequest, target: _Target, *, quiet: bool) -> int:
    from gomobile.exports.service import open_export

    with transaction(found) as conn:
        owner: Organization = organization(conn, org)
    with open_export(found, owner, asked) as export, _progress(export.total, quiet=quiet) as report:
        return export.write(target, report)


@contextlib.contextmanager
def _progress(total: int | None, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    if quiet:
        yield lambda _rows: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = [TextColumn("exporting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("exporting", total=total)
        yield lambda rows: bar.update(task, completed=rows)


def _tell(file: Path, format: str, rows: int, size: int, seconds: float, *, as_json: bool) -> None:
    """Say what was written: on standard output, except where that has the contacts."""
    import json

    if as_json:
        told = {"file": str(file), "format": format, "rows": rows, "bytes": size, "seconds": round(seconds, 3)}
        print(json.dumps(told, ensure_ascii=False), file=sys.stderr if file == STDOUT else sys.stdout)
    else:
        where = "" if file == STDOUT else f" to {file}"
        say(f"Exported {rows:,} contacts{where} ({size / 1e6:,.1f} MB) in {seconds:.1f} s.")


def _format(file: Path, given: str | None, formats: tuple[str, ...]) -> str:
    if given:
        return given.lower()
    suffix = file.suffix.lower().removeprefix(".")
    found = {"ndjson": "jsonl"}.get(suffix, suffix)
    if found not in formats:
        where = "standard output" if file == STDOUT else f"a file named {file.name}"
        raise typer.BadParameter(f"Say which format {where} is to have: --format {', '.join(formats)}.")
    return found


def _check_target(file: Path, format: str, *, force: bool) -> None:
    """Refuse early what could not be written, or would destroy something."""
    if file == STDOUT:
        if sys.stdout.isatty() and format in ("xlsx", "parquet"):
            raise typer.BadParameter(f"A terminal cannot show {format}; send the output into a file.")
    elif file.is_dir():
        raise typer.BadParameter(f"{file} is a folder; name a file in it.")
    elif not file.parent.is_dir():
        raise typer.BadParameter(f"There is no folder {file.parent}.")
    elif file.is_file() and not force:
        raise typer.BadParameter(f"{file} is there already; choose another name, or --force to replace it.")


def _rules(given: str | None) -> str | None:
    """The text of a rule tree, which `@` names a file of."""
    if given is None or not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{given[1:]} cannot be read: {error}", param_hint="--filter") from error


def _one_of(option: str, value: str, choices: tuple[Any, ...]) -> Any:
    if value not in choices:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(choices)}.", param_hint=option)
    return value
