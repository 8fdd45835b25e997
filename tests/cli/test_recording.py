"""Commands in the audit log."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor
from gomobile.audit import service as audit
from gomobile.audit.entry import Line
from gomobile.audit.store import Which
from gomobile.cli.main import app
from gomobile.cli.recorded import EXEMPT, RECORDED, THEMSELVES
from gomobile.db.pool import connect
from gomobile.errors import AppError
from gomobile.imports import service as imports
from gomobile.imports.options import ImportOptions
from gomobile.settings import Settings
from tests import make
from tests.cli.conftest import Run


def lines(conninfo: str) -> list[Line]:
    """The audit log of the only organization, the oldest line first."""
    with connect(conninfo) as conn:
        row = conn.execute("SELECT id FROM organizations").fetchone()
        assert row is not None
        assert audit.verify(conn, row[0]).ok
        return list(audit.all_lines(conn, row[0], Which()))[::-1]


def told(conninfo: str) -> list[tuple[str, str | None, str | None]]:
    return [(line.action, line.subject_kind, line.subject_id) for line in lines(conninfo)]


def test_an_import_and_its_undo_are_recorded(run: Run, conninfo: str, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"phone,city\n{make.phone()},Fes\n", encoding="utf-8")
    run("import", str(file), "--dry-run")
    assert told(conninfo) == []
    id = json.loads(run("import", str(file), "--json"))["importId"]
    run("imports", "undo", id)
    assert told(conninfo) == [("import.started", "import", id), ("import.undone", "import", id)]
    with pytest.raises(AppError):
        run("imports", "undo", id)
    first, last = lines(conninfo)
    assert (first.actor_kind, first.after) == ("system", {"fields": ["file"]})
    assert first.actor_name is not None
    assert first.actor_name.endswith("(command line)")
    assert last.after == {"fields": ["id"]}


def test_a_discarded_import_is_gone_and_that_is_recorded(run: Run, conninfo: str) -> None:
    file = io.BytesIO(f"phone,city\n{make.phone()},Fes\n".encode())
    with connect(conninfo) as conn:
        row = conn.execute("SELECT id FROM organizations").fetchone()
        assert row is not None
        organization = accounts.organization_of(conn, row[0])
        settings = Settings.from_env()
        taken = imports.upload(conn, settings, organization, Actor("system"), file, "people.csv", ImportOptions())
    assert f"Import {taken.id} is discarded." in run("imports", "discard", str(taken.id))
    assert told(conninfo) == [("import.discarded", "import", str(taken.id))]
    with pytest.raises(AppError):
        run("imports", "show", str(taken.id))


def test_a_bulk_action_and_its_undo_are_recorded(run: Run, conninfo: str) -> None:
    run("tag", "create", "VIP")
    done = json.loads(run("bulk", "run", "--action", "tag", "--tag", "VIP", "--yes", "--json"))
    run("bulk", "undo", done["id"])
    assert [action for action, _, _ in told(conninfo)] == [
        "tag.created", "bulk_action.started", "bulk_action.undone",
    ]  # fmt: skip
    assert told(conninfo)[1][2] == told(conninfo)[2][2] == done["id"]
    assert lines(conninfo)[1].after == {"fields": ["action", "tag"], "action": "tag"}


def test_an_audience_made_for_an_import_is_recorded_before_it(run: Run, conninfo: str, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"phone\n{make.phone()}\n", encoding="utf-8")
    run("import", str(file), "--audience", "Donors", "--create-audience")
    assert [action for action, _, _ in told(conninfo)] == ["audience.created", "import.started"]
    run("audience", "delete", "donors")
    assert told(conninfo)[2] == ("audience.deleted", "audience", told(conninfo)[0][2])


def test_what_is_refused_or_only_read_is_not_recorded(run: Run, conninfo: str) -> None:
    run("tag", "list")
    run("bulk", "count")
    with pytest.raises(AppError):
        run("tag", "create", "")
    assert told(conninfo) == []


def test_every_command_is_recorded_or_exempt() -> None:
    known = [*RECORDED, *THEMSELVES, *EXEMPT]
    assert sorted(known) == sorted(set(known)), "in one table each"
    assert set(names(app)) == set(known)


def names(group: typer.Typer, before: str = "") -> Iterator[str]:
    for command in group.registered_commands:
        made: Any = command.callback
        yield before + (command.name or made.__name__)
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        yield from names(inner.typer_instance, f"{before}{inner.name} ")
