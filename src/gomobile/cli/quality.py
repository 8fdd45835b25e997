"""`gomobile quality`: data quality."""

from __future__ import annotations

from typing import Annotated

import typer

from gomobile.cli.context import Json, Org, conninfo, organization, print_json, table, transaction


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Data quality: what is wrong with contacts, numbers read again.", no_args_is_help=True)
    app.add_typer(group, name="quality")
    group.command("summary")(summary)
    group.command("verify")(verify)


def summary(
    fresh: Annotated[bool, typer.Option("--fresh", help="Count now; takes seconds at a million contacts.")] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Show how healthy the contacts are, and how many can be called."""
    from gomobile.quality.presenter import summary_json
    from gomobile.quality.summary import summarize

    with transaction() as conn:
        found = summarize(conn, organization(conn, org), fresh=fresh)
    if as_json:
        print_json(summary_json(found))
        return
    table(None, ["", "Count", "What"], [[one.name, f"{found.counts[one.name]:,}", one.text] for one in found.items])
    print(f"Counted {found.computed_at:%Y-%m-%d %H:%M} UTC in {found.seconds:.1f} s.")


def verify(
    filter: Annotated[
        str | None, typer.Option(help="Rules as JSON: only contacts that fit them.", show_default=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; write nothing.")] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Read numbers again by the numbering plans of today: of all contacts, or of those of a filter."""
    import json

    from gomobile.accounts.caller import Actor
    from gomobile.cli.hygiene import show_run
    from gomobile.quality import service
    from gomobile.quality.hygiene import service as hygiene

    try:
        rules = json.loads(filter) if filter else None
    except ValueError as error:
        raise typer.BadParameter("The filter is not JSON.", param_hint="--filter") from error
    with conninfo() as found:
        with transaction(found) as conn:
            owner = organization(conn, org)
            run = service.verify_numbers(conn, owner, Actor("system"), filter=rules, dry_run=dry_run)
        run = hygiene.run(found, owner.id, run.id)
    show_run(run, as_json)
