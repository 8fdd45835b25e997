"""`gomobile suppression`: numbers not to call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gomobile.cli.context import Json, Org, organization, print_json, table, transaction, write_file
from gomobile.cli.recording import about

if TYPE_CHECKING:
    from gomobile.privacy.suppression.suppression import Suppression

_CHANNELS = "all, call, sms, whatsapp or email."
Channel = Annotated[str, typer.Option(help=f"{_CHANNELS} all covers every channel.")]
Reason = Annotated[
    str, typer.Option(help="asked, complaint, regulator, wrong_person, legal, other, or in your own words.")
]
Source = Annotated[str | None, typer.Option(help="Where that is from.")]
Proof = Annotated[str | None, typer.Option(help="A text or an address of what proves it.")]
Until = Annotated[
    str | None, typer.Option("--until", help="A day, through whose end it holds, or a time with its zone.")
]
State = Annotated[str | None, typer.Option(help="active, expired or lifted.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Numbers not to call: add, check, list, lift, import, export.", no_args_is_help=True)
    app.add_typer(group, name="suppression")
    group.command("add")(add)
    group.command("check")(check)
    group.command("list")(list_)
    group.command("lift")(lift)
    group.command("import")(import_)
    group.command("export")(export)


def add(
    phone: Annotated[str, typer.Argument(help="The number, as people write it.")],
    reason: Reason,
    channel: Channel = "all",
    source: Source = None,
    proof: Proof = None,
    until: Until = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Suppress a number, whether a contact has it or not."""
    from gomobile.accounts.caller import Actor
    from gomobile.privacy.suppression import service
    from gomobile.privacy.suppression.presenter import suppression_json

    given = {"phone": phone, "channel": channel, "reason": reason, "source": source, "proof": proof}
    with transaction() as conn:
        done = service.add(conn, organization(conn, org), Actor("system"), {**given, "expiresAt": until})
        about(done.suppression.id)
    if as_json:
        print_json({"suppression": suppression_json(done.suppression), "alreadySuppressed": done.already})
        return
    one = done.suppression
    state = "was suppressed already" if done.already else "is suppressed now"
    print(f"{one.phone_key} {state} ({one.channel}: {one.reason}, {_end(one)}). Id: {one.id}")


def check(
    phones: Annotated[list[str], typer.Argument(metavar="PHONE...", help="Numbers as people write them.")],
    channel: Channel = "call",
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Say which numbers must not be reached by a channel. Exit code 1 when any must not, or is no number."""
    from gomobile.privacy.suppression import service
    from gomobile.privacy.suppression.presenter import verdict_json

    _one_of("--channel", channel, _channels())
    with transaction() as conn:
        found = service.check_phones(conn, organization(conn, org), phones, channel)
    if as_json:
        print_json([verdict_json(one.given, one.phone_key, one.suppression, one.problem) for one in found])
    else:
        rows = [
            [one.given, one.problem or "free"]
            if one.suppression is None
            else [
                one.given,
                f"suppressed ({one.suppression.channel}: {one.suppression.reason}, {_end(one.suppression)})",
            ]
            for one in found
        ]
        table(None, ["Number", channel], rows)
    if any(one.suppression or one.problem for one in found):
        raise typer.Exit(1)


def list_(
    search: Annotated[str | None, typer.Option(help="A number in any format, or some of its digits.")] = None,
    channel: Annotated[str | None, typer.Option(help=_CHANNELS)] = None,
    reason: Annotated[str | None, typer.Option(help="Only those with this reason.")] = None,
    state: State = "active",
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many.")] = 20,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """List suppressed numbers, newest first: those that hold, unless --state says otherwise."""
    from gomobile.privacy.suppression import service
    from gomobile.privacy.suppression.presenter import suppression_json

    with transaction() as conn:
        owner = organization(conn, org)
        filters = _filters(conn, owner, search, channel, reason, state)
        rows, total, _ = service.list_page(conn, owner.id, filters, page=1, limit=limit, before=None)
    if as_json:
        print_json([suppression_json(one) for one in rows])
        return
    shown = [
        [
            one.id,
            one.phone_key or f"erased ({one.phone_hash.hex()[:12]}…)",
            one.channel,
            one.reason,
            one.source,
            _end(one),
        ]
        for one in rows
    ]
    table(None, ["Id", "Number", "Channel", "Reason", "Source", "Until"], shown)
    print(f"{len(rows):,} of {total:,}.")


def lift(
    number: Annotated[str, typer.Argument(metavar="ID|PHONE", help="Of one suppression, or every one of a number.")],
    reason: Annotated[str, typer.Option(help="Why it may be reached again.")],
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Let a number be reached again. What was lifted stays in its history."""
    from uuid import UUID

    from gomobile.accounts.caller import Actor
    from gomobile.privacy.suppression import service
    from gomobile.privacy.suppression.presenter import suppression_json

    with transaction() as conn:
        owner = organization(conn, org)
        try:
            ids = [UUID(number)]
        except ValueError:
            ids = service.holding_ids(conn, owner, number)
        lifted = [service.lift(conn, owner.id, Actor("system"), id, reason) for id in ids]
        about(ids[0] if len(ids) == 1 else None)
    if as_json:
        print_json([suppression_json(one) for one in lifted])
        return
    for one in lifted:
        print(f"Lifted: {one.phone_key or one.phone_hash.hex()} ({one.channel}: {one.reason}).")


def import_(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="CSV, XLSX, JSON Lines, Parquet and others.")
    ],
    column: Annotated[str | None, typer.Option(help="Name or number of the column of the numbers.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why, where a row does not say.")] = None,
    channel: Channel = "all",
    source: Source = None,
    proof: Proof = None,
    until: Until = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Suppress every number of a file. Its columns channel, reason, source, proof and expiresAt go before the options.

    Exit code 1 when rows were refused; the others are taken.
    """
    from gomobile.accounts.caller import Actor
    from gomobile.privacy.suppression.checks import check_defaults
    from gomobile.privacy.suppression.file_import import Defaults, import_file
    from gomobile.settings import Settings

    _one_of("--channel", channel, _channels())
    with transaction() as conn, file.open("rb") as opened:
        owner = organization(conn, org)
        texts, expiry = check_defaults(owner, reason=reason, source=source, proof=proof, expires_at=until)
        defaults = Defaults(**texts, channel=channel, expires_at=expiry, column=column)
        folder = Settings.from_env().temporary
        report = import_file(conn, owner, Actor("system"), opened, file.name, defaults, folder)
    if as_json:
        print_json(report.to_json())
    else:
        print(f"{report.rows:,} rows, numbers in the column {report.column!r}: {report.numbers:,} numbers.")
        print(f"{report.added:,} added, {report.already:,} suppressed already, {report.repeated:,} twice in the file.")
        if report.ignored:
            print(f"Columns that were not read: {', '.join(report.ignored)}.")
        if report.ended:
            print(f"{report.ended:,} rows left out: expired or lifted where the file is from.")
        if report.invalid:
            print(f"{report.invalid:,} rows refused:")
            rows = [[one["line"], one["column"], one["value"], one["message"]] for one in report.rejects]
            table(None, ["Line", "Column", "Value", "What to do"], rows)
    if report.invalid:
        raise typer.Exit(1)


def export(
    out: Annotated[Path | None, typer.Option(help="The file; standard output if not given.")] = None,
    search: Annotated[str | None, typer.Option(help="A number in any format, or some of its digits.")] = None,
    channel: Annotated[str | None, typer.Option(help=_CHANNELS)] = None,
    reason: Annotated[str | None, typer.Option(help="Only those with this reason.")] = None,
    state: State = "active",
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Write suppressed numbers to a CSV file. A number that was erased has its hash alone."""
    from gomobile.privacy.suppression import service
    from gomobile.privacy.suppression.presenter import suppressions_csv

    with transaction() as conn:
        owner = organization(conn, org)
        data = suppressions_csv(service.stream(conn, owner.id, _filters(conn, owner, search, channel, reason, state)))
        write_file(out, data, as_json=as_json)


def _filters(
    conn: Any, owner: Any, search: str | None, channel: str | None, reason: str | None, state: str | None
) -> Any:
    from gomobile.privacy.suppression import service

    _one_of("--channel", channel, _channels())
    _one_of("--state", state, ("active", "expired", "lifted"))
    return service.make_filters(conn, owner, search=search, channel=channel, reason=reason, state=state)


def _channels() -> tuple[str, ...]:
    from gomobile.privacy.suppression.suppression import CHANNELS

    return CHANNELS


def _one_of(option: str, given: str | None, choices: tuple[str, ...]) -> None:
    if given is not None and given not in choices:
        raise typer.BadParameter(f"{given!r} is not one of {', '.join(choices)}.", param_hint=option)


def _end(one: Suppression) -> str:
    return "for good" if one.expires_at is None else f"until {one.expires_at:%Y-%m-%d %H:%M} UTC"
