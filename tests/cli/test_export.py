"""`gomobile export`, as a person and as a script use it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from gomobile.accounts import service as accounts
from gomobile.cli.main import app
from gomobile.db.pool import connect

CONTACTS = "phone,first name,tier\n+212612345678,Ann,gold\n+212612345679,Bob,silver\n"

Run = Callable[..., Result]


@pytest.fixture
def cli(conninfo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over two organizations, the first with two contacts."""
    monkeypatch.setenv("GOMOBILE_DATABASE_URL", conninfo)
    monkeypatch.setenv("GOMOBILE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    with connect(conninfo) as conn:
        accounts.create_organization(conn, "First", country="MA")
        accounts.create_organization(conn, "Second", country="FR")
    runner = CliRunner()

    def run(*arguments: str, code: int = 0, input: bytes | None = None) -> Result:
        done = runner.invoke(app, list(arguments), input=input)
        assert done.exit_code == code, (done.output, done.exception)
        return done

    run("import", "-", "--json", "--create-attributes", input=CONTACTS.encode())
    return run


def test_the_last_line_says_what_was_written(cli: Run, tmp_path: Path) -> None:
    told = json.loads(cli("export", "out.csv", "--json").stdout.strip().splitlines()[-1])

    written = (tmp_path / "out.csv").read_bytes()
    assert {name: told[name] for name in ("file", "format", "rows", "bytes")} == {
        "file": "out.csv", "format": "csv", "rows": 2, "bytes": len(written),
    }  # fmt: skip
    assert told["seconds"] > 0
    assert written.startswith(b"primaryPhone,firstName,")


def test_people_are_told_in_words(cli: Run) -> None:
    done = cli("export", "out.xlsx")

    assert done.stdout == ""
    assert "Exported 2 contacts to out.xlsx" in done.stderr


@pytest.mark.parametrize(
    ("name", "magic"), [("a.csv", b"primary"), ("a.XLSX", b"PK"), ("a.ndjson", b"{"), ("a.parquet", b"PAR1")]
)
def test_the_name_says_the_format(cli: Run, tmp_path: Path, name: str, magic: bytes) -> None:
    cli("export", name)

    assert (tmp_path / name).read_bytes().startswith(magic)


def test_what_and_in_which_order_is_chosen(cli: Run, tmp_path: Path) -> None:
    cli("export", "a.csv", "-c", "firstName,phone.e164", "-c", "customAttributes", "--sort-by", "firstName",
        "--sort-order", "desc", "--delimiter", ";")  # fmt: skip

    assert (tmp_path / "a.csv").read_text() == (
        "firstName;phone.e164;customAttributes.tier\nBob;+212612345679;silver\nAnn;+212612345678;gold\n"
    )
    cli("export", "b.csv", "--search", "ann", "--columns", "firstName", "--bom")
    assert (tmp_path / "b.csv").read_text() == "\ufefffirstName\nAnn\n"


def test_standard_output_holds_the_contacts_and_nothing_else(cli: Run) -> None:
    done = cli("export", "-", "--format", "csv", "--columns", "firstName", "--json")

    assert done.stdout == "firstName\nBob\nAnn\n"
    assert json.loads(done.stderr.strip().splitlines()[-1])["rows"] == 2


def test_an_export_comes_back_through_import(cli: Run) -> None:
    cli("export", "out.xlsx")
    back = cli("import", "out.xlsx", "--org", "second", "--create-attributes", "--region", "MA", "--json")

    assert json.loads(back.stdout.strip().splitlines()[-1])["created"] == 2
    again = cli(
        "export", "-", "--format", "csv", "--columns", "primaryPhone,firstName,customAttributes", "--org", "second"
    )
    assert sorted(again.stdout.splitlines()[1:]) == ["+212612345678,Ann,gold", "+212612345679,Bob,silver"]


def test_a_file_is_only_replaced_by_force(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("precious")

    assert "--force" in cli("export", "out.csv", code=2).stderr
    assert (tmp_path / "out.csv").read_text() == "precious"
    cli("export", "out.csv", "--force")
    assert (tmp_path / "out.csv").read_text() != "precious"


def test_a_failed_export_leaves_what_was_there_and_nothing_else(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("precious")
    before = sorted(path.name for path in tmp_path.iterdir())

    done = cli("export", "out.csv", "--force", "--columns", "nonsense", code=1)

    assert "nonsense" in str(done.exception)
    assert (tmp_path / "out.csv").read_text() == "precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_said_in_words_and_a_device_is_not_replaced(cli: Run) -> None:
    done = cli("export", "/dev/full", "--format", "csv", code=1)

    assert str(done.exception) == "/dev/full cannot be written: No space left on device."
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize(
    "arguments",
    [
        ("out.doc",),
        ("out",),
        ("-",),
        ("out.csv", "--format", "pdf"),
        ("missing/out.csv",),
        (".", "--format", "csv"),
        ("out.csv", "--sort-by", "id"),
        ("out.csv", "--phone-status", "good"),
        ("out.csv", "--delimiter", "x"),
    ],
)
def test_wrong_usage_exits_2_and_writes_nothing(cli: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    before = sorted(tmp_path.iterdir())

    cli("export", *arguments, code=2)

    assert sorted(tmp_path.iterdir()) == before
