"""Requests whose body is read up to a bound, and as JSON by orjson."""

from __future__ import annotations

from typing import Any, ClassVar

import orjson
from starlette.requests import Request

from gomobile.errors import AppError

OF_A_VISITOR = 16 * 1024
"""Bytes of a body that somebody not known yet may send: 600 MB of an e-mail address would be kept in memory."""
OF_A_CALLER = 32 * 1024 * 1024
"""Bytes of a body that is not a file: eight times a list of 100,000 ids."""


class BodyTooLarge(AppError):
    """The body of this request is larger than this address takes; send less at once."""

    code: ClassVar[str] = "BODY_TOO_LARGE"
    status: ClassVar[int] = 413


class BoundedRequest(Request):
    """A request with a body of at most `most` bytes. A form is not bounded here: its files go to disk as they come."""

    most: int = OF_A_VISITOR

    async def body(self) -> bytes:
        """The whole body. Raises BodyTooLarge before it is read, or where more comes than was said."""
        if not hasattr(self, "_body"):
            said = self.headers.get("content-length", "")
            if said.isdecimal() and int(said) > self.most:
                raise BodyTooLarge(max=self.most)
            parts: list[bytes] = []
            size = 0
            async for part in self.stream():
                size += len(part)
                if size > self.most:
                    raise BodyTooLarge(max=self.most)
                parts.append(part)
            self._body = b"".join(parts)
        return self._body

    async def json(self) -> Any:
        """The body as JSON."""
        if not hasattr(self, "_json"):
            self._json = orjson.loads(await self.body())
        return self._json
