"""`gomobile merge` and `gomobile unmerge`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from gomobile.cli.context import Json, Org, organization, print_json, table, transaction

if TYPE_CHECKING:
    from gomobile.quality.merges.answers import MergeResult
    from gomobile.quality.merges.service import Merged


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("merge")(merge)
    app.command("unmerge")(unmerge)


def merge(
    survivor: Annotated[UUID, typer.Argument(help="The contact that stays.")],
    losers: Annotated[list[UUID], typer.Argument(metavar="LOSER…", help="The contacts that go into it.")],
    choose: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=CONTACT", help="Whose value of a field is kept, or a value; once for each."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would become of them; write nothing.")] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Make several contacts one. Each number of theirs finds it from then on; `gomobile unmerge` takes it back."""
    from gomobile.accounts.caller import Actor
    from gomobile.attributes import service as attributes
    from gomobile.quality.merges import service
    from gomobile.quality.merges.presenter import merged_json

    choices = _choices(choose or [])
    with transaction() as conn:
        owner = organization(conn, org)
        run = service.preview if dry_run else service.merge_many
        made = run(conn, owner, Actor("system"), survivor, losers, choices)
        shown = merged_json(made, attributes.load_definitions(conn, owner.id), dry_run=dry_run)
    if as_json:
        print_json(shown)
    else:
        _print(made, shown, dry_run=dry_run)


def unmerge(
    merge_id: Annotated[UUID, typer.Argument(metavar="MERGE", help="The id that `gomobile merge` printed.")],
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Bring both contacts of a merge back as they were. What was changed since stays with the one that was left."""
    from gomobile.accounts.caller import Actor
    from gomobile.attributes import service as attributes
    from gomobile.quality.merges import service
    from gomobile.quality.merges.presenter import unmerged_json

    with transaction() as conn:
        owner = organization(conn, org)
        undone = service.unmerge(conn, owner, Actor("system"), merge_id)
        shown = unmerged_json(undone, attributes.load_definitions(conn, owner.id))
    if as_json:
        print_json(shown)
        return
    for contact in (undone.survivor, undone.loser):
        print(f"{contact.id} has {contact.primary_phone} again.")
    if undone.kept:
        print(f"Changed since the merge and therefore kept: {', '.join(undone.kept)}")


def _choices(texts: list[str]) -> dict[str, Any]:
    choices = {}
    for text in texts:
        field, separator, value = text.partition("=")
        if not separator or not field:
            raise typer.BadParameter(f"{text!r} is not FIELD=CONTACT.", param_hint="--choose")
        choices[field] = value or None
    return choices


def _print(made: Merged, shown: MergeResult, *, dry_run: bool) -> None:
    table(None, ["Field", "Value", "From"], [[one["field"], one["value"], one["from"]] for one in shown["fields"]])
    print(f"Numbers: {', '.join(phone['key'] for phone in shown['contact']['phones'])}")
    moved = ", ".join(f"{kind} {count:,}" for kind, count in made.moved.items() if count)
    print(f"{'Would move' if dry_run else 'Moved'}: {moved or 'nothing'}")
    if not dry_run:
        for row in made.merges:
            print(f"To take it back: gomobile unmerge {row.id}")
