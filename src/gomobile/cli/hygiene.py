"""`gomobile hygiene`: clean-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from gomobile.cli.context import Json, Org, conninfo, organization, print_json, table, transaction
from gomobile.cli.recording import about

if TYPE_CHECKING:
    from gomobile.quality.hygiene.service import RunRow, Scheduled

Task = Annotated[str, typer.Argument(help="As `gomobile hygiene list` names it.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Clean-ups: switch them on, run them, see what they did.", no_args_is_help=True)
    app.add_typer(group, name="hygiene")
    group.command("list")(list_)
    group.command("enable")(enable)
    group.command("disable")(disable)
    group.command("run")(run)
    group.command("runs")(runs)


def list_(org: Org = None, as_json: Json = False) -> None:
    """List the clean-ups: when they run, and what the latest run did."""
    from gomobile.quality.hygiene import service
    from gomobile.quality.hygiene.presenter import clean_up_json

    with transaction() as conn:
        found = service.list_clean_ups(conn, organization(conn, org).id)
    if as_json:
        print_json([clean_up_json(one) for one in found])
        return
    rows = [
        [one.clean_up.name, _when(one), one.last_run.status if one.last_run else None, one.clean_up.text]
        for one in found
    ]
    table(None, ["Clean-up", "Runs", "Last run", "What it does"], rows)


def enable(
    task: Task,
    every: Annotated[str | None, typer.Option(help="weekly or monthly.")] = None,
    day: Annotated[int | None, typer.Option(help="Weekly: 1 (Monday) to 7; monthly: a day.")] = None,
    hour: Annotated[int | None, typer.Option(help="0 to 23, in the organization's time zone.")] = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Switch a clean-up on; what is not given stays as it is."""
    given = {"every": every, "day": day, "hour": hour}
    _schedule(task, org, as_json, enabled=True, **{name: value for name, value in given.items() if value is not None})


def disable(task: Task, org: Org = None, as_json: Json = False) -> None:
    """Switch a clean-up off."""
    _schedule(task, org, as_json, enabled=False)


def run(
    task: Task,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Run a clean-up now, in this process."""
    from gomobile.accounts.caller import Actor
    from gomobile.quality.hygiene import service

    with conninfo() as found:
        with transaction(found) as conn:
            owner = organization(conn, org).id
            queued = service.start(conn, owner, Actor("system"), task, dry_run=dry_run)
            about(task)
        done = service.run(found, owner, queued.id)
    show_run(done, as_json)


def runs(
    task: Annotated[str | None, typer.Argument(help="Of one clean-up.", show_default=False)] = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """List the latest runs."""
    from gomobile.quality.hygiene import service
    from gomobile.quality.hygiene.presenter import run_json

    with transaction() as conn:
        found, _ = service.list_runs(conn, organization(conn, org).id, task, 1, 50)
    if as_json:
        print_json([run_json(one) for one in found])
        return
    rows = [
        [f"{one.created_at:%Y-%m-%d %H:%M}", one.task, "dry run" if one.dry_run else "", one.status, _counts(one)]
        for one in found
    ]
    table(None, ["When", "Clean-up", "", "State", "What it did"], rows)


def show_run(found: RunRow, as_json: bool) -> None:
    """Print a run that has ended."""
    from gomobile.quality.hygiene.presenter import run_json

    if as_json:
        print_json(run_json(found))
    else:
        print(("Dry run: " if found.dry_run else "") + _counts(found))
    if found.status != "completed":
        raise typer.Exit(1)


def _schedule(task: str, org: str | None, as_json: bool, **given: Any) -> None:
    from gomobile.accounts.caller import Actor
    from gomobile.quality.hygiene import service
    from gomobile.quality.hygiene.presenter import clean_up_json

    with transaction() as conn:
        owner = organization(conn, org)
        found = service.set_schedule(conn, owner, Actor("system"), task, given)
        about(task)
    if as_json:
        print_json(clean_up_json(found))
    else:
        print(f"{task}: {_when(found)}")


def _when(one: Scheduled) -> str:
    schedule = one.schedule
    if not schedule.enabled or one.due_at is None:
        return "off"
    return f"{schedule.every}, day {schedule.day} at {schedule.hour}:00, next {one.due_at:%Y-%m-%d %H:%M} UTC"


def _counts(found: RunRow) -> str:
    counts = found.report.get("counts", {})
    ordered = sorted(counts, key=lambda name: (name != "checked", name))
    return ", ".join(f"{counts[name]:,} {name}" for name in ordered) or "nothing"
