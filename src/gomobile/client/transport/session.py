"""The two sessions: they carry out steps, one blocking, one awaiting. Only they speak to the service."""

from __future__ import annotations

import inspect
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import httpx2

from gomobile.client.errors import ConnectionFailed, GomobileError, InvalidResponse, Timeout
from gomobile.client.transport.config import Config
from gomobile.client.transport.request import Request, Response
from gomobile.client.transport.steps import (
    Call,
    Done,
    Download,
    Emit,
    Emits,
    Send,
    Sleep,
    Step,
    Steps,
    advance,
)

T = TypeVar("T")
Outcome = Response | GomobileError | None
_NEVER_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_CHUNK = 1 << 20


class Session:
    """The blocking session. Threads may share it."""

    def __init__(
        self, config: Config, transport: httpx2.BaseTransport | None, sleep: Callable[[float], object] | None
    ) -> None:
        self._http = httpx2.Client(transport=transport, **config.options())
        self._sleep = sleep or time.sleep

    def run(self, steps: Steps[T]) -> T:
        """Carry out the steps of a method and return its result."""
        outcome: Outcome = None
        with closing(steps):
            while not isinstance(step := advance(steps, outcome), Done):
                outcome = self._perform(step)
        return step.value

    def iterate(self, steps: Emits[T]) -> Iterator[T]:
        """Carry out the steps of an iterator and yield what they emit."""
        outcome: Outcome = None
        with closing(steps):
            while not isinstance(step := advance(steps, outcome), Done):
                if isinstance(step, Emit):
                    outcome = None
                    yield step.value
                else:
                    outcome = self._perform(step)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _perform(self, step: Step | Emit[Any]) -> Outcome:
        match step:
            case Sleep(seconds):
                self._sleep(seconds)
            case Call(function, argument):
                function(argument)
            case Send() | Download():
                try:
                    return self._exchange(step)
                except GomobileError as error:
                    return error
        return None

    def _exchange(self, step: Send | Download) -> Response:
        with (
            _as_ours(step.request),
            closing(self._http.send(build(self._http, step.request), stream=True)) as answer,
        ):
            if isinstance(step, Send) or not answer.is_success:
                return Response(answer.status_code, answer.headers, answer.read())
            for chunk in answer.iter_bytes(_CHUNK):
                step.received += len(chunk)
                step.sink.write(chunk)
            return Response(answer.status_code, answer.headers)


class AsyncSession:
    """The awaiting session."""

    def __init__(
        self,
        config: Config,
        transport: httpx2.AsyncBaseTransport | None,
        sleep: Callable[[float], Awaitable[object]] | None,
    ) -> None:
        self._http = httpx2.AsyncClient(transport=transport, **config.options())
        self._sleep = sleep or anyio.sleep

    async def run(self, steps: Steps[T]) -> T:
        """Carry out the steps of a method and return its result."""
        outcome: Outcome = None
        with closing(steps):
            while not isinstance(step := advance(steps, outcome), Done):
                outcome = await self._perform(step)
        return step.value

    async def iterate(self, steps: Emits[T]) -> AsyncIterator[T]:
        """Carry out the steps of an iterator and yield what they emit."""
        outcome: Outcome = None
        with closing(steps):
            while not isinstance(step := advance(steps, outcome), Done):
                if isinstance(step, Emit):
                    outcome = None
                    yield step.value
                else:
                    outcome = await self._perform(step)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _perform(self, step: Step | Emit[Any]) -> Outcome:
        match step:
            case Sleep(seconds):
                await self._sleep(seconds)
            case Call(function, argument):
                if inspect.isawaitable(result := function(argument)):
                    await result
            case Send() | Download():
                try:
                    return await self._exchange(step)
                except GomobileError as error:
                    return error
        return None

    async def _exchange(self, step: Send | Download) -> Response:
        with _as_ours(step.request):
            answer = await self._http.send(build(self._http, step.request), stream=True)
            try:
                if isinstance(step, Send) or not answer.is_success:
                    return Response(answer.status_code, answer.headers, await answer.aread())
                async for chunk in answer.aiter_bytes(_CHUNK):
                    step.received += len(chunk)
                    await anyio.to_thread.run_sync(step.sink.write, chunk)
                return Response(answer.status_code, answer.headers)
            finally:
                await answer.aclose()


def build(http: httpx2.Client | httpx2.AsyncClient, request: Request) -> httpx2.Request:
    """The library's form of a request."""
    headers = dict(request.headers)
    options: dict[str, Any] = {}
    if request.upload is not None:
        upload = request.upload
        # One boundary for all attempts: an Idempotency-Key stands for the same bytes.
        headers["Content-Type"] = f"multipart/form-data; boundary={upload.boundary}"
        options = {"data": dict(upload.fields), "files": {"file": (upload.filename, upload.file)}}
    elif request.content is not None:
        options = {"content": request.content}
    return http.build_request(
        request.method,
        request.path.removeprefix("/"),
        params=request.params or None,
        headers=headers,
        **options,
    )


@contextmanager
def _as_ours(request: Request) -> Iterator[None]:
    """Turn what the HTTP library raises into this client's errors."""
    what = f"{request.method} {request.path}"
    try:
        yield
    except _NEVER_SENT as error:
        kind = Timeout if isinstance(error, httpx2.TimeoutException) else ConnectionFailed
        raise kind(f"The service was not reached for {what}: {error or type(error).__name__}", sent=False) from error
    except httpx2.TimeoutException as error:
        raise Timeout(f"No answer in time to {what} ({type(error).__name__}).") from error
    except httpx2.DecodingError as error:
        raise InvalidResponse(f"The answer to {what} cannot be decoded: {error}") from error
    except httpx2.TransportError as error:
        raise ConnectionFailed(f"The connection broke during {what}: {error or type(error).__name__}") from error
