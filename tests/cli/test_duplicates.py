"""`gomobile duplicates` over a real database."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from gomobile.accounts.caller import Actor, Organization
from gomobile.cli import duplicates
from gomobile.contacts import service as contacts
from gomobile.db.pool import Database
from gomobile.errors import AppError
from gomobile.quality.duplicates.errors import AlreadyDecided
from tests import make

Run = Callable[..., str]


@pytest.fixture
def database(conninfo: str) -> Any:
    with Database(conninfo) as opened:
        yield opened


@pytest.fixture
def owner(database: Database) -> Organization:
    return make.organization(database)


@pytest.fixture
def run(conninfo: str, owner: Organization, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the only organization and return its output."""
    monkeypatch.setenv("GOMOBILE_DATABASE_URL", conninfo)
    monkeypatch.setenv("GOMOBILE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "400")
    app = typer.Typer()
    duplicates.register(app)

    def invoke(*words: str, exit_code: int = 0) -> str:
        result = CliRunner().invoke(app, ["duplicates", *words], catch_exceptions=False)
        assert result.exit_code == exit_code, result.output
        return result.stdout

    return invoke


def contact(database: Database, owner: Organization, **fields: Any) -> str:
    with database.transaction() as conn:
        made = contacts.create(conn, owner, Actor("system"), {"primaryPhone": make.phone(), **fields})
    return str(made.contact.id)


def test_a_scan_says_what_it_found(run: Run, database: Database, owner: Organization) -> None:
    contact(database, owner, primaryPhone="+212612345678", primaryEmail="amal@example.com")
    contact(database, owner, primaryPhone="+212612345679", primaryEmail="amal@example.com")

    shown = run("scan")
    as_json = json.loads(run("scan", "--full", "--json"))

    assert "2 contacts" in shown
    assert "1 certain" in shown
    assert "1 similar numbers" in shown
    assert (as_json["status"], as_json["full"], as_json["report"]["certain"]) == ("completed", True, 1)


def test_pairs_are_listed_and_dismissed(run: Run, database: Database, owner: Organization) -> None:
    left = contact(database, owner, fullName="Amal Tazi", primaryEmail="amal@example.com")
    right = contact(database, owner, fullName="Amal Tazi", primaryEmail="amal@example.com")

    assert "primaryEmail same" in run("list")
    assert [pair["rightId"] for pair in json.loads(run("list", "--json"))["data"]] == [right]
    assert "two persons" in run("dismiss", left, right)
    assert json.loads(run("list", "--json")) == {"data": [], "total": 0}
    with pytest.raises(AlreadyDecided):
        run("dismiss", left, right)


def test_many_are_accepted_at_once(run: Run, database: Database, owner: Organization) -> None:
    for _ in range(3):
        contact(database, owner, primaryEmail="amal@example.com")

    assert "Merged 2 contacts" in run("accept", "--min-score", "0.95", "--yes")
    assert json.loads(run("accept", "--min-score", "0.95", "--yes", "--json"))["report"]["merged"] == 0


def test_similar_numbers_are_shown_and_written(
    run: Run, database: Database, owner: Organization, tmp_path: Path
) -> None:
    contact(database, owner, primaryPhone="+212612345678")
    contact(database, owner, primaryPhone="+212612345687")
    run("scan")

    assert "swapped" in run("similar")
    assert json.loads(run("similar", "--kind", "one_digit", "--json"))["total"] == 0
    run("similar", "--out", str(tmp_path / "similar.csv"))
    with (tmp_path / "similar.csv").open(encoding="utf-8") as file:
        assert [row["kind"] for row in csv.DictReader(file)] == ["swapped"]


@pytest.mark.parametrize(
    "words",
    [
        ("dismiss", "x", "y"),
        ("list", "--status", "old"),
        ("list", "--min-score", "2"),
        ("similar", "--kind", "near"),
        ("accept",),
    ],
)
def test_wrong_words_are_told(run: Run, words: tuple[str, ...]) -> None:
    run(*words, exit_code=2)


def test_an_unknown_pair_is_told(run: Run, database: Database, owner: Organization) -> None:
    one, other = contact(database, owner), contact(database, owner)

    with pytest.raises(AppError, match="no such pair"):
        run("dismiss", one, other)
