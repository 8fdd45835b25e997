"""`gomobile erase`, `subject`, `retention` and `audit` over a real database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
import typer
from typer.testing import CliRunner

from gomobile.accounts.caller import Actor
from gomobile.cli import audit, erase, key
from gomobile.contacts import service as contacts
from gomobile.db.pool import Database
from gomobile.privacy.erasure.errors import NothingHeld
from tests import make

Run = Callable[..., str]
PHONE = "+212655443322"


@pytest.fixture
def run(conninfo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the only organization, which has one contact, and return its output."""
    with Database(conninfo) as database:
        owner = make.organization(database)
        with database.transaction() as conn:
            contacts.create(conn, owner, Actor("system"), {"primaryPhone": PHONE, "firstName": "Zoulikha"})
    monkeypatch.setenv("GOMOBILE_DATABASE_URL", conninfo)
    monkeypatch.setenv("GOMOBILE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    for group in (audit, erase, key):
        group.register(app)

    def invoke(*words: str, exit_code: int = 0) -> str:
        result = CliRunner().invoke(app, list(words), catch_exceptions=False)
        assert result.exit_code == exit_code, result.output
        return result.stdout

    return invoke


def as_json(run: Run, *words: str, **options: Any) -> Any:
    return json.loads(run(*words, "--json", **options))


def test_a_person_is_erased_by_number(run: Run) -> None:
    done = as_json(run, "erase", "0655 44 33 22", "--yes", "--suppress")

    assert done["removed"]["contacts"] == 1
    assert done["suppressed"]
    [line] = as_json(run, "audit", "list", "--action", "number.erased")
    assert line["actor"]["name"].endswith("(command line)")
    assert "655443322" not in str(line)


def test_a_person_is_erased_by_id(run: Run, tmp_path: Path) -> None:
    [id] = as_json(run, "subject", PHONE, "--out", str(tmp_path / "a"))["contactIds"]

    assert "Erased 1 contact(s)." in run("erase", id, "--yes")
    with pytest.raises(NothingHeld):
        run("erase", "0612345678", "--yes")


def test_nothing_is_erased_without_a_yes(run: Run) -> None:
    run("erase", PHONE, exit_code=1)
    run("erase", PHONE, "--yes", "--reason", "because Zoulikha asked", exit_code=2)

    assert as_json(run, "audit", "list") == []


def test_a_subject_export_is_two_private_files(run: Run, tmp_path: Path) -> None:
    run("subject", PHONE, "--out", str(tmp_path / "out"))
    files = sorted((tmp_path / "out").iterdir())

    assert [file.name for file in files] == ["subject.html", "subject.json"]
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)
    assert json.loads(files[1].read_text())["places"][0]["rows"][0]["first_name"] == "Zoulikha"


def test_retention_is_shown_set_and_applied(run: Run) -> None:
    assert "trash" in run("retention", "show")
    assert as_json(run, "retention", "set", "history", "365")["historyDays"] == 365
    assert as_json(run, "retention", "set", "trash", "off")["trashDays"] is None
    assert as_json(run, "retention", "apply") == {}
    run("retention", "set", "trash", "soon", exit_code=2)


def test_the_audit_log_is_verified_and_tampering_is_exit_code_1(run: Run, conninfo: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("key", "create", "--name", name)
    head = as_json(run, "audit", "verify")["head"]

    assert "whole: 2 lines" in run("audit", "verify", "--expect", head)
    assert as_json(run, "audit", "verify", "--expect", "0" * 64, exit_code=1)["ok"] is False
    run("audit", "verify", "--expect", "zz", exit_code=2)
    run("audit", "export", "--out", str(tmp_path / "audit.csv"))
    assert len((tmp_path / "audit.csv").read_text().splitlines()) == 3
    with psycopg.connect(conninfo) as conn:
        conn.execute("ALTER TABLE audit_log DISABLE TRIGGER ALL")
        conn.execute("UPDATE audit_log SET action = 'api_key.revoked' WHERE sequence = 1")
    assert as_json(run, "audit", "verify", exit_code=1)["brokenAt"] == 1
    assert "Line 1 was changed." in run("audit", "verify", exit_code=1)
