"""Which databases of GOMOBILE_DATABASE_URL are refused, and with which words."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from gomobile.db.embedded import connection_string, embedded_database
from gomobile.db.embedded_errors import DatabaseUnavailable
from gomobile.db.embedded_user import database_user
from gomobile.db.location import check_version, open_database
from gomobile.db.migrate import MigrationsPending, migrate
from gomobile.db.ready import ready_database
from gomobile.settings import Settings

OLD_SERVER = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture
def server(settings: Settings) -> Iterator[str]:
    """The socket folder of a running PostgreSQL 18 whose superuser we are."""
    with embedded_database(settings) as conninfo:
        yield psycopg.conninfo.conninfo_to_dict(conninfo)["host"]


def refusal(settings: Settings, url: str) -> str:
    with pytest.raises(DatabaseUnavailable) as caught, open_database(replace(settings, database_url=url)):
        pass
    return caught.value.message


def create(server: str, statement: str) -> None:
    with psycopg.connect(connection_string(server, superuser=True, database="postgres"), autocommit=True) as conn:
        conn.execute(statement)  # type: ignore[call-overload]


def test_a_good_database_is_used_as_it_is(settings: Settings, server: str) -> None:
    url = connection_string(server)
    with open_database(replace(settings, database_url=url)) as conninfo:
        assert conninfo == url


def test_a_database_that_does_not_answer_is_named_without_its_password(settings: Settings) -> None:
    message = refusal(settings, "postgresql://someone:s3cret@127.0.0.1:1/contacts")
    assert "127.0.0.1" in message
    assert "port 1" in message
    assert "s3cret" not in message


def test_a_malformed_url_is_refused_without_repeating_it(settings: Settings) -> None:
    message = refusal(settings, "postgres//someone:s3cret@host/db")
    assert message.startswith("GOMOBILE_DATABASE_URL is not a PostgreSQL connection string.")
    assert "s3cret" not in message


def test_an_extension_that_the_role_may_not_create_is_named_with_the_command(settings: Settings, server: str) -> None:
    create(server, "CREATE DATABASE bare")
    message = refusal(settings, connection_string(server, database="bare"))
    for extension in ("pg_trgm", "btree_gin", "unaccent", "fuzzystrmatch"):
        assert f"run `CREATE EXTENSION {extension};` in the database 'bare' as superuser" in message


def test_an_extension_that_can_be_created_is_no_obstacle_and_is_not_created_yet(
    settings: Settings, server: str
) -> None:
    create(server, "CREATE DATABASE own OWNER gomobile")
    url = connection_string(server, database="own")
    with open_database(replace(settings, database_url=url)) as conninfo, psycopg.connect(conninfo) as conn:
        assert conn.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'").fetchone() == (0,)


def test_a_database_that_is_not_unicode_is_refused(settings: Settings, server: str) -> None:
    create(server, "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0")
    assert "stores text as LATIN1" in refusal(settings, connection_string(server, database="latin"))


def test_start_refuses_an_external_database_that_is_behind_and_names_the_command(
    settings: Settings, server: str
) -> None:
    external = replace(settings, database_url=connection_string(server))
    with pytest.raises(MigrationsPending, match="gomobile migrate"), ready_database(external):
        pass
    migrate(connection_string(server))
    with ready_database(external) as conninfo:
        assert conninfo == external.database_url


def test_servers_older_than_18_are_refused_with_what_to_do() -> None:
    check_version(180000)
    check_version(190001)
    with pytest.raises(DatabaseUnavailable, match=r"is PostgreSQL 17\.6; gomobile needs 18 or newer\. Upgrade"):
        check_version(170006)


@pytest.mark.skipif(not (OLD_SERVER / "initdb").exists(), reason="needs PostgreSQL 15")
def test_a_real_old_server_is_refused(settings: Settings, folder: Path) -> None:
    user = database_user(folder / "none")
    cluster = folder / "old"
    cluster.mkdir(mode=0o700)
    os.chown(cluster, user.uid, user.gid)
    become = {"user": user.uid, "group": user.gid, "extra_groups": []} if user.switch else {}
    with ExitStack() as stack:
        for command in (
            ["initdb", "-D", str(cluster), "-A", "trust", "-U", "postgres", "--no-sync"],
            [
                "pg_ctl",
                "-D",
                str(cluster),
                "-w",
                "-o",
                f"-k {cluster} -h ''",
                "-l",
                str(cluster / "log"),
                "start",
            ],
        ):
            subprocess.run([OLD_SERVER / command[0], *command[1:]], check=True, cwd="/", **become)
        stop = [OLD_SERVER / "pg_ctl", "-D", str(cluster), "-m", "immediate", "stop"]
        stack.callback(lambda: subprocess.run(stop, check=True, cwd="/", **become))
        message = refusal(settings, f"host={cluster} user=postgres dbname=postgres")
    assert message.startswith("The server of GOMOBILE_DATABASE_URL is PostgreSQL 15.")
