"""`gomobile calls`, `gomobile quality` and `gomobile hygiene` over a real database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from gomobile.accounts.caller import Actor, Organization
from gomobile.cli import calls, hygiene, quality
from gomobile.contacts import service as contacts
from gomobile.db.pool import Database
from tests import make

Run = Callable[..., Any]


@pytest.fixture
def owner(conninfo: str) -> Organization:
    with Database(conninfo) as database:
        return make.organization(database)


@pytest.fixture
def contact(conninfo: str, owner: Organization) -> Any:
    with Database(conninfo) as database, database.transaction() as conn:
        return contacts.create(conn, owner, Actor("system"), {"primaryPhone": make.phone()}).contact


@pytest.fixture
def run(conninfo: str, owner: Organization, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command; its output, or what it printed as JSON."""
    monkeypatch.setenv("GOMOBILE_DATABASE_URL", conninfo)
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    for group in (calls, hygiene, quality):
        group.register(app)

    def invoke(*words: str, exit_code: int = 0) -> Any:
        result = CliRunner().invoke(app, list(words), catch_exceptions=False)
        assert result.exit_code == exit_code, result.output
        return json.loads(result.stdout) if "--json" in words else result.stdout

    return invoke


def test_call_results_come_from_a_file(run: Run, contact: Any, tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    file.write_text(f"phone,result\n{contact.primary_phone},answered\n{contact.primary_phone},perhaps\n")

    done = run("calls", "import", str(file), "--json", exit_code=1)
    assert (done["rows"], done["recorded"], done["failed"]) == (2, 1, 1)
    again = run("calls", "import", str(file), exit_code=1)
    assert "0 recorded" in again
    assert "1 known already, 1 failed" in again

    assert "reachable: 1 attempts, 1 answered" in run("calls", "list", str(contact.id))
    assert run("calls", "list", str(contact.id), "--json")["data"][0]["result"] == "answered"


def test_a_file_that_is_not_there_is_told(run: Run) -> None:
    run("calls", "import", "/nowhere.csv", exit_code=2)


def test_the_summary_is_shown(run: Run, contact: Any) -> None:
    assert "phoneValid" in run("quality", "summary")
    shown = run("quality", "summary", "--json", "--fresh")
    assert {one["name"]: one["count"] for one in shown["items"]}["callable"] == 1


def test_numbers_are_verified(run: Run, contact: Any) -> None:
    rules = '{"logic": "AND", "conditions": [{"field": "phone.status", "operator": "equals", "value": "invalid"}]}'

    assert run("quality", "verify", "--json")["report"]["counts"]["verified"] == 1
    assert run("quality", "verify", "--filter", rules, "--json")["report"]["counts"]["verified"] == 0
    assert run("quality", "verify", "--dry-run").startswith("Dry run: 1 checked")
    run("quality", "verify", "--filter", "{", exit_code=2)


def test_clean_ups_are_switched_on_and_run(run: Run, contact: Any) -> None:
    assert "off" in run("hygiene", "list")
    enabled = run("hygiene", "enable", "archive_inactive", "--every", "weekly", "--day", "7", "--json")
    assert (enabled["enabled"], enabled["day"]) == (True, 7)
    assert "weekly, day 7 at 3:00" in run("hygiene", "list")
    assert run("hygiene", "disable", "archive_inactive") == "archive_inactive: off\n"

    assert run("hygiene", "run", "archive_inactive", "--dry-run") == "Dry run: 1 checked, 0 archived\n"
    assert run("hygiene", "run", "archive_inactive", "--json")["status"] == "completed"
    assert [one["dryRun"] for one in run("hygiene", "runs", "archive_inactive", "--json")] == [False, True]
    assert "completed" in run("hygiene", "runs")
