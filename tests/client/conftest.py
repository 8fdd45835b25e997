"""The real service behind a real socket."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import uvicorn
from fastapi import FastAPI

from gomobile.client import Gomobile
from gomobile.db.pool import Database
from gomobile.settings import Settings
from tests import make


@dataclass
class Service:
    """The real service and an admin key of a fresh organization."""

    app: FastAPI
    database: Database
    key: str
    port: int = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def key_of(self, *, plan: str = "enterprise", role: str = "admin", country: str = "MA") -> str:
        """A key of another organization."""
        return make.key(self.database, make.organization(self.database, plan=plan, country=country), role)

    def start(self) -> None:
        """Listen, at the port of last time if there was one."""
        config = uvicorn.Config(self.app, host="127.0.0.1", port=self.port, log_level="critical", ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            time.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Hang up on everybody."""
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture
def service(conninfo: str, app_settings: Settings) -> Iterator[Service]:
    from gomobile.http.app import create_app

    with Database(conninfo, max_size=8) as database:
        owner = make.organization(database)
        made = Service(create_app(database, app_settings), database, make.key(database, owner))
        made.start()
        yield made
        made.stop()


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
