"""The language between what the client does and how it does it.

A method of the client is a generator that yields steps (send this, wait so long) and is sent their results;
it returns the method's result. The two sessions carry steps out, each in its way, so that retries, paging and
polling exist once. `attempt` is the smallest such generator; others delegate to it with `yield from`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import IO, Any, Generic, TypeVar

from gomobile.client.errors import GomobileError, ServerError, TransportError, error_for
from gomobile.client.transport.request import Request, Response
from gomobile.client.transport.retry import RetryPolicy

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Send:
    """Send the request; the result is the Response. Raises TransportError."""

    request: Request


@dataclass(slots=True)
class Download:
    """Send the request, write the body of a good answer to `sink`; the result is a Response without it."""

    request: Request
    sink: IO[bytes]
    received: int = 0
    _start: int | None = field(init=False)

    def __post_init__(self) -> None:
        self._start = self.sink.tell() if self.sink.seekable() else None

    def rewind(self) -> bool:
        """Make the sink as it was; False when something is in it that cannot be taken back."""
        if not self.received:
            return True
        if self._start is None:
            return False
        self.sink.seek(self._start)
        self.sink.truncate()
        self.received = 0
        return True


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Call:
    """Call the user's function; the asynchronous session awaits what it returns when it can be awaited."""

    function: Callable[..., Any]
    argument: Any


@dataclass(frozen=True, slots=True)
class Emit(Generic[T]):
    """Hand one value to the consumer of an iterator."""

    value: T


@dataclass(frozen=True, slots=True)
class Done:
    """What `advance` answers when there is no further step."""

    value: Any


Step = Send | Download | Sleep | Call
Steps = Generator[Step, Any, T]
"""A method under way: what it returns is its result."""
Emits = Generator[Step | Emit[T], Any, None]
"""An iterator under way."""


def advance(
    steps: Generator[Step | Emit[Any], Any, Any], outcome: Response | GomobileError | None
) -> Step | Emit[Any] | Done:
    """Give a method the outcome of its last step, None before the first, and take its next one."""
    try:
        return steps.throw(outcome) if isinstance(outcome, GomobileError) else steps.send(outcome)
    except StopIteration as end:
        return Done(end.value)


def attempt(step: Send | Download, policy: RetryPolicy) -> Steps[Response]:
    """Carry out a step, again where the policy says so. Raises APIError or TransportError."""
    retries = 0
    maybe_done = False
    while True:
        failure: GomobileError
        try:
            response: Response = yield step
        except TransportError as error:
            failure = error
            maybe_done = maybe_done or error.sent
        else:
            if 200 <= response.status < 300:
                return response
            if response.status == 404 and step.request.method == "DELETE" and maybe_done:
                return Response(204, response.headers)  # an earlier attempt deleted it, only its answer was lost
            failure = error_for(response)
            maybe_done = maybe_done or isinstance(failure, ServerError)
        wait = policy.wait(step.request, failure, retries)
        if wait is None or (isinstance(step, Download) and not step.rewind()):
            raise failure
        retries += 1
        yield Sleep(wait)
