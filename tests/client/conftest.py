"""The real service behind a real socket."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import uvicorn

from gomobile.client import Gomobile
from gomobile.db.pool import Database
from gomobile.settings import Settings
from tests import make


@dataclass
class Service:
    """The real service and an admin key of a fresh organization."""

    base_url: str
    database: Database
    key: str

    def key_of(self, *, plan: str = "enterprise", role: str = "admin", country: str = "MA") -> str:
        """A key of another organization."""
        return make.key(self.database, make.organization(self.database, plan=plan, country=country), role)


@pytest.fixture
def service(conninfo: str, app_settings: Settings) -> Iterator[Service]:
    from gomobile.http.app import create_app

    with Database(conninfo, max_size=8) as database:
        config = uvicorn.Config(
            create_app(database, app_settings), host="127.0.0.1", port=0, log_level="critical", ws="none"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        owner = make.organization(database)
        yield Service(f"http://127.0.0.1:{port}", database, make.key(database, owner))
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def worker(service: Service, conninfo: str, app_settings: Settings) -> Iterator[None]:
    """The worker that carries out imports."""
    from gomobile.jobs.worker import run

    stop = threading.Event()
    thread = threading.Thread(target=run, args=(conninfo, app_settings, stop))
    thread.start()
    yield
    stop.set()
    thread.join(30)


@pytest.fixture
def gomobile(service: Service) -> Iterator[Gomobile]:
    with Gomobile(service.key, service.base_url) as client:
        yield client


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
