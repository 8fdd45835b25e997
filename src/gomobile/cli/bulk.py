"""`gomobile bulk`: bulk actions."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from gomobile.cli.context import Json, Org, conninfo, organization, print_json, say, table, transaction
from gomobile.cli.recording import about

if TYPE_CHECKING:
    from gomobile.bulk.action import BulkAction

Id = Annotated[UUID, typer.Argument(help="The id of the action.")]
Rules = Annotated[
    str | None, typer.Option("--filter", metavar="JSON", help="Contacts that match a rule tree; @FILE reads it.")
]
Search = Annotated[str | None, typer.Option(help="Contacts with this in name, phone or e-mail.")]
Tagged = Annotated[str | None, typer.Option("--tagged", metavar="TAG", help="Contacts that have this tag.")]
Audience = Annotated[str | None, typer.Option("--in", metavar="AUDIENCE", help="Members of this audience.")]
PhoneStatus = Annotated[str | None, typer.Option(help="Only valid, possible or invalid numbers.")]
Archived = Annotated[str, typer.Option(help="Archived contacts: false without them, true only they, or all.")]
Deleted = Annotated[bool, typer.Option("--deleted", help="Contacts in the trash instead.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Do one thing to every contact of a filter; undo it.", no_args_is_help=True)
    app.add_typer(group, name="bulk")
    group.command("count")(count)
    group.command("run")(run)
    group.command("list")(list_)
    group.command("show")(show)
    group.command("cancel")(cancel)
    group.command("undo")(undo)


def count(
    rules: Rules = None,
    search: Search = None,
    tagged: Tagged = None,
    audience: Audience = None,
    phone_status: PhoneStatus = None,
    archived: Archived = "false",
    deleted: Deleted = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Count the contacts of a filter. Without any, all that are neither deleted nor archived."""
    from gomobile.bulk import service

    with transaction() as conn:
        owner = organization(conn, org)
        chosen = _filter(conn, owner.id, rules, search, tagged, audience, phone_status, archived, deleted)
        found = service.count(conn, owner, chosen)
    if as_json:
        print_json({"count": found, "isExact": True})
    else:
        print(f"{found:,} contacts")


def run(
    action: Annotated[
        str,
        typer.Option(
            help="tag, untag, add_to_audience, remove_from_audience, archive, unarchive, delete, restore or set_field."
        ),
    ],
    tag: Annotated[str | None, typer.Option(help="The tag of tag and untag.")] = None,
    to: Annotated[str | None, typer.Option("--audience", help="The audience to add to or remove from.")] = None,
    field: Annotated[
        str | None, typer.Option(help="The field of set_field, such as city or customAttributes.segment.")
    ] = None,
    value: Annotated[str | None, typer.Option(help="Its value; without it the field is cleared.")] = None,
    rules: Rules = None,
    search: Search = None,
    tagged: Tagged = None,
    audience: Audience = None,
    phone_status: PhoneStatus = None,
    archived: Archived = "false",
    deleted: Deleted = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Do one thing to every contact of a filter: counts first and asks. Ctrl-C stops it; what is done stays."""
    from gomobile.accounts.caller import Actor
    from gomobile.bulk import service

    given = {"tag": tag, "audienceId": to, "field": field}
    parameters: dict[str, Any] = {name: one for name, one in given.items() if one is not None}
    if field is not None:
        parameters["value"] = value.split(",") if field == "channels" and value else value
    with conninfo() as found:
        with transaction(found) as conn:
            owner = organization(conn, org)
            chosen = _filter(conn, owner.id, rules, search, tagged, audience, phone_status, archived, deleted)
            present = service.count(conn, owner, chosen)
            if not yes and not as_json:
                typer.confirm(f"{action.replace('_', ' ')}: {present:,} contacts. Go on?", abort=True)
            made = service.create(
                conn, owner, Actor("system"), action=action, parameters=parameters, filter=chosen,
                expected=present, queue=False,
            )  # fmt: skip
            about(made.id)
        with _interruptible() as stop, _progress(quiet=as_json) as report:
            done = service.run(found, owner.id, made.id, stop=stop, report=report)
            if stop.is_set() and done.status == "running":
                with transaction(found) as conn:
                    service.cancel(conn, owner.id, made.id)
                done = service.run(found, owner.id, made.id)
    _tell(done, as_json=as_json)


def list_(limit: Annotated[int, typer.Option(min=1, max=1_000)] = 20, org: Org = None, as_json: Json = False) -> None:
    """List the actions, newest first."""
    from gomobile.bulk import service
    from gomobile.bulk.presenter import action_json
    from gomobile.clock import now

    with transaction() as conn:
        found, _, _ = service.list_actions(conn, organization(conn, org).id, 1, limit)
    if as_json:
        print_json([action_json(one, now()) for one in found])
        return
    rows = [
        [one.id, one.action, one.status, f"{one.done:,}", f"{one.changed:,}", f"{one.created_at:%Y-%m-%d %H:%M}"]
        for one in found
    ]
    table(None, ["Id", "Action", "Status", "Done", "Changed", "Created"], rows)


def show(id: Id, org: Org = None, as_json: Json = False) -> None:
    """Show one action and its progress."""
    from gomobile.bulk import service

    with transaction() as conn:
        found = service.get(conn, organization(conn, org).id, id)
    _tell(found, as_json=as_json)


def cancel(id: Id, org: Org = None, as_json: Json = False) -> None:
    """Stop an action at its next chunk; what is done stays and can be undone."""
    from gomobile.bulk import service

    with transaction() as conn:
        found = service.cancel(conn, organization(conn, org).id, id)
    _tell(found, as_json=as_json)


def undo(id: Id, org: Org = None, as_json: Json = False) -> None:
    """Put back what an action changed, except where somebody has changed the same since."""
    from gomobile.accounts.caller import Actor
    from gomobile.bulk import service

    with conninfo() as found:
        with transaction(found) as conn:
            owner = organization(conn, org)
            # Queued as well: should this process be killed, a worker goes on.
            service.begin_undo(conn, owner.id, Actor("system"), id)
        with _progress(quiet=as_json) as report:
            done = service.undo(found, owner.id, id, report=report)
    _tell(done, as_json=as_json)


def _filter(
    conn: Any,
    org_id: UUID,
    rules: str | None,
    search: str | None,
    tagged: str | None,
    audience: str | None,
    phone_status: str | None,
    archived: str,
    deleted: bool,
) -> dict[str, Any]:
    """The filter as the API takes it; tags and audiences may be named."""
    from gomobile.audiences import service as audiences
    from gomobile.tags import service as tags

    given = {
        "filter": _json(rules) if rules else None,
        "search": search,
        "tagId": str(tags.find(conn, org_id, tagged).id) if tagged else None,
        "audienceId": str(audiences.find(conn, org_id, audience).id) if audience else None,
        "phoneStatus": phone_status,
        "archived": archived,
        "deleted": deleted or None,
    }
    return {name: value for name, value in given.items() if value is not None}


def _json(text: str) -> Any:
    import json

    if text.startswith("@"):
        try:
            text = Path(text[1:]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise typer.BadParameter(f"{text[1:]} cannot be read: {error}", param_hint="--filter") from error
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise typer.BadParameter(f"This is not JSON: {error}", param_hint="--filter") from error


@contextmanager
def _interruptible() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets, instead of ending the process in the middle of a chunk."""
    stop = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[BulkAction], None]]:
    if quiet:
        yield lambda _action: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = [TextColumn("contacts"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("contacts", total=None)

        def report(action: BulkAction) -> None:
            undoing = action.status == "undoing"
            total = action.changed if undoing else action.matched
            bar.update(task, total=total, completed=action.undone + action.undo_skipped if undoing else action.done)

        yield report


def _tell(action: BulkAction, *, as_json: bool) -> None:
    """Say how an action stands; exit code 1 when it failed."""
    from gomobile.bulk.presenter import action_json
    from gomobile.clock import now

    if as_json:
        print_json(action_json(action, now()))
    else:
        skipped = action.done - action.changed
        print(f"{action.action} {action.status}: {action.changed:,} changed, {skipped:,} left as they were.")
        if action.status in ("undoing", "undone"):
            print(f"Put back: {action.undone:,}; {action.undo_skipped:,} had been changed since.")
        elif action.done:
            print(f"To undo it: gomobile bulk undo {action.id}")
        if action.error:
            say(action.error["message"])
    if action.status == "failed":
        raise typer.Exit(1)
