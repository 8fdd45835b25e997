"""What tests stand on: a real embedded PostgreSQL per worker, a fresh database per test, the real HTTP service."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import hypothesis
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from gomobile.assembly import connect_nouns
from gomobile.settings import Settings

hypothesis.settings.register_profile(
    "gomobile", derandomize=True, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
)
hypothesis.settings.load_profile("gomobile")
connect_nouns()

for _name in [name for name in os.environ if name.startswith("GOMOBILE_")]:
    del os.environ[_name]


@pytest.fixture(scope="session")
def settings() -> Iterator[Settings]:
    """Settings of a throw-away data directory, shared by the tests of one worker."""
    folder = Path(tempfile.mkdtemp(prefix="gomobile-test-"))
    folder.chmod(0o755)
    yield Settings(data_dir=folder, database_fsync=False)
    shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Postgres:
    """The server of this worker; databases are clones of a migrated template."""

    conninfo: str
    admin: str

    def clone(self, name: str) -> str:
        """A fresh migrated database, in about 50 ms."""
        with psycopg.connect(self.admin, autocommit=True) as conn:
            conn.execute(f'CREATE DATABASE "{name}" TEMPLATE migrated OWNER gomobile STRATEGY file_copy')  # type: ignore[arg-type]
        return make_conninfo(**{**conninfo_to_dict(self.conninfo), "dbname": name})

    def drop(self, name: str) -> None:
        """Remove a clone, whoever is still connected."""
        with psycopg.connect(self.admin, autocommit=True) as conn:
            conn.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def postgres(settings: Settings) -> Iterator[Postgres]:
    """The embedded server with a migrated template database."""
    from gomobile.db.embedded import embedded_database
    from gomobile.db.migrate import migrate

    with embedded_database(settings) as conninfo:
        parts = conninfo_to_dict(conninfo)
        admin = make_conninfo(**{**parts, "user": "postgres", "dbname": "postgres"})
        with psycopg.connect(admin, autocommit=True) as conn:
            conn.execute("CREATE DATABASE migrated OWNER gomobile")
        migrate(make_conninfo(**{**parts, "dbname": "migrated"}))
        yield Postgres(conninfo, admin)


_clones = 0


@pytest.fixture
def conninfo(postgres: Postgres) -> Iterator[str]:
    """A fresh migrated database for one test."""
    global _clones
    _clones += 1
    name = f"test_{_clones}"
    yield postgres.clone(name)
    postgres.drop(name)


@pytest.fixture
def app_settings(settings: Settings, tmp_path: Path) -> Settings:
    """Settings of one test: its own data directory, so that files do not mix."""
    return replace(settings, data_dir=tmp_path)
