"""`gomobile suppression` and `gomobile consent` over a real database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from gomobile.accounts.caller import Actor
from gomobile.cli import consent, suppression
from gomobile.contacts import service as contacts
from gomobile.db.pool import Database
from gomobile.errors import AppError
from gomobile.privacy.suppression.errors import SuppressionNotFound
from tests import make

Run = Callable[..., str]
NUMBER = "0612345678"


@pytest.fixture
def run(conninfo: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command on the only organization, which has one contact, and return its output."""
    with Database(conninfo) as database:
        owner = make.organization(database)
        with database.transaction() as conn:
            contacts.create(conn, owner, Actor("system"), {"primaryPhone": NUMBER})
    monkeypatch.setenv("GOMOBILE_DATABASE_URL", conninfo)
    monkeypatch.setenv("GOMOBILE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    suppression.register(app)
    consent.register(app)

    def invoke(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, words, catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.stdout

    return invoke


def as_json(run: Run, *words: str, code: int = 0) -> Any:
    return json.loads(run(*words, "--json", code=code))


def test_a_number_is_added_checked_listed_and_lifted(run: Run) -> None:
    assert "+212612345678 is suppressed now (all: asked, for good)" in run(
        "suppression", "add", NUMBER, "--reason", "asked"
    )
    assert "was suppressed already" in run("suppression", "add", NUMBER, "--reason", "legal")
    assert "suppressed (all: asked" in run("suppression", "check", "06 12 34 56 78", code=1)
    assert as_json(run, "suppression", "check", "0600000000")[0]["suppressed"] is False
    assert [one["phone"] for one in as_json(run, "suppression", "list")] == ["+212612345678"]
    assert "1 of 1" in run("suppression", "list", "--search", NUMBER)

    assert "Lifted: +212612345678" in run("suppression", "lift", NUMBER, "--reason", "asked again")

    assert as_json(run, "suppression", "list") == []
    assert as_json(run, "suppression", "list", "--state", "lifted")[0]["liftReason"] == "asked again"
    with pytest.raises(SuppressionNotFound):
        run("suppression", "lift", NUMBER, "--reason", "again")


def test_a_wrong_number_channel_or_state_is_refused(run: Run) -> None:
    with pytest.raises(AppError):
        run("suppression", "add", "nobody", "--reason", "asked")
    run("suppression", "check", NUMBER, "--channel", "fax", code=2)
    run("suppression", "list", "--state", "gone", code=2)
    assert as_json(run, "suppression", "check", "nobody", code=1)[0]["error"]


def test_a_list_goes_in_and_comes_out(run: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "list.csv", tmp_path / "out.csv"
    source.write_text("phone,reason,colour\n0612345678,asked,red\n0612345679,,\nnobody,asked,\n")

    report = run("suppression", "import", str(source), "--reason", "regulator", "--source", "ANRT", code=1)

    assert "3 rows, numbers in the column 'phone': 2 numbers." in report
    assert "2 added" in report
    assert "Columns that were not read: colour." in report
    assert "nobody" in report
    assert as_json(run, "suppression", "import", str(source), "--reason", "x", code=1)["alreadySuppressed"] == 2
    assert "Wrote" in run("suppression", "export", "--out", str(target))
    assert "+212612345679,all,regulator,ANRT" in target.read_text(encoding="utf-8")
    assert "+212612345678,all,asked" in run("suppression", "export")


def test_consent_is_recorded_shown_and_listed(run: Run) -> None:
    assert "Recorded: marketing by call granted." in run(
        "consent",
        "add",
        NUMBER,
        "marketing",
        "call",
        "granted",
        "--source",
        "web form",
        "--stated-at",
        "2026-01-01T00Z",
    )
    refused = as_json(run, "consent", "add", NUMBER, "marketing", "call", "withdrawn", "--suppress")
    shown = as_json(run, "consent", "show", refused["contactId"])

    assert [one["status"] for one in shown["current"]] == ["withdrawn"]
    assert [one["status"] for one in shown["data"]] == ["withdrawn", "granted"]
    assert "web form" in run("consent", "show", NUMBER)
    assert "1 of 1" in run("consent", "list", "--status", "withdrawn")
    assert as_json(run, "consent", "list", "--purpose", "survey") == []
    assert run("suppression", "check", NUMBER, code=1)
    with pytest.raises(AppError):
        run("consent", "show", "0699999999")
