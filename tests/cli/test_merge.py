"""`gomobile merge` and `gomobile unmerge` over a real database."""

from __future__ import annotations

import json
from collections.abc import Callable
from uuid import UUID

import pytest
import typer
from typer.testing import CliRunner

from gomobile.accounts.caller import Actor
from gomobile.cli import merge
from gomobile.contacts import service as contacts
from gomobile.db.pool import Database
from tests import make

Run = Callable[..., str]


@pytest.fixture
def two(conninfo: str) -> tuple[str, str]:
    """Two contacts of the only organization."""
    with Database(conninfo) as database:
        owner = make.organization(database)
        with database.transaction() as conn:
            people = ({"primaryPhone": "0612345678", "city": "Rabat"}, {"primaryPhone": "0687654321", "zip": "10000"})
            made = [contacts.create(conn, owner, Actor("system"), person).contact for person in people]
    return str(made[0].id), str(made[1].id)


@pytest.fixture
def run(conninfo: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command and return its output."""
    monkeypatch.setenv("GOMOBILE_DATABASE_URL", conninfo)
    app = typer.Typer()
    merge.register(app)

    def invoke(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, list(words), catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.output

    return invoke


def test_contacts_are_merged_and_unmerged(run: Run, two: tuple[str, str]) -> None:
    dry = json.loads(run("merge", *two, "--dry-run", "--json"))
    assert (dry["dryRun"], dry["merges"]) == (True, [])

    made = json.loads(run("merge", *two, "--choose", f"primaryPhone={two[1]}", "--choose", "city=Fes", "--json"))
    assert made["contact"]["city"] == "Fes"
    assert [phone["key"] for phone in made["contact"]["phones"]] == ["+212687654321", "+212612345678"]

    text = run("unmerge", made["merges"][0]["id"])
    assert f"{two[0]} has 0612345678 again." in text
    assert f"{two[1]} has 0687654321 again." in text


def test_people_are_told_what_moved_and_how_to_take_it_back(run: Run, two: tuple[str, str]) -> None:
    assert "Would move: fields 1, phones 1" in run("merge", *two, "--dry-run")
    text = run("merge", *two)
    assert "Numbers: +212612345678, +212687654321" in text
    UUID(text.rsplit("gomobile unmerge ", 1)[1].strip())


def test_a_choice_without_a_value_is_refused(run: Run, two: tuple[str, str]) -> None:
    assert "is not FIELD=CONTACT" in run("merge", *two, "--choose", "city", code=2)
