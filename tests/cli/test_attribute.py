"""`gomobile attribute` over a real database."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from gomobile.cli import attribute
from gomobile.db.pool import Database
from gomobile.errors import InvalidInput
from tests import make

Run = Callable[..., str]


@pytest.fixture
def run(conninfo: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the only organization and return its output."""
    with Database(conninfo) as database:
        make.organization(database)
    monkeypatch.setenv("GOMOBILE_DATABASE_URL", conninfo)
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    attribute.register(app)

    def invoke(*words: str) -> str:
        result = CliRunner().invoke(app, ["attribute", *words], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


def as_json(run: Run, *words: str) -> Any:
    return json.loads(run(*words, "--json"))


def test_an_attribute_is_created_listed_archived_and_restored(run: Run) -> None:
    assert "customAttributes.solde_du" in run("create", "Solde dû", "--type", "number")
    assert [found["name"] for found in as_json(run, "list")] == ["solde_du"]
    assert "0 contacts hold a value" in run("archive", "SOLDE DU")
    assert as_json(run, "list") == []
    assert "Solde dû" in run("list", "--archived")
    assert as_json(run, "restore", "solde_du")["deletedAt"] is None
    assert "Solde dû" in run("list")


def test_options_are_added_renamed_and_archived(run: Run) -> None:
    run("create", "Tier", "--type", "enum", "--option", "Gold", "--option", "Silver")
    changed = as_json(
        run,
        "update",
        "tier",
        "--rename-option",
        "silver=Argent",
        "--archive-option",
        "silver",
        "--add-option",
        "Iron",
    )
    assert changed["options"] == [
        {"id": "gold", "label": "Gold", "archived": False},
        {"id": "silver", "label": "Argent", "archived": True},
        {"id": "iron", "label": "Iron", "archived": False},
    ]
    assert "Argent" in run("usage", "Tier")
    assert as_json(run, "usage", "Tier")["contactCount"] == 0


def test_a_refused_definition_says_what_to_do(run: Run) -> None:
    with pytest.raises(InvalidInput, match="A type is one of text, number"):
        run("create", "Balance", "--type", "money")
