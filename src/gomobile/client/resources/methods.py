"""One description of a method, two ways to call it.

A noun is a class of methods that return steps, marked `@method` (they give one result) or `@iterator` (they
emit many). Deriving from it and from `Blocking` or `Awaiting` makes real methods of them:

    class ContactMethods(Noun):
        @method
        def get(self, id: str) -> Steps[Contact]: ...

    class Contacts(ContactMethods, Blocking): ...        # contacts.get(id) is a Contact
    class AsyncContacts(ContactMethods, Awaiting): ...   # await contacts.get(id) is one

Type checkers see the same through the overloads below: arguments are checked, results are exact, for both.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, overload

from gomobile.client.models.base import entries
from gomobile.client.transport.request import Request, Response
from gomobile.client.transport.retry import RetryPolicy
from gomobile.client.transport.session import AsyncSession, Session
from gomobile.client.transport.steps import Emits, Send, Steps, attempt

P = ParamSpec("P")
T = TypeVar("T")


class Noun:
    """What methods may use while they describe steps."""

    _policy: RetryPolicy

    def _send(self, request: Request) -> Steps[Response]:
        return attempt(Send(request), self._policy)

    def _ask(self, request: Request, read: Callable[[Any], T]) -> Steps[T]:
        """Send, and read the decoded answer."""
        response = yield from self._send(request)
        return read(response.json())


class Blocking:
    """Makes a noun's methods blocking ones."""

    def __init__(self, session: Session, policy: RetryPolicy) -> None:
        self._session = session
        self._policy = policy

    def __init_subclass__(cls) -> None:
        _install(cls, _blocking)


class Awaiting:
    """Makes a noun's methods coroutines and asynchronous iterators."""

    def __init__(self, session: AsyncSession, policy: RetryPolicy) -> None:
        self._session = session
        self._policy = policy

    def __init_subclass__(cls) -> None:
        _install(cls, _awaiting)


class Method(Generic[P, T]):
    """A method of a noun that gives one result."""

    def __init__(self, steps: Callable[Concatenate[Any, P], Steps[T]]) -> None:
        self.steps = steps

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: Blocking, owner: Any = None) -> Callable[P, T]: ...
        @overload
        def __get__(self, instance: Awaiting, owner: Any = None) -> Callable[P, Coroutine[Any, Any, T]]: ...
        def __get__(self, instance: Any, owner: Any = None) -> Any: ...


class IteratorMethod(Generic[P, T]):
    """A method of a noun that gives many values, one after the other."""

    def __init__(self, steps: Callable[Concatenate[Any, P], Emits[T]]) -> None:
        self.steps = steps

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: Blocking, owner: Any = None) -> Callable[P, Iterator[T]]: ...
        @overload
        def __get__(self, instance: Awaiting, owner: Any = None) -> Callable[P, AsyncIterator[T]]: ...
        def __get__(self, instance: Any, owner: Any = None) -> Any: ...


def method(steps: Callable[Concatenate[Any, P], Steps[T]]) -> Method[P, T]:
    """Mark a method that gives one result."""
    return Method(steps)


def iterator(steps: Callable[Concatenate[Any, P], Emits[T]]) -> IteratorMethod[P, T]:
    """Mark a method that gives many values."""
    return IteratorMethod(steps)


def _install(cls: type, make: Callable[[Any], Callable[..., Any]]) -> None:
    """Give the class real methods in place of the marks that it inherits, documented as those are."""
    for name in dir(cls):
        mark = inspect.getattr_static(cls, name)
        if isinstance(mark, Method | IteratorMethod):
            setattr(cls, name, make(mark))


def _blocking(mark: Method[..., Any] | IteratorMethod[..., Any]) -> Callable[..., Any]:
    if isinstance(mark, IteratorMethod):

        def call(self: Any, *arguments: Any, **options: Any) -> Any:
            return self._session.iterate(mark.steps(self, *arguments, **options))

        return _as_written(call, mark.steps, "Iterator[{}]")

    def call_once(self: Any, *arguments: Any, **options: Any) -> Any:
        return self._session.run(mark.steps(self, *arguments, **options))

    return _as_written(call_once, mark.steps, "{}")


def _awaiting(mark: Method[..., Any] | IteratorMethod[..., Any]) -> Callable[..., Any]:
    if isinstance(mark, IteratorMethod):

        def call(self: Any, *arguments: Any, **options: Any) -> Any:
            return self._session.iterate(mark.steps(self, *arguments, **options))

        return _as_written(call, mark.steps, "AsyncIterator[{}]")

    async def call_once(self: Any, *arguments: Any, **options: Any) -> Any:
        return await self._session.run(mark.steps(self, *arguments, **options))

    return _as_written(call_once, mark.steps, "{}")


def _as_written(call: Callable[..., Any], steps: Callable[..., Any], result: str) -> Callable[..., Any]:
    made = functools.wraps(steps)(call)
    written = inspect.signature(steps)
    inner = str(written.return_annotation).partition("[")[2].removesuffix("]")
    made.__signature__ = written.replace(return_annotation=result.format(inner))  # type: ignore[attr-defined]
    return made


def read_list(read: Callable[[Any], T], key: str | None = None) -> Callable[[Any], tuple[T, ...]]:
    """A reader of a plain list, or of the one under `key`."""

    def read_entries(answer: Any) -> tuple[T, ...]:
        return entries(read, answer.get(key) if key and isinstance(answer, dict) else answer)

    return read_entries
