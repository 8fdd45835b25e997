"""`gomobile demo`: an organization filled with invented people."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from gomobile.cli.context import Json, conninfo, print_json, say

if TYPE_CHECKING:
    from gomobile.demo.service import Demo

# Those of the service, which would load heavy libraries for `--help`.
_PEOPLE, _SEED = 20_000, 1


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    people: Annotated[int, typer.Option(help="How many people, 100 to 50,000.")] = _PEOPLE,
    org: Annotated[
        str | None, typer.Option("--org", help='Slug of an empty organization; a new one, "Demo", if not given.')
    ] = None,
    seed: Annotated[int, typer.Option(help="Another number invents other people.")] = _SEED,
    as_json: Json = False,
) -> None:
    """Fill an organization with invented people, to look at everything alive.

    Their numbers lie in ranges that are kept for fiction, or that no operator has. If it is interrupted, the same
    command goes on where it was.
    """
    from gomobile.accounts import service as accounts
    from gomobile.accounts.caller import Actor
    from gomobile.db.pool import connect
    from gomobile.demo import service
    from gomobile.demo.presenter import demo_json
    from gomobile.settings import Settings

    with conninfo() as found:
        with connect(found, name="gomobile-cli") as conn:
            owner = accounts.get_organization(conn, org) if org else service.own_organization(conn)
            service.begin(conn, owner, Actor("system"), people=people, seed=seed)
        with _stopping() as stop, _progress(quiet=as_json) as report:
            ended = service.run(found, Settings.from_env(), owner.id, stop=stop, report=report)
    if as_json:
        print_json({"organization": owner.slug, **demo_json(ended)})
    elif ended.status == "completed":
        _tell(owner.slug, ended)
    if ended.status != "completed":
        say(f"Stopped after {ended.done} of {ended.steps} steps. The same command goes on from here.")
        raise typer.Exit(1)


def _tell(slug: str, ended: Demo) -> None:
    made = ended.made
    print(
        f"Made {made['contacts']:,} contacts by {made['imports']} imports, {made['calls']:,} call results, "
        f"{made['consents']:,} statements of consent,"
    )
    print(
        f"{made['suppressions']:,} suppressions, {made['tags']} tags, {made['audiences']} audiences and "
        f"{made['duplicates']:,} duplicates to decide about."
    )
    print(f"Look at them: gomobile audience list --org {slug}. Or start `gomobile serve` and open its page.")


@contextlib.contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Ctrl-C ends the work after the present step instead of within it."""
    stop = threading.Event()
    previous = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, previous)


@contextlib.contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[Demo], None]]:
    """A live bar on standard error; yields what to tell it."""
    if quiet:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = [TextColumn("{task.description:<40}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Inventing people", total=None)
        yield lambda demo: bar.update(task, description=demo.doing, completed=demo.done, total=demo.steps)
