"""Server-sent events: an answer that goes on until the client or the service ends it.

Neither a connection of the database nor a thread is held meanwhile: a listener is a coroutine that waits.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Any

import anyio
from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gomobile.http.call import TransactionalRoute
from gomobile.http.download import delivered, wait_for_goodbye
from gomobile.http.json import dumps

MEDIA_TYPE = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
BEAT = b": still here\n\n"
"""A comment, which clients skip: it keeps proxies from closing a connection on which nothing happens."""


def event(name: str, data: Any, *, id: str | None = None, retry: int | None = None) -> bytes:
    """One event; `retry` tells the client after how many milliseconds to come back when the connection breaks."""
    head = f"retry: {retry}\n" if retry is not None else ""
    head += f"id: {id}\n" if id is not None else ""
    return f"{head}event: {name}\ndata: ".encode() + dumps(data) + b"\n\n"


class EventStream(Response):
    """Sends what `events` gives, and closes it when the client goes or takes nothing for long."""

    media_type = MEDIA_TYPE

    def __init__(self, events: AsyncIterator[bytes], status_code: int = 200) -> None:
        self.events = events
        self.status_code = status_code
        self.background = None
        self.init_headers(HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        async with anyio.create_task_group() as group:
            group.start_soon(wait_for_goodbye, receive, group.cancel_scope)
            await self._send(send)
            group.cancel_scope.cancel()

    async def _send(self, send: Send) -> None:
        start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        async with aclosing(self.events) as events:  # type: ignore[type-var]  # a generator has aclose()
            if not await delivered(send, start):
                return
            async for data in events:
                if not await delivered(send, {"type": "http.response.body", "body": data, "more_body": True}):
                    return
        await delivered(send, {"type": "http.response.body", "body": b"", "more_body": False})


class StreamRoute(TransactionalRoute):
    """A route that authenticates like any other and runs in no transaction."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        APIRoute.__init__(self, path, endpoint, **options)


def router(prefix: str, tag: str) -> APIRouter:
    """A router whose routes run in no transaction."""
    return APIRouter(prefix=prefix, tags=[tag], route_class=StreamRoute)
