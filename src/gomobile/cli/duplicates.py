"""`gomobile duplicates`: contacts that may be one person."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from gomobile.cli.context import Json, Org, conninfo, organization, print_json, say, table, transaction
from gomobile.cli.recording import about, record

if TYPE_CHECKING:
    from gomobile.quality.duplicates.answers import DuplicateReport, DuplicateRun
    from gomobile.quality.duplicates.service import Case

Left = Annotated[str, typer.Argument(help="Id of one contact.")]
Right = Annotated[str, typer.Argument(help="Id of the other one.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Duplicates: find, list, dismiss, merge many.", no_args_is_help=True)
    app.add_typer(group, name="duplicates")
    group.command("scan")(scan)
    group.command("list")(list_)
    group.command("dismiss")(dismiss)
    group.command("accept")(accept)
    group.command("similar")(similar)


def scan(
    full: Annotated[bool, typer.Option("--full", help="Compare every contact again, not only those changed.")] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Search for duplicates, here and now."""
    from gomobile.accounts.caller import Actor
    from gomobile.quality.duplicates import service
    from gomobile.quality.duplicates.presenter import run_json
    from gomobile.settings import Settings

    with conninfo() as found:
        with transaction(found) as conn:
            owner = organization(conn, org)
            run = service.create_scan(conn, owner.id, Actor("system"), full=full)
        ended = service.scan(found, Settings.from_env(), owner.id, run.id, _progress())
    _end(run_json(ended), as_json)
    if not as_json:
        report = _figures(ended.report)
        print(f"{report['contacts']:,} contacts, {report['seconds']} s.")
        print(
            f"{report['certain']:,} certain and {report['probable']:,} probable pairs, {report['new']:,} of them new."
        )
        print(f"{report['similarNumbers']:,} similar numbers.")
        for capped in report["capped"]:
            text = f"{capped['values']:,} values of {capped['key']} are shared by {capped['contacts']:,} contacts"
            print(f"Left out: {text}, too many to say anything.")


def list_(
    status: Annotated[str, typer.Option(help="open, skipped, dismissed or merged.")] = "open",
    min_score: Annotated[float, typer.Option(help="The least score, from 0 to 1.", min=0, max=1)] = 0.0,
    limit: Annotated[int, typer.Option(help="How many to show.", min=1, max=100)] = 20,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """List pairs that may be one person, the likeliest first."""
    from gomobile.attributes import service as attributes
    from gomobile.quality.duplicates import service
    from gomobile.quality.duplicates.presenter import case_json

    if status not in ("open", "skipped", "dismissed", "merged"):
        raise typer.BadParameter(f"{status!r} is none of open, skipped, dismissed and merged.", param_hint="--status")
    with transaction() as conn:
        owner = organization(conn, org).id
        cases, _, total = service.list_cases(conn, owner, status, min_score, None, limit)  # type: ignore[arg-type]
        definitions = attributes.load_definitions(conn, owner)
    if as_json:
        print_json({"data": [case_json(case, definitions) for case in cases], "total": total})
        return
    rows = [[f"{case.pair.score:.3f}", *_sides(case), _reasons(case)] for case in cases]
    table(None, ["Score", "Left", "Right", "Why"], rows)
    if total > len(cases):
        print(f"{len(cases)} of {total:,}.")


def dismiss(left: Left, right: Right, org: Org = None, as_json: Json = False) -> None:
    """Note that two contacts are two persons: they are never asked about again."""
    from gomobile.accounts.caller import Actor
    from gomobile.attributes import service as attributes
    from gomobile.quality.duplicates import service
    from gomobile.quality.duplicates.presenter import case_json

    ids = _id(left, "LEFT"), _id(right, "RIGHT")
    with transaction() as conn:
        owner = organization(conn, org).id
        about(ids[0])
        case = service.dismiss(conn, owner, Actor("system"), *ids)
        definitions = attributes.load_definitions(conn, owner)
    if as_json:
        print_json(case_json(case, definitions))
    else:
        print("Dismissed: these are two persons.")


def accept(
    min_score: Annotated[float, typer.Option(help="Merge every open pair from this score on.", min=0, max=1)],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Merge every open pair from a score on, here and now. Each merge can be undone with `gomobile unmerge`."""
    from gomobile.accounts.caller import Actor
    from gomobile.quality.duplicates import service
    from gomobile.quality.duplicates.presenter import run_json

    with conninfo() as found:
        with transaction(found, prepares=True) as conn:
            owner = organization(conn, org)
            count = service.count_open(conn, owner.id, min_score)
        if not yes and not typer.confirm(f"Merge {count:,} pairs?", err=True):
            raise typer.Exit(1)
        with transaction(found) as conn:
            run = service.create_acceptance(conn, owner.id, Actor("system"), min_score, count)
            about(run.id)
        ended = service.accept(found, owner.id, run.id, _progress())
    _end(run_json(ended), as_json)
    if not as_json:
        report = _figures(ended.report)
        print(f"Merged {report['merged']:,} contacts into others, refused {report['refused']:,}.")


def similar(
    kind: Annotated[str | None, typer.Option(help="one_digit, swapped or same_tail.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write all of them as a CSV; - for standard output.")] = None,
    limit: Annotated[int, typer.Option(help="How many to show.", min=1, max=100)] = 20,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """List numbers that differ so little that one may be a slip of the other, as of the last scan."""
    from gomobile.quality.duplicates import service
    from gomobile.quality.duplicates.presenter import similar_json
    from gomobile.quality.duplicates.similar_csv import similar_csv

    if kind not in (None, "one_digit", "swapped", "same_tail"):
        raise typer.BadParameter(f"{kind!r} is none of one_digit, swapped and same_tail.", param_hint="--kind")
    with transaction() as conn:
        owner = organization(conn, org).id
        if out is not None:
            record(conn, owner, "similar_numbers.exported", "organization", owner)
            lines = similar_csv(service.similar_blocks(conn, owner, kind))  # type: ignore[arg-type]
            if str(out) == "-":
                for line in lines:
                    sys.stdout.buffer.write(line)
            else:
                with out.open("wb") as file:
                    file.writelines(lines)
                say(f"Wrote {out}")
            return
        found, _, total = service.list_similar(conn, owner, kind, service.FIRST, limit)  # type: ignore[arg-type]
    if as_json:
        print_json({"data": [similar_json(one) for one in found], "total": total})
        return
    rows = [[one.kind, one.left_phone, one.left_name, one.right_phone, one.right_name] for one in found]
    table(None, ["Kind", "Number", "Name", "Other number", "Other name"], rows)
    if total > len(found):
        print(f"{len(found)} of {total:,}.")


def _progress() -> Any:
    """Tells a person at a terminal how far a run is."""
    if not sys.stderr.isatty():
        return lambda _: None

    def show(progress: dict[str, Any]) -> None:
        numbers = ", ".join(f"{name} {value:,}" for name, value in progress.items() if isinstance(value, int))
        print(f"\r{progress['phase']}: {numbers}\033[K", end="", file=sys.stderr, flush=True)

    return show


def _end(run: DuplicateRun, as_json: bool) -> None:
    if sys.stderr.isatty():
        print(file=sys.stderr)
    if as_json:
        print_json(run)
    if run["status"] != "completed":
        say(f"The run is {run['status']}.")
        raise typer.Exit(1)


def _figures(report: DuplicateReport) -> dict[str, Any]:
    """The report of a run that completed: the figures of its kind are all there."""
    return cast("dict[str, Any]", report)


def _id(text: str, name: str) -> Any:
    from uuid import UUID

    try:
        return UUID(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no id of a contact.", param_hint=name) from None


def _sides(case: Case) -> list[str]:
    return [
        " ".join(filter(None, (contact.display_name, contact.primary_phone, str(contact.id)))) if contact else str(id)
        for contact, id in ((case.left, case.pair.left_id), (case.right, case.pair.right_id))
    ]


def _reasons(case: Case) -> str:
    return ", ".join(f"{entry['field']} {entry['outcome']}" for entry in case.pair.explanation)
