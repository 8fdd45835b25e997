"""`gomobile backup` and `gomobile restore` over real databases, and upgrades that back up first."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from gomobile.accounts import service
from gomobile.db.dump import MAGIC
from gomobile.db.embedded import connection_string, embedded_database
from gomobile.db.pool import connect
from gomobile.db.ready import ready_database
from gomobile.settings import Settings
from tests.ops.support import SOURCE, User, environment, gomobile


def add_organization(settings: Settings, name: str) -> None:
    with ready_database(settings) as conninfo, connect(conninfo) as conn:
        service.create_organization(conn, name, country="MA")


def organizations(settings: Settings) -> list[str]:
    with ready_database(settings) as conninfo, connect(conninfo) as conn:
        return [organization.name for organization in service.list_organizations(conn)]


@pytest.fixture
def dump(settings: Settings, folder: Path) -> Path:
    """A backup of a database with one organization."""
    add_organization(settings, "First")
    target = folder / "first.dump"
    done = gomobile(settings, "backup", str(target))
    assert done.returncode == 0, done.stderr
    return target


def test_a_backup_restores_into_another_data_directory(settings: Settings, folder: Path, dump: Path) -> None:
    other = replace(settings, data_dir=folder / "other")
    done = gomobile(other, "restore", str(dump), "--json")
    assert json.loads(done.stdout) == {"file": str(dump), "organizations": 1}
    assert organizations(other) == ["First"]


def test_a_backup_is_private_and_leaves_nothing_else(settings: Settings, folder: Path, dump: Path) -> None:
    assert dump.read_bytes().startswith(MAGIC)
    assert stat.S_IMODE(dump.stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir() if "dump" in path.name] == [dump.name]


def test_a_backup_without_a_name_goes_into_the_data_directory_and_old_ones_go(settings: Settings) -> None:
    add_organization(settings, "First")
    backups = settings.data_dir / "backups"
    backups.mkdir()
    for name in ("gomobile-20200101-000000.dump", "gomobile-20200102-000000.dump", "mine.dump"):
        (backups / name).write_bytes(MAGIC)
    done = gomobile(settings, "backup", "--keep", "2", "--json")
    made = Path(json.loads(done.stdout)["file"])
    assert sorted(path.name for path in backups.iterdir()) == [
        "gomobile-20200102-000000.dump",
        made.name,
        "mine.dump",
    ]


def test_a_backup_never_overwrites_a_file_that_is_no_backup(settings: Settings, folder: Path, dump: Path) -> None:
    precious = folder / "contacts.xlsx"
    precious.write_text("precious")
    done = gomobile(settings, "backup", str(precious))
    assert done.returncode == 1
    assert "is not a backup" in done.stderr
    assert precious.read_text() == "precious"
    assert gomobile(settings, "backup", str(dump)).returncode == 0


def test_a_database_with_data_is_only_replaced_when_asked_and_confirmed(settings: Settings, dump: Path) -> None:
    add_organization(settings, "Second")
    refused = gomobile(settings, "restore", str(dump))
    assert refused.returncode == 1
    assert "has 2 organizations. Use --replace" in refused.stderr
    unconfirmed = gomobile(settings, "restore", str(dump), "--replace")
    assert unconfirmed.returncode == 2
    assert "--yes" in unconfirmed.stderr
    assert organizations(settings) == ["First", "Second"]
    assert gomobile(settings, "restore", str(dump), "--replace", "--yes").returncode == 0
    assert organizations(settings) == ["First"]


def test_a_restore_begins_a_new_era_of_the_change_feed(settings: Settings, folder: Path, dump: Path) -> None:
    other = replace(settings, data_dir=folder / "other")
    gomobile(other, "restore", str(dump))
    with ready_database(other) as conninfo, connect(conninfo) as conn:
        assert conn.execute("SELECT feed_era()").fetchone() == (2,)


@pytest.mark.parametrize("keep", [10, 3000, -100])
def test_a_backup_that_was_cut_short_is_refused_before_anything_happens(
    settings: Settings, dump: Path, keep: int
) -> None:
    dump.write_bytes(dump.read_bytes()[:keep])
    done = gomobile(settings, "restore", str(dump), "--replace", "--yes")
    assert done.returncode == 1
    assert "damaged or cut short" in done.stderr
    assert organizations(settings) == ["First"]


def test_a_file_that_is_no_backup_is_refused(settings: Settings, folder: Path) -> None:
    (folder / "contacts.csv").write_text("phone\n0612345678\n")
    done = gomobile(settings, "restore", str(folder / "contacts.csv"))
    assert done.returncode == 1
    assert "is not a backup made by `gomobile backup`" in done.stderr
    done = gomobile(settings, "restore", str(folder / "nothing.dump"))
    assert done.returncode == 1
    assert "No such file" in done.stderr


def test_a_backup_of_a_newer_version_is_refused_and_the_database_stays(settings: Settings, folder: Path) -> None:
    add_organization(settings, "Newer")
    with embedded_database(settings) as conninfo, connect(conninfo) as conn:
        conn.execute("INSERT INTO schema_migrations (name, checksum) VALUES ('9999_future', '')")
    newer = folder / "newer.dump"
    assert gomobile(settings, "backup", str(newer)).returncode == 0
    current = replace(settings, data_dir=folder / "current")
    add_organization(current, "Current")
    done = gomobile(current, "restore", str(newer), "--replace", "--yes")
    assert done.returncode == 1
    assert "made by a newer version" in done.stderr
    assert organizations(current) == ["Current"]
    with embedded_database(current) as conninfo, connect(conninfo) as conn:
        assert conn.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'gomobile%%'").fetchone() == (1,)


def test_a_restore_refuses_while_somebody_uses_the_database(
    settings: Settings, dump: Path, start_user: Callable[[], User]
) -> None:
    conninfo = start_user().wait_ready()
    with psycopg.connect(conninfo, application_name="busy"):
        done = gomobile(settings, "restore", str(dump), "--replace", "--yes")
    assert done.returncode == 1
    assert "Other programs use the database: busy (process" in done.stderr


def test_an_external_database_is_backed_up_and_restored_without_its_password_in_the_process_list(
    settings: Settings, folder: Path, dump: Path
) -> None:
    with embedded_database(settings) as conninfo:
        host = psycopg.conninfo.conninfo_to_dict(conninfo)["host"]
        with psycopg.connect(connection_string(host, superuser=True, database="postgres"), autocommit=True) as conn:
            conn.execute("CREATE DATABASE external OWNER gomobile")
        url = connection_string(host, database="external")
        done = gomobile(settings, "restore", str(dump), GOMOBILE_DATABASE_URL=url)
        assert done.returncode == 0, done.stderr
        again = gomobile(settings, "restore", str(dump), "--replace", "--yes", GOMOBILE_DATABASE_URL=url)
        assert again.returncode == 1
        assert "`ALTER ROLE gomobile CREATEDB;`" in again.stderr
        with psycopg.connect(connection_string(host, superuser=True, database="postgres"), autocommit=True) as conn:
            conn.execute("ALTER ROLE gomobile CREATEDB")
        again = gomobile(settings, "restore", str(dump), "--replace", "--yes", GOMOBILE_DATABASE_URL=url)
        assert again.returncode == 0, again.stderr
        with connect(url) as conn:
            assert [organization.name for organization in service.list_organizations(conn)] == ["First"]


@pytest.fixture
def newer_version(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a later gomobile that has one more migration."""
    source = folder / "newer"
    shutil.copytree(SOURCE, source, ignore=shutil.ignore_patterns("__pycache__"))
    (source / "gomobile" / "db" / "migrations" / "9999_later.sql").write_text("CREATE TABLE later ();\n")
    return {"PYTHONPATH": os.pathsep.join([str(source), *sys.path])}


OPEN = """
from gomobile.db.ready import ready_database
from gomobile.settings import Settings
with ready_database(Settings.from_env(), print):
    pass
"""


def test_the_embedded_database_upgrades_itself_after_a_backup(
    settings: Settings, newer_version: dict[str, str]
) -> None:
    add_organization(settings, "First")
    done = subprocess.run(
        [sys.executable, "-c", OPEN],
        env=environment(settings, **newer_version),
        capture_output=True,
        text=True,
        check=True,
    )
    (made,) = (settings.data_dir / "backups").glob("before-upgrade-*.dump")
    assert f"first a backup to {made}" in done.stdout
    with embedded_database(settings) as conninfo, connect(conninfo) as conn:
        assert conn.execute("SELECT to_regclass('later') IS NOT NULL").fetchone() == (True,)
    assert gomobile(settings, "restore", str(made), "--replace", "--yes").returncode == 0
    assert organizations(settings) == ["First"]
