"""`gomobile imports problems` and `gomobile imports retry`: what was refused, and another try with corrections."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from gomobile.cli.context import Json, Org, conninfo, organization, print_json, table, transaction

if TYPE_CHECKING:
    from gomobile.accounts.caller import Organization
    from gomobile.imports.corrections.service import Correction
    from gomobile.imports.store import ImportRow

_PART = 1_000
_COLUMNS = ("line", "column", "value")

Run = Callable[[str, "Organization", UUID, bool], "ImportRow"]


def add(group: typer.Typer, run: Run, finish: Callable[[ImportRow, bool], None]) -> None:
    """Add the commands; `run` runs an import with a progress bar, `finish` tells how it ended."""

    @group.command("problems")
    def problems(id: UUID, org: Org = None, as_json: Json = False) -> None:
        """Put together what is wrong with the cells of an import, by column and cause, with the commonest values."""
        from gomobile.imports import service
        from gomobile.imports.problem_presenter import summary_json
        from gomobile.imports.problems import service as found_problems

        with conninfo() as found, transaction(found) as conn:
            owner = organization(conn, org)
            row = service.get(conn, owner.id, id)
            told = summary_json(row, found_problems.summary(conn, owner.id, id))
        if as_json:
            print_json(told)
            return
        rows = [
            [
                group["column"] or "(row)",
                group["severity"],
                group["count"],
                group["message"],
                ", ".join(f"{one['value'] or 'blank'} ({one['count']})" for one in group["values"][:3]),
            ]
            for group in told["groups"]
        ]
        table(None, ["Column", "Row is", "Cells", "Why", "Values"], rows)

    @group.command("retry")
    def retry(
        id: UUID,
        file: Annotated[
            Path | None,
            typer.Option("--file", help="CSV with the columns line, column and value: what cells should be."),
        ] = None,
        org: Org = None,
        as_json: Json = False,
    ) -> None:
        """Take the rejected rows of an import in again, as an import of its own, with their corrections."""
        from gomobile.accounts.caller import Actor
        from gomobile.imports import service
        from gomobile.imports.corrections import retry as another_try
        from gomobile.imports.corrections import service as corrections
        from gomobile.settings import Settings

        with conninfo() as found:
            with transaction(found) as conn:
                owner = organization(conn, org)
                cells = _read(file, service.header_of(service.get(conn, owner.id, id))) if file else []
                for at in range(0, len(cells), _PART):
                    corrections.correct(conn, owner, Actor("system"), id, cells[at : at + _PART])
                made = another_try.make(conn, Settings.from_env(), owner, Actor("system"), id)
            row = run(found, owner, made, as_json)
        finish(row, as_json)


def _read(file: Path, header: tuple[str, ...]) -> list[Correction]:
    """Corrections of a file; the column is its name, or its position from 1."""
    from gomobile.imports.corrections.service import Correction

    if not file.is_file():
        raise typer.BadParameter(f"There is no file {file}.")
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.DictReader(text)
        if rows.fieldnames is None or not set(_COLUMNS) <= set(rows.fieldnames):
            raise typer.BadParameter(f"{file} needs the columns line, column and value.")
        found = []
        for at, row in enumerate(rows, 2):
            line, column = (row["line"] or "").strip(), (row["column"] or "").strip()
            if column in header:
                number = header.index(column)
            elif column.isdecimal() and 1 <= int(column) <= len(header):
                number = int(column) - 1
            else:
                raise typer.BadParameter(f"{file}, line {at}: the import has no column {column!r}.")
            if not line.isdecimal():
                raise typer.BadParameter(f"{file}, line {at}: {line!r} is not a line number.")
            found.append(Correction(int(line), number, (row["value"] or "").strip() or None))
    return found
