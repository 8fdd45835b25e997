"""`gomobile audit`: the audit log."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from gomobile.cli.context import Json, Org, organization, print_json, table, transaction, write_file

if TYPE_CHECKING:
    from gomobile.audit.store import Which

Action = Annotated[str | None, typer.Option(help="Such as api_key.created.")]
ActorId = Annotated[UUID | None, typer.Option("--actor", help="Id of the key, import or person that acted.")]
Subject = Annotated[str | None, typer.Option(help="Id of what was acted on, or a phone hash.")]
Since = Annotated[datetime | None, typer.Option("--from", help="From this UTC time on.")]
Until = Annotated[datetime | None, typer.Option("--to", help="Before this UTC time.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="The audit log: list, export, verify.", no_args_is_help=True)
    app.add_typer(group, name="audit")
    group.command("list")(list_)
    group.command("export")(export)
    group.command("verify")(verify)


def list_(
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many lines.")] = 20,
    action: Action = None,
    actor: ActorId = None,
    subject: Subject = None,
    since: Since = None,
    until: Until = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Show who did what, newest first."""
    from gomobile.audit import service
    from gomobile.audit.presenter import line_json

    which = _which(action, actor, subject, since, until)
    with transaction() as conn:
        found, total, _ = service.find_lines(conn, organization(conn, org).id, which, page=1, limit=limit)
    if as_json:
        print_json([line_json(line) for line in found])
        return
    rows = [
        [line.sequence, f"{line.at:%Y-%m-%d %H:%M:%S}", line.action, line.actor_name or line.actor_kind, line.address,
         line.subject_kind, line.subject_id]
        for line in found
    ]  # fmt: skip
    table(None, ["Line", "Time (UTC)", "Action", "By", "From", "Of", "Id"], rows)
    print(f"{len(found):,} of {total:,} lines.")


def export(
    out: Annotated[Path | None, typer.Option(help="The file; standard output if not given.")] = None,
    format: Annotated[str, typer.Option(help="csv or jsonl.")] = "csv",
    action: Action = None,
    actor: ActorId = None,
    subject: Subject = None,
    since: Since = None,
    until: Until = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Write the audit log to a file, newest first, with its hashes."""
    from gomobile.audit import presenter, service

    if format not in presenter.MEDIA_TYPES:
        raise typer.BadParameter("Give csv or jsonl.", param_hint="--format")
    which = _which(action, actor, subject, since, until)
    with transaction() as conn:
        lines = service.all_lines(conn, organization(conn, org).id, which)
        data = presenter.export(lines, format)  # type: ignore[arg-type]  # checked above
        write_file(out, data, as_json=as_json)


def verify(
    expect: Annotated[
        str | None, typer.Option(help="A head hash noted earlier; it must still be in the chain.")
    ] = None,
    org: Org = None,
    as_json: Json = False,
) -> None:
    """Compute the chain of hashes again; exit 1 when a line was changed, removed or added."""
    from gomobile.audit import service
    from gomobile.audit.presenter import verdict_json

    try:
        expected = bytes.fromhex(expect) if expect else None
    except ValueError:
        raise typer.BadParameter("A hash has 64 hexadecimal digits.", param_hint="--expect") from None
    with transaction() as conn:
        verdict = service.verify(conn, organization(conn, org).id, expected)
    if as_json:
        print_json(verdict_json(verdict))
    elif verdict.ok:
        head = f"\nHead: {verdict.head.hex()}\nNote it elsewhere; later: --expect HASH" if verdict.head else ""
        print(f"The audit log is whole: {verdict.lines:,} lines.{head}")
    else:
        print(f"The audit log is broken. {verdict.problem}")
    if not verdict.ok:
        raise typer.Exit(1)


def _which(
    action: str | None, actor: UUID | None, subject: str | None, since: datetime | None, until: datetime | None
) -> Which:
    from gomobile.audit.store import Which

    moments = [moment.replace(tzinfo=UTC) if moment else None for moment in (since, until)]
    return Which(action, actor, subject, *moments)
