"""The order of a list of tags, and where its pages begin. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from gomobile.http.paging import bad_cursor, decode_cursor, encode_cursor

if TYPE_CHECKING:
    from gomobile.tags.store import Tag

SortBy = Literal["name", "createdAt", "contactCount"]

_KEYS: dict[SortBy, Callable[[Tag], Any]] = {
    "createdAt": lambda tag: tag.id,
    "contactCount": lambda tag: tag.contacts,
}


def ordered(tags: list[Tag], sort_by: SortBy, sort_order: Literal["asc", "desc"]) -> list[Tag]:
    """The tags, which come by name, in the wanted order; equal ones by name."""
    if sort_by in _KEYS:
        return sorted(tags, key=_KEYS[sort_by], reverse=sort_order == "desc")
    return tags if sort_order == "asc" else tags[::-1]


def start_of(cursor: str | None, page: int, limit: int) -> int:
    """Where a page begins: where the cursor says, else by its number. Raises InvalidInput for a bad cursor."""
    if cursor is None:
        return (page - 1) * limit
    (start,) = decode_cursor(cursor, 1)
    if not isinstance(start, int) or start < 0:
        raise bad_cursor()
    return start


def cursor_at(start: int) -> str:
    """The cursor of the page that begins there."""
    return encode_cursor([start])
