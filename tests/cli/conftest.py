"""What tests of commands share: the only organization, three contacts of it, and a way to run a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from gomobile.accounts.caller import Actor
from gomobile.cli import audience, bulk, calls, imports, tag
from gomobile.cli.recording import watch
from gomobile.contacts import service as contacts
from gomobile.db.pool import Database
from tests import make

Run = Callable[..., str]


@pytest.fixture
def phones(conninfo: str) -> list[str]:
    """The numbers of three contacts of the only organization."""
    numbers = [make.phone() for _ in range(3)]
    with Database(conninfo) as database:
        owner = make.organization(database)
        with database.transaction() as conn:
            for number in numbers:
                contacts.create(conn, owner, Actor("system"), {"primaryPhone": number, "city": "Rabat"})
    return numbers


@pytest.fixture
def run(conninfo: str, phones: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command and return its output; `status` is the exit code that is expected."""
    monkeypatch.setenv("GOMOBILE_DATABASE_URL", conninfo)
    monkeypatch.setenv("GOMOBILE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    for group in (audience, bulk, calls, imports, tag):
        group.register(app)
    watch(app)

    def invoke(*words: str, status: int = 0, answer: str | None = None) -> str:
        result = CliRunner().invoke(app, list(words), input=answer, catch_exceptions=False)
        assert result.exit_code == status, result.output
        return result.stdout

    return invoke
