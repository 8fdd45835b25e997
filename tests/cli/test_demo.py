"""`gomobile demo`: an organization of invented people in which every screen has something to show."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor, Organization
from gomobile.attributes import service as attributes
from gomobile.audiences import service as audiences
from gomobile.audit import service as audit
from gomobile.audit.store import Which
from gomobile.bulk import service as bulk
from gomobile.cli import demo as command
from gomobile.contacts import service as contacts
from gomobile.db.pool import Connection, connect
from gomobile.demo import service, store
from gomobile.demo.errors import DemoBusy, DemoNotEmpty
from gomobile.demo.numbers import is_invented
from gomobile.imports import service as imports
from gomobile.privacy.consent import service as consent
from gomobile.privacy.suppression import service as suppression
from gomobile.quality import summary
from gomobile.quality.duplicates import service as duplicates
from gomobile.quality.hygiene import service as hygiene
from gomobile.quality.merges import service as merges
from gomobile.settings import Settings
from gomobile.tags import service as tags
from tests import make
from tests.conftest import Postgres

PEOPLE = 300


@dataclass(frozen=True)
class Filled:
    """What `gomobile demo` left."""

    conninfo: str
    organization: Organization
    told: dict[str, Any]


def run(*words: str, exit_code: int = 0) -> str:
    app = typer.Typer()
    command.register(app)
    app.command("other")(lambda: None)  # an app of one command has no name for it
    result = CliRunner().invoke(app, ["demo", *words], catch_exceptions=False)
    assert result.exit_code == exit_code, result.output
    return result.stdout


@pytest.fixture(scope="module")
def filled(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """One organization for all tests: they only look at it."""
    found = postgres.clone("test_demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOMOBILE_DATABASE_URL", found)
        patch.setenv("GOMOBILE_DATA_DIR", str(tmp_path_factory.mktemp("demo")))
        told = json.loads(run("--people", str(PEOPLE), "--json"))
    with connect(found) as conn:
        owner = accounts.get_organization(conn, "demo")
    yield Filled(found, owner, told)
    postgres.drop("test_demo")


@pytest.fixture
def conn(filled: Filled) -> Iterator[Connection]:
    with connect(filled.conninfo) as opened:
        yield opened


def test_it_says_what_it_made(filled: Filled) -> None:
    assert (filled.told["organization"], filled.told["status"]) == ("demo", "completed")
    assert filled.told["done"] == filled.told["total"] > 20
    made = filled.told["made"]
    assert made["contacts"] > 0.97 * PEOPLE
    assert all(count > 0 for count in made.values()), made
    owner = filled.organization
    assert (owner.name, owner.country, owner.timezone, owner.currency) == ("Demo", "MA", "Africa/Casablanca", "MAD")


def test_every_number_is_kept_for_fiction(filled: Filled, conn: Connection) -> None:
    rows = conn.execute("SELECT phone_key, phone_status FROM contacts WHERE organization_id = %s", [
        filled.organization.id
    ]).fetchall()  # fmt: skip
    short = [key for key, status in rows if status == "invalid"]

    assert short, "numbers that lost digits"
    assert all(is_invented(key) for key, status in rows if status != "invalid")
    assert len(short) < 0.02 * PEOPLE
    called = (
        conn.execute("SELECT phone_key FROM call_results").fetchall()
        + conn.execute("SELECT phone_key FROM suppressions").fetchall()
    )
    assert called
    assert all(is_invented(key) for (key,) in called)


def test_imports_have_rejects_a_past_and_one_was_undone(filled: Filled, conn: Connection) -> None:
    rows, _, total = imports.list_imports(conn, filled.organization.id, 1, 20)
    by_name = {row.filename: row for row in rows}

    assert total == 5
    assert sorted(row.status for row in rows) == ["completed"] * 4 + ["undone"]
    workbook, balances = by_name["Clients Casablanca.xlsx"], next(row for row in rows if "balances" in row.filename)
    assert workbook.rejected >= 4
    assert balances.updated > balances.unchanged > 0
    assert balances.merged > 0
    assert workbook.created_at < datetime.now(UTC) - timedelta(days=100)
    assert workbook.started_at is not None
    assert workbook.finished_at is not None
    assert workbook.created_at <= workbook.started_at <= workbook.finished_at < balances.created_at
    assert imports.list_mappings(conn, filled.organization.id)
    for row in rows:
        assert row.rows == row.created + row.updated + row.unchanged + row.merged + row.rejected


def test_contacts_came_over_months(filled: Filled, conn: Connection) -> None:
    days = conn.execute(
        "SELECT uuid_extract_timestamp(id)::date, updated_at >= uuid_extract_timestamp(id) - interval '1 second'"
        " FROM contacts WHERE organization_id = %s",
        [filled.organization.id],
    ).fetchall()

    assert all(later for _, later in days)
    assert len({day for day, _ in days}) > 30
    assert max(day for day, _ in days) - min(day for day, _ in days) > timedelta(days=120)


def test_attributes_have_values(filled: Filled, conn: Connection) -> None:
    org_id = filled.organization.id
    defined = attributes.list_definitions(conn, org_id)

    assert {one.type for one in defined} == {"number", "date", "enum", "boolean", "datetime", "text"}
    for one in defined:
        used = attributes.usage(conn, org_id, one.id)
        assert used.contacts > 0, one.name
        assert all(option.contacts > 0 for option in used.options), one.name
    assert len(attributes.list_definitions(conn, org_id, archived=True)) == len(defined) + 1


def test_tags_and_audiences_have_contacts(filled: Filled, conn: Connection) -> None:
    found = {tag.name: tags.usage(conn, filled.organization.id, tag.id).contacts for tag in tags.list_tags(
        conn, filled.organization.id, None
    )}  # fmt: skip
    listed, _ = audiences.list_page(conn, filled.organization.id, limit=100)

    assert len(found) >= 8
    assert all(found.values()), found
    assert {one.type for one in listed} == {"static", "live"}
    assert all(one.status == "ready" for one in listed)
    # A few hundred people may have no birthday this week.
    assert all(one.contacts for one in listed if "Birthday" not in one.name), listed


def test_quality_has_something_of_everything(filled: Filled, conn: Connection) -> None:
    counts = summary.summarize(conn, filled.organization).counts
    empty = {name for name, count in counts.items() if count == 0 and not name.startswith("misfit")}

    # Everybody has a name, and whom nobody reached for long is archived.
    assert empty <= {"missingName", "stale"}, counts
    assert duplicates.count_waiting(conn, filled.organization.id) > 2
    for status in ("merged", "dismissed", "skipped"):
        cases, _, _ = duplicates.list_cases(conn, filled.organization.id, status, 0.0, None, 10)  # type: ignore[arg-type]
        assert cases, status
    assert merges.list_merges(conn, filled.organization.id, None, 1, 10)[1] == 2
    on = {one.clean_up.name for one in hygiene.list_clean_ups(conn, filled.organization.id) if one.due_at}
    runs, _ = hygiene.list_runs(conn, filled.organization.id, None, 1, 10)
    assert on == {"flag_invalid", "refresh_duplicates"}
    assert {(one.task, one.status) for one in runs} >= {
        ("flag_invalid", "completed"),
        ("archive_inactive", "completed"),
    }


def test_privacy_has_something_of_everything(filled: Filled, conn: Connection) -> None:
    org_id = filled.organization.id
    found, total, _ = suppression.list_page(conn, org_id, suppression.Filters(), page=1, limit=100, before=None)
    said, _, _ = consent.list_page(conn, org_id, consent.Filters(), page=1, limit=1_000, after=None)

    assert total >= 8
    assert any(one.expires_at for one in found)
    assert any(contact is None for (contact,) in conn.execute(
        "SELECT c.id FROM suppressions s LEFT JOIN contacts c USING (organization_id, phone_key)"
    ).fetchall()), "numbers that no contact has"  # fmt: skip
    assert {one.status for one in said} == {"granted", "denied", "withdrawn"}


def test_bulk_actions_can_be_undone_and_the_audit_log_holds(filled: Filled, conn: Connection) -> None:
    org_id = filled.organization.id
    done, _, _ = bulk.list_actions(conn, org_id, 1, 10)
    lines = list(audit.all_lines(conn, org_id, Which()))

    assert {(one.action, one.status) for one in done} == {("tag", "completed"), ("archive", "completed")}
    assert all(one.changed for one in done)
    assert audit.verify(conn, org_id).ok
    assert {line.action for line in lines} >= {"tag.created", "import.started", "import.undone", "demo.filled"}


def test_it_is_not_filled_twice(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOMOBILE_DATABASE_URL", filled.conninfo)

    with pytest.raises(DemoNotEmpty, match="already"):
        run("--people", "100")


def test_an_organization_with_contacts_is_left_alone(
    conninfo: str, app_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOMOBILE_DATABASE_URL", conninfo)
    with connect(conninfo) as conn:
        owner = accounts.create_organization(conn, "Callers", country="FR")
        contacts.create(conn, owner, Actor("system"), {"primaryPhone": make.phone()})

    with pytest.raises(DemoNotEmpty, match="contacts already"):
        run("--org", owner.slug)
    with connect(conninfo) as conn:
        assert contacts.count_contacts(conn, owner.id) == 1
        assert not service.is_available(conn, owner.id)


def test_what_was_interrupted_goes_on(conninfo: str, app_settings: Settings) -> None:
    """Stopped after some steps it rests; begun again with other wishes it goes on as it was begun."""
    stop = threading.Event()
    with connect(conninfo) as conn:
        owner = accounts.create_organization(conn, "Callers", country="FR")
        service.begin(conn, owner, Actor("system"), people=100, seed=5)

    def halt(demo: service.Demo) -> None:
        if demo.done == 3:
            stop.set()

    rested = service.run(conninfo, app_settings, owner.id, stop=stop, report=halt)
    assert (rested.status, rested.done) == ("running", 4)
    with connect(conninfo) as conn:
        again = service.begin(conn, owner, Actor("system"), people=200, seed=6)
        assert (again.people, again.seed, again.done) == (100, 5, 4)
    with connect(conninfo, autocommit=True) as holder:
        assert store.hold(holder, owner.id)
        with pytest.raises(DemoBusy):
            service.run(conninfo, app_settings, owner.id)
        store.release(holder, owner.id)
    ended = service.run(conninfo, app_settings, owner.id)
    assert (ended.status, ended.done) == ("completed", ended.steps)
    with connect(conninfo) as conn:
        assert 90 < contacts.count_contacts(conn, owner.id) <= 100
