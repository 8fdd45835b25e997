"""A real server: live updates never end by themselves, which a test client waits for."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import orjson
import pytest
import uvicorn

from gomobile.cli.serve_process import GRACE, announcing
from gomobile.db.pool import Database
from gomobile.events import hub
from gomobile.http.app import create_app
from gomobile.settings import Settings

TIMEOUT = 20.0


@dataclass
class Event:
    """One event as it was sent."""

    name: str
    data: Any
    id: str | None


@dataclass
class Listening:
    """An open connection for events."""

    response: httpx2.Response
    lines: Iterator[str]
    comments: list[str] = field(default_factory=list)

    def next(self) -> Event:
        """The next event; raises StopIteration at the end of the stream."""
        found: dict[str, str] = {}
        for line in self.lines:
            if not line and found:
                return Event(found["event"], orjson.loads(found["data"]), found.get("id"))
            if line.startswith(":"):
                self.comments.append(line)
            elif line:
                name, _, value = line.partition(": ")
                found[name] = value
        raise StopIteration

    def until(self, name: str, topic: str | None = None) -> Event:
        """Skip to an event of this name, and of `changed` to this topic."""
        while True:
            event = self.next()
            if event.name == name and (topic is None or event.data["topic"] == topic):
                return event


class Live:
    """A server on a port of its own, as `gomobile serve` runs it."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.app = create_app(database, settings)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        config = uvicorn.Config(self.app, log_config=None, timeout_graceful_shutdown=GRACE, lifespan="off")
        self.server = announcing(config, None)
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        self.client = httpx2.Client(base_url=self.url, timeout=TIMEOUT)

    def _run(self) -> None:
        asyncio.run(self.server.serve(sockets=[self.listener]))

    @contextlib.contextmanager
    def listen(
        self, secret: str = "", since: str | None = None, cookies: dict[str, str] | None = None
    ) -> Iterator[Listening]:
        """Listen with a key, or with the cookies of a browser."""
        headers = {"X-API-Key": secret} if secret else {}
        headers |= {"Cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())}
        headers |= {"Last-Event-ID": since} if since else {}
        with self.client.stream("GET", "/api/events", headers=headers) as response:
            assert response.status_code == 200, response.read()
            yield Listening(response, response.iter_lines())

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(TIMEOUT)
        assert not self.thread.is_alive()


@pytest.fixture
def live(database: Database, app_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    """A server that looks ten times a second."""
    monkeypatch.setattr(hub, "EVERY_SECONDS", 0.1)
    server = Live(database, app_settings)
    yield server
    server.stop()
    server.client.close()
