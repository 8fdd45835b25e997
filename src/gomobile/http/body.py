"""Requests whose body is read up to a bound, and as JSON by orjson."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any, ClassVar

import orjson
from starlette.datastructures import FormData
from starlette.requests import Request

from gomobile.errors import AppError

OF_A_VISITOR = 16 * 1024
"""Bytes of a body that somebody not known yet may send: 600 MB of an e-mail address would be kept in memory."""
OF_A_CALLER = 32 * 1024 * 1024
"""Bytes of a body that is not a file: eight times a list of 100,000 ids."""
BESIDE_A_FILE = 1024 * 1024
"""Bytes of a form beside the file in it."""


class BodyTooLarge(AppError):
    """The body of this request is larger than this address takes; send less at once."""

    code: ClassVar[str] = "BODY_TOO_LARGE"
    status: ClassVar[int] = 413


class BoundedRequest(Request):
    """A request with a body of at most `most` bytes, a form too: its files go to disk as they come."""

    most: int = OF_A_VISITOR

    @property
    def given_form(self) -> FormData | None:
        """The form, where the route took one; None before it is read."""
        return self._form

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """The body as it comes. Raises BodyTooLarge before it is read, or where more comes than was said."""
        said = self.headers.get("content-length", "")
        if said.isdecimal() and int(said) > self.most:
            raise BodyTooLarge(max=self.most)
        size = 0
        async for part in super().stream():
            size += len(part)
            if size > self.most:
                raise BodyTooLarge(max=self.most)
            yield part

    async def json(self) -> Any:
        """The body as JSON."""
        if not hasattr(self, "_json"):
            self._json = orjson.loads(await self.body())
        return self._json
