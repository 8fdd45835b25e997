"""`gomobile phone`: what any number is, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from gomobile.cli.context import Json, print_json

if TYPE_CHECKING:
    from gomobile.phones.normalize import Trace

Region = Annotated[
    str,
    typer.Option("--region", "-r", metavar="CODE", help="Country that numbers without country code belong to."),
]
_COLORS = {"valid": "green", "possible": "yellow", "invalid": "red"}
_FIELDS = (
    ("type", "type"),
    ("region", "region"),
    ("first carrier", "carrier"),
    ("place", "place"),
    ("time zone", "timeZone"),
    ("national", "national"),
    ("international", "international"),
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(phone)


def phone(
    numbers: Annotated[list[str], typer.Argument(metavar="NUMBER...", help="Numbers as people write them.")],
    region: Region = "MA",
    as_json: Json = False,
) -> None:
    """Explain phone numbers: how each is understood, whether it is valid and why, and what is known about it.

    With --json, one object per number and line. Exit code 1 when one of them is no number at all.
    """
    from gomobile.phones.normalize import PhoneError, trace

    region = _known_region(region)
    failed = False
    for index, raw in enumerate(numbers):
        try:
            found = _describe(trace(raw, region))
        except PhoneError as error:
            failed = True
            found = {"raw": raw, "error": {"code": error.code, "message": error.message}}
        if as_json:
            print_json(found)
        else:
            if index:
                print()
            _show(found)
    if failed:
        raise typer.Exit(1)


def _known_region(region: str) -> str:
    from gomobile.phones.errors import UnknownRegion
    from gomobile.phones.regions import all_regions, checked_region

    try:
        return checked_region(region)
    except UnknownRegion:
        valid = ", ".join(all_regions())
        raise typer.BadParameter(
            f"{region!r} is not a region with telephone numbers. Valid: {valid}.", param_hint="--region"
        ) from None


def _describe(found: Trace) -> dict[str, Any]:
    """The facts of the API, and how the number was understood."""
    from gomobile.phones.explain import REPAIRS, explain_status
    from gomobile.phones.facts import facts_json, location

    known = found.phone
    return {
        "raw": known.raw,
        "used": known.used,
        "others": list(known.others),
        "key": known.key,
        **facts_json(known.key),
        "place": location(known.key),
        "why": explain_status(known.key),
        "repairs": [REPAIRS[repair] for repair in dict.fromkeys(found.repairs)],
    }


def _show(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")

    def row(name: str, value: str | None, style: str = "") -> None:
        if value:
            grid.add_row(name, Text(value, style=style))

    row("number", found["raw"])
    if "error" in found:
        row("unreadable", found["error"]["message"], "red")
        Console().print(grid)
        return
    row("used", found["used"] if found["used"] != found["raw"] else None)
    row("key", found["key"], "bold")
    row("status", f"{found['status']}: {found['why']}", _COLORS[found["status"]])
    for name, field in _FIELDS:
        value = found[field]
        if field == "type":
            value = value.replace("_", " ")
        elif field == "carrier" and value:
            value = _carrier(value, found["region"])
        row(name, value)
    row("others", "; ".join(found["others"]))
    for repair in found["repairs"]:
        row("repair", repair)
    Console().print(grid)


def _carrier(name: str, region: str | None) -> str:
    import phonenumbers

    if region and phonenumbers.is_mobile_number_portable_region(region):
        return f"{name} (numbers are portable in {region}: it may have moved to another carrier)"
    return name
