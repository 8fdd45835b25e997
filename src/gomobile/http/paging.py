"""Pages of a list: `page` and `limit`, or an opaque `cursor`. Pure."""

from __future__ import annotations

import base64
import binascii
import math
from typing import Any
from uuid import UUID

import orjson

from gomobile.errors import InvalidInput
from gomobile.http.answers import PageMeta

MAX_LIMIT = 100


def encode_cursor(values: list[Any]) -> str:
    """An opaque cursor holding where the next page starts."""
    return base64.urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")


def decode_cursor(text: str, length: int) -> list[Any]:
    """What `encode_cursor` was given; raises InvalidInput for anything else."""
    try:
        values = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError) as error:
        raise bad_cursor() from error
    if not isinstance(values, list) or len(values) != length:
        raise bad_cursor()
    return values


def encode_id(id: UUID) -> str:
    """The cursor of a list in the order of its ids: where the next page starts."""
    return encode_cursor([str(id)])


def decode_id(cursor: str | None) -> UUID | None:
    """What `encode_id` was given, None without a cursor; raises InvalidInput for anything else."""
    try:
        return UUID(decode_cursor(cursor, 1)[0]) if cursor else None
    except (ValueError, TypeError, AttributeError) as error:
        raise bad_cursor() from error


def bad_cursor(message: str = "Use the nextCursor of the page before, unchanged.") -> InvalidInput:
    """The error of a cursor that cannot be used."""
    return InvalidInput.of("cursor", "format", message)


def page_meta(page: int, limit: int, total: int) -> PageMeta:
    """The `meta` of a list that has pages but no cursors."""
    found = meta(page, limit, total, None)
    found["hasNextPage"] = page * limit < total
    return found


def meta(page: int, limit: int, total: int, next_cursor: str | None, *, estimate: bool = False) -> PageMeta:
    """The published `meta`, plus `nextCursor` and, only where it is one, `totalIsEstimate`."""
    pages = math.ceil(total / limit)
    found: PageMeta = {
        "page": page,
        "limit": limit,
        "total": total,
        "totalPages": pages,
        "hasNextPage": next_cursor is not None,
        "hasPreviousPage": page > 1,
        "nextCursor": next_cursor,
    }
    if estimate:
        found["totalIsEstimate"] = True
    return found
