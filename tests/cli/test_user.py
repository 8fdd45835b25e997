"""`gomobile user` over a real database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from gomobile.cli import user
from gomobile.db.pool import Database
from gomobile.errors import AppError
from gomobile.people import links, second_factor, store
from gomobile.people.sessions import Device
from tests import make

Run = Callable[..., str]
PASSWORD = "a quiet harbour at dawn"
DEVICE = Device("127.0.0.1", None)


@pytest.fixture
def database(conninfo: str) -> Database:
    with Database(conninfo) as opened:
        make.organization(opened)
        yield opened


@pytest.fixture
def run(conninfo: str, database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command and return its output; `status` is the exit code that is expected."""
    monkeypatch.setenv("GOMOBILE_DATABASE_URL", conninfo)
    monkeypatch.setenv("GOMOBILE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("GOMOBILE_PUBLIC_URL", "https://contacts.example.com/")
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    user.register(app)

    def invoke(*words: str, status: int = 0) -> str:
        result = CliRunner().invoke(app, list(words), catch_exceptions=False)
        assert result.exit_code == status, result.output
        return result.stdout

    return invoke


def test_an_invitation_is_handed_over_and_accepted(run: Run, database: Database) -> None:
    made = json.loads(run("user", "create", "Amina@example.com", "--name", "Amina", "--role", "owner", "--json"))

    assert made["link"].startswith("https://contacts.example.com/welcome#")
    assert "invited" in run("user", "list")
    links.use(database, made["link"].partition("#")[2], PASSWORD, DEVICE)
    (listed,) = json.loads(run("user", "list", "--json"))
    assert (listed["status"], listed["role"], listed["name"]) == ("active", "owner", "Amina")
    with pytest.raises(AppError, match="belongs to the organization already"):
        run("user", "create", "AMINA@example.com")


def test_roles_change_and_one_owner_stays(run: Run, database: Database) -> None:
    for email, role in (("amina@example.com", "owner"), ("badr@example.com", "agent")):
        link = json.loads(run("user", "create", email, "--name", email, "--role", role, "--json"))["link"]
        links.use(database, link.partition("#")[2], PASSWORD, DEVICE)

    for words in (
        ("role", "amina@example.com", "admin"),
        ("disable", "amina@example.com"),
        ("remove", "amina@example.com"),
    ):
        with pytest.raises(AppError, match="only owner"):
            run("user", *words)
    assert run("user", "role", "badr@example.com", "owner") == "badr@example.com: owner, active.\n"
    assert json.loads(run("user", "disable", "amina@example.com", "--json"))["status"] == "disabled"
    assert run("user", "enable", "AMINA@example.com") == "amina@example.com: owner, active.\n"
    assert "Removed amina@example.com" in run("user", "remove", "amina@example.com")
    assert [one["email"] for one in json.loads(run("user", "list", "--json"))] == ["badr@example.com"]
    with pytest.raises(AppError, match="Nobody in this organization"):
        run("user", "role", "amina@example.com", "admin")


def test_a_link_for_who_lost_password_and_phone(run: Run, database: Database) -> None:
    link = json.loads(run("user", "create", "amina@example.com", "--name", "Amina", "--json"))["link"]
    person = links.use(database, link.partition("#")[2], PASSWORD, DEVICE).person_id
    with database.transaction() as conn:
        secret = second_factor.new_secret()
        conn.execute("UPDATE people SET totp_secret = %s, totp_confirmed_at = now()", [secret])

    shown = run("user", "link", "amina@example.com", "--remove-totp")

    address = shown.split()[0]
    assert address.startswith("https://contacts.example.com/reset#")
    assert links.use(database, address.partition("#")[2], "another harbour entirely", DEVICE).person_id == person
    with database.transaction() as conn:
        found = store.get_person(conn, person)
    assert found is not None
    assert not found.has_totp


def test_an_invitation_is_taken_back(run: Run) -> None:
    run("user", "create", "amina@example.com")

    with pytest.raises(AppError, match="has not come yet"):
        run("user", "role", "amina@example.com", "admin")
    assert json.loads(run("user", "remove", "amina@example.com", "--json"))["removed"] is True
    assert json.loads(run("user", "list", "--json")) == []


def test_what_cannot_be_is_told(run: Run) -> None:
    with pytest.raises(AppError, match="not an e-mail address"):
        run("user", "create", "amina")
    with pytest.raises(AppError, match="role is one of"):
        run("user", "create", "amina@example.com", "--role", "king")
    with pytest.raises(AppError, match="Nobody has the address"):
        run("user", "link", "nobody@example.com")
