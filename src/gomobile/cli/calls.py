"""`gomobile calls`: call results."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from gomobile.cli.context import Json, Org, conninfo, organization, print_json, say, table, transaction

if TYPE_CHECKING:
    from gomobile.accounts.caller import Organization
    from gomobile.calls.file import FileRecorded, Part


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Call results: take them in from a file, list those of a contact.", no_args_is_help=True)
    app.add_typer(group, name="calls")
    group.command("import")(import_)
    group.command("list")(list_)


def import_(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, JSON Lines …; the first row names the columns.")],
    time_zone: Annotated[
        str | None, typer.Option(help="Where times without a zone are from, such as Africa/Casablanca.")
    ] = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Take in what became of calls that were made with another system.

    Columns: phone (or contactId), result, and if you have them occurredAt, hangupCause, durationSeconds, flow,
    campaign, pressed, reference. A file that was taken in before, or in part, counts once.
    """
    from tempfile import TemporaryDirectory
    from zoneinfo import available_timezones

    from gomobile.calls.file import FileRecorded, open_calls, parts
    from gomobile.calls.presenter import file_json
    from gomobile.db.pool import connect
    from gomobile.db.repeating import repeated

    if not file.is_file():
        raise typer.BadParameter(f"There is no file {file}.")
    if time_zone is not None and time_zone not in available_timezones():
        raise typer.BadParameter(f"{time_zone!r} is no time zone; use a name such as Africa/Casablanca.")
    total = FileRecorded()
    with conninfo() as found, TemporaryDirectory(prefix="gomobile-calls-") as folder:
        with connect(found) as conn:
            owner = organization(conn, org)
        opened = open_calls(file, Path(folder), file.name, time_zone=time_zone)
        for part in parts(opened):
            repeated(functools.partial(_record, found, owner, part, total))
    if as_json:
        print_json(file_json(total))
    else:
        print(f"{total.rows:,} rows: {total.recorded:,} recorded, {total.unknown:,} of numbers without a contact,")
        print(f"{total.duplicates:,} known already, {total.failed:,} failed.")
        for line, error in total.problems[:20]:
            say(f"line {line}, {error.field}: {error.message}")
    if total.failed:
        raise typer.Exit(1)


def _record(found: str, owner: Organization, part: Part, total: FileRecorded) -> None:
    """Record some rows in a transaction of their own; `total` counts them when all of them are written."""
    from gomobile.accounts.caller import Actor
    from gomobile.calls.file import record_part
    from gomobile.db.pool import connect

    with connect(found, name="gomobile-cli") as conn:
        record_part(conn, owner, Actor("system"), part, total)


def list_(
    contact: Annotated[UUID, typer.Argument(help="Id of the contact.")],
    limit: Annotated[int, typer.Option(min=1, max=1_000)] = 20,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """List the latest calls to a contact, and what they add up to."""
    from gomobile.calls import service
    from gomobile.calls.presenter import call_json, engagement_json

    with transaction() as conn:
        owner = organization(conn, org)
        calls, _ = service.list_calls(conn, owner.id, contact, limit=limit)
        figures = service.engagement(conn, owner.id, contact)
    if as_json:
        print_json({"data": [call_json(one) for one in calls], "engagement": engagement_json(figures)})
        return
    print(f"{figures.reachability}: {figures.attempts} attempts, {figures.answers} answered.")
    columns = ["When", "Result", "Cause", "Seconds", "Pressed", "Flow", "Campaign"]
    rows = [
        [
            f"{one.occurred_at:%Y-%m-%d %H:%M}",
            one.result,
            one.hangup_cause,
            one.duration_seconds,
            " ".join(one.pressed),
            one.flow,
            one.campaign,
        ]
        for one in calls
    ]
    table(None, columns, rows)
