"""One look a second for everybody who listens in this process.

PostgreSQL's own LISTEN and NOTIFY would tell sooner, but each NOTIFY takes a lock of the whole server at commit:
writers would queue for the sake of readers. The look costs 1.5 ms for an organization in which nothing happens, 2.5 ms
for fifty, and takes a connection for so long alone.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import anyio.to_thread
import psycopg
import structlog

from gomobile.accounts.caller import Caller
from gomobile.db.pool import Connection, Database
from gomobile.errors import Unavailable
from gomobile.events import service
from gomobile.events.errors import TooManyListeners
from gomobile.events.news import News
from gomobile.events.position import Position
from gomobile.events.service import Watch

log = structlog.get_logger("gomobile.events")

EVERY_SECONDS = 1.0
LONGEST_PAUSE = 30.0
SHARE = 10
"""A look that takes long, behind a transaction of hours, is made so much more seldom: never more than a tenth of a
connection."""
MOST_LISTENERS = 200
"""Of one organization in one process."""
MOST_OF_ONE = 40
"""Of one person or key among them: the pages that somebody has open, and not those of everybody else."""


class Listener:
    """Somebody who listens: news pile up, by topic, until they are taken."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.ended = False
        self.position: Position | None = None
        self._news = News()
        self._something = asyncio.Event()

    def tell(self, news: News, position: Position) -> None:
        """Add news; those that wait already are not told twice."""
        self._news.add(news)
        self.position = position
        if self._news:
            self._something.set()

    def end(self) -> None:
        """Let the listener go."""
        self.ended = True
        self._something.set()

    async def wait(self, seconds: float) -> News:
        """The next news, empty after so long without any, or at the end."""
        try:
            async with asyncio.timeout(seconds):
                await self._something.wait()
        except TimeoutError:
            return News()
        self._something.clear()
        news, self._news = self._news, News()
        return news


class Hub:
    """The listeners of a process. Used in its event loop alone."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listeners: dict[UUID, set[Listener]] = {}
        self._watches: dict[UUID, Watch] = {}
        self._looking: asyncio.Task[None] | None = None
        self._closed = False

    async def join(self, caller: Caller, since: str | None = None) -> Listener:
        """Listen to the caller's organization, from now on, or from the position `since` on: what cannot be told from
        there is told as a change of everything. Raises TooManyListeners.
        """
        org_id = caller.organization.id
        others = self._listeners.setdefault(org_id, set())
        own = sum((one.caller.kind, one.caller.id) == (caller.kind, caller.id) for one in others)
        if self._closed or len(others) >= MOST_LISTENERS or own >= MOST_OF_ONE:
            raise TooManyListeners(retryAfter=5 if self._closed else 30)
        listener = Listener(caller)
        others.add(listener)
        try:
            if org_id not in self._watches:
                watch = await self._in_thread(service.begin, org_id)
                self._watches.setdefault(org_id, watch)
            listener.position = self._watches[org_id].position
            if since is not None:
                # What came between the two positions may be told twice, never not at all.
                listener.tell(await self._missed(org_id, since), self._watches[org_id].position)
        except BaseException:
            self.leave(listener)
            raise
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look_on())
        return listener

    def leave(self, listener: Listener) -> None:
        """Listen no more."""
        org_id = listener.caller.organization.id
        others = self._listeners.get(org_id, set())
        others.discard(listener)
        if not others:
            self._listeners.pop(org_id, None)
            self._watches.pop(org_id, None)

    def close(self) -> None:
        """Let every listener go, and take no other: the service stops."""
        self._closed = True
        for others in self._listeners.values():
            for listener in others:
                listener.end()

    async def _look_on(self) -> None:
        pause = EVERY_SECONDS
        while self._listeners:
            await asyncio.sleep(pause)
            began = time.monotonic()
            try:
                found = await self._in_thread(service.look, dict(self._watches))
            except (psycopg.Error, Unavailable) as error:
                log.warning("live updates wait", error=type(error).__name__)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            for org_id, seen in found.items():
                if org_id in self._watches:
                    self._watches[org_id] = seen.watch
                for listener in self._listeners.get(org_id, ()):
                    listener.tell(seen.news, seen.watch.position)
            pause = min(max(EVERY_SECONDS, SHARE * (time.monotonic() - began)), LONGEST_PAUSE)

    async def _missed(self, org_id: UUID, since: str) -> News:
        everything = News()
        everything.change("all")
        position = Position.decode(since)
        if position is None:
            return everything
        try:
            found = await self._in_thread(service.look, {org_id: Watch(position)})
        except psycopg.DataError:
            return everything
        return found[org_id].news

    async def _in_thread(self, do: Callable[[Connection, Any], Any], about: Any) -> Any:
        def work() -> Any:
            with self._database.autocommit() as conn:
                return do(conn, about)

        return await anyio.to_thread.run_sync(work)
