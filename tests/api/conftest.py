"""The HTTP service for API tests."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog
from fastapi import FastAPI
from starlette.testclient import TestClient

from gomobile import logs
from gomobile.db.pool import Database
from gomobile.http.app import create_app, give
from gomobile.settings import Settings
from tests import make
from tests.api.described import DescribedClient

# One for all tests of a process; see `give`.
_app: FastAPI | None = None


@pytest.fixture
def database(conninfo: str) -> Iterator[Database]:
    with Database(conninfo, max_size=8) as opened:
        yield opened


@pytest.fixture
def http(database: Database, app_settings: Settings) -> Iterator[TestClient]:
    global _app
    if _app is None:
        _app = create_app(database, app_settings)
    else:
        give(_app, database, app_settings)
    with DescribedClient(_app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def api(http: TestClient, database: Database) -> make.Api:
    """A Moroccan organization with an admin key."""
    owner = make.organization(database)
    return make.Api(http, owner, make.key(database, owner))


@pytest.fixture
def other(http: TestClient, database: Database) -> make.Api:
    """Another organization."""
    owner = make.organization(database, country="FR")
    return make.Api(http, owner, make.key(database, owner))


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the service logs at its most talkative; afterwards logging is as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    target = io.StringIO()
    logs.configure("debug", target)
    yield target
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
