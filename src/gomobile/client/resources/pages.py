"""Walking a list page after page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from gomobile.client.models.page import Page
from gomobile.client.transport.steps import Emit, Emits, Steps

T = TypeVar("T")
Ask = Callable[[dict[str, Any]], Steps[Page[T]]]
"""Steps that ask for a page, given what opens it: its cursor, or its number where the list has no cursors."""


def walk_pages(ask: Ask[T]) -> Emits[Page[T]]:
    """Emit every page."""
    opening: dict[str, Any] | None = {}
    while opening is not None:
        page = yield from ask(opening)
        yield Emit(page)
        opening = _next(page)


def walk_entries(ask: Ask[T]) -> Emits[T]:
    """Emit every entry of every page."""
    opening: dict[str, Any] | None = {}
    while opening is not None:
        page = yield from ask(opening)
        for entry in page:
            yield Emit(entry)
        opening = _next(page)


def _next(page: Page[Any]) -> dict[str, Any] | None:
    if page.next_cursor:
        return {"cursor": page.next_cursor}
    return {"page": page.page + 1} if page.has_next_page else None
