"""A response whose bytes another thread makes: it ends when the client goes, and when the client stalls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import anyio
import anyio.to_thread
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

STALLED_SECONDS = 120
"""A client that takes nothing for so long has gone, whatever its connection says."""


class Source(Protocol):
    """Where the bytes come from; both may block."""

    def read(self) -> bytes:
        """The next bytes, empty at the end."""
        ...

    def close(self) -> None:
        """Called once, whether the client got everything or not; makes a waiting read() return."""
        ...


class Download(Response):
    """Sends what `source` gives. An error before the first byte is answered as any other; a later one cuts the
    connection, so that nobody takes half a file for the whole.
    """

    def __init__(self, source: Source, *, media_type: str, headers: Mapping[str, str], status_code: int = 200) -> None:
        self.source = source
        self.status_code = status_code
        self.media_type = media_type
        self.background = None
        self.init_headers(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        failure: Exception | None = None
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(wait_for_goodbye, receive, group.cancel_scope)
                try:
                    await self._send(send)
                except Exception as error:  # raised below, outside the group that would wrap it
                    failure = error
                group.cancel_scope.cancel()
        finally:
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(self.source.close)
        if failure is not None:
            raise failure

    async def _send(self, send: Send) -> None:
        data = await self._read()
        start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        if not await delivered(send, start):
            return
        while data:
            if not await delivered(send, {"type": "http.response.body", "body": data, "more_body": True}):
                return
            data = await self._read()
        await delivered(send, {"type": "http.response.body", "body": b"", "more_body": False})

    async def _read(self) -> bytes:
        return await anyio.to_thread.run_sync(self.source.read, abandon_on_cancel=True)


async def delivered(send: Send, message: dict[str, object]) -> bool:
    """Send a message; False when the client has gone."""
    try:
        with anyio.fail_after(STALLED_SECONDS):
            await send(message)
    except (OSError, TimeoutError):
        return False
    return True


async def wait_for_goodbye(receive: Receive, scope: anyio.CancelScope) -> None:
    """Cancel `scope` when the client goes."""
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()
