"""`gomobile import` and `gomobile imports`, as a person and as a script use them."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gomobile.accounts import service as accounts
from gomobile.cli.main import app
from gomobile.db.pool import connect
from gomobile.imports import engine

TEXT = "Téléphone;Prénom;Solde\n06 12 34 56 78;Ann;1 234,50\nabc;Eve;2,5\n0612345679;Bob;3,5\n"


@pytest.fixture
def cli(conninfo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("GOMOBILE_DATABASE_URL", conninfo)
    monkeypatch.setenv("GOMOBILE_DATA_DIR", str(tmp_path / "data"))
    with connect(conninfo) as conn:
        accounts.create_organization(conn, "First", country="MA")
        accounts.create_organization(conn, "Second", country="FR")
    runner = CliRunner()

    def run(*arguments: str, input: bytes | None = None, code: int = 0) -> str:
        done = runner.invoke(app, list(arguments), input=input, catch_exceptions=True)
        assert done.exit_code == code, (done.output, done.exception)
        return done.stdout

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clients.csv"
    path.write_text(TEXT, encoding="cp1252")
    return path


def last(output: str) -> dict[str, Any]:
    return json.loads(output.strip().splitlines()[-1])


def test_the_last_line_is_the_totals_and_they_add_up(cli: Any, file: Path) -> None:
    totals = last(cli("import", str(file), "--json", "--create-attributes"))
    assert {name: totals[name] for name in ("rows", "created", "updated", "unchanged", "merged", "rejected")} == {
        "rows": 3, "created": 2, "updated": 0, "unchanged": 0, "merged": 0, "rejected": 1,
    }  # fmt: skip
    assert set(totals) >= {"importId", "seconds"}


def test_a_dry_run_writes_nothing_and_leaves_no_import(cli: Any, file: Path) -> None:
    file.write_text(TEXT + ";Dan;1,5\n", encoding="cp1252")
    text = cli("import", str(file), "--dry-run")
    assert "Nothing was written" in text
    assert json.loads(cli("imports", "list", "--json")) == []
    assert "(None)" not in text
    assert last(cli("import", str(file), "--json"))["created"] == 2


def test_the_organization_is_the_one_named(cli: Any, file: Path) -> None:
    assert last(cli("import", str(file), "--json", "--org", "second"))["created"] == 2
    assert json.loads(cli("imports", "list", "--json")) == []
    assert len(json.loads(cli("imports", "list", "--json", "--org", "second"))) == 1


def test_rejected_rows_are_written_to_a_file_and_the_import_is_undone(cli: Any, file: Path, tmp_path: Path) -> None:
    id = last(cli("import", str(file), "--json"))["importId"]
    rejects = tmp_path / "rejects.csv"
    cli("imports", "rejects", id, "--to", str(rejects))
    assert len(rejects.read_text(encoding="utf-8-sig").splitlines()) == 2
    undone = last(cli("imports", "undo", id, "--json"))
    assert (undone["deleted"], undone["restored"], undone["skipped"]) == (2, 0, 0)


def test_a_mapping_is_given_by_hand_and_saved(cli: Any, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("x,y\n0612345678,Ann\n")
    options = ["--map", "x=primaryPhone", "--map", "y=firstName", "--save-mapping", "odd", "--json"]
    assert last(cli("import", str(path), *options))["created"] == 1
    assert last(cli("import", str(path), "--mapping", "odd", "--json"))["unchanged"] == 1


def test_an_import_that_somebody_stops_stays_stopped_until_it_is_resumed(
    cli: Any, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = engine.write

    def interrupted(job: Any, found: Any, work: engine.Work, done: set[int]) -> None:
        signal.raise_signal(signal.SIGINT)
        assert work.stop.wait(60)
        write(job, found, work, done)

    with monkeypatch.context() as patch:
        patch.setattr(engine, "write", interrupted)
        cli("import", str(file), code=1)
    (stopped,) = json.loads(cli("imports", "list", "--json"))
    assert stopped["status"] == "cancelled"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", stopped["createdAt"])
    cli("imports", "resume", stopped["id"])
    assert json.loads(cli("imports", "show", stopped["id"], "--json"))["status"] == "completed"


def test_a_dry_run_that_somebody_stops_leaves_nothing(cli: Any, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = engine.dry_run

    def interrupted(job: Any, found: Any, work: engine.Work, keep: Any) -> None:
        signal.raise_signal(signal.SIGINT)
        assert work.stop.wait(60)
        look(job, found, work, keep)

    monkeypatch.setattr(engine, "dry_run", interrupted)
    cli("import", str(file), "--dry-run", code=1)
    assert json.loads(cli("imports", "list", "--json")) == []


def test_standard_input_is_read(cli: Any) -> None:
    assert last(cli("import", "-", "--json", input=TEXT.encode()))["created"] == 2


def test_wrong_usage_exits_2_and_failure_1(cli: Any, file: Path, tmp_path: Path) -> None:
    cli("import", str(tmp_path / "missing.csv"), code=2)
    cli("import", str(file), "--date", "XYZ", code=2)
    cli("import", str(file), "--map", "nothing=primaryPhone", code=2)
    cli("import", str(file), "--delimiter", "ab", code=2)
    cli("import", str(file), "--encoding", "klingon", code=2)
    cli("import", str(file), "--map", "Téléphone=-", code=1)


def test_rejected_rows_are_taken_in_again_with_a_file_of_corrections(cli: Any, file: Path, tmp_path: Path) -> None:
    id = last(cli("import", str(file), "--json", "--create-attributes"))["importId"]
    told = json.loads(cli("imports", "problems", id, "--json"))
    assert [(one["column"], one["code"], one["count"]) for one in told["groups"]] == [("Téléphone", "unreadable", 1)]
    assert "abc (1)" in cli("imports", "problems", id)
    corrections = tmp_path / "corrections.csv"
    corrections.write_text("line,column,value\n3,Téléphone,0612345670\n", encoding="utf-8")
    again = last(cli("imports", "retry", id, "--file", str(corrections), "--json"))
    assert (again["rows"], again["created"], again["rejected"]) == (1, 1, 0)
    assert again["importId"] != id
    cli("imports", "retry", id, code=1)
    corrections.write_text("line,column,value\n3,Phone,1\n", encoding="utf-8")
    cli("imports", "retry", again["importId"], "--file", str(corrections), code=2)
