"""JSON in and out: orjson, ten times faster than the standard library on a list of a thousand contacts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar

import orjson
from starlette.responses import Response

from gomobile.clock import iso

T = TypeVar("T")


class Answer(Response, Generic[T]):
    """A response whose JSON is a T: as the return annotation of a route it describes the answer in OpenAPI."""


def _default(value: object) -> object:
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def dumps(content: Any) -> bytes:
    """Serialise; timestamps as ISO 8601 in UTC with `Z`, UUIDs as text."""
    return orjson.dumps(_stamped(content), default=_default)


def _stamped(content: Any) -> Any:
    """Format datetimes the one way of the API (orjson's own has microseconds and `+00:00`)."""
    if isinstance(content, dict):
        return {key: _stamped(value) for key, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [_stamped(value) for value in content]
    if isinstance(content, datetime):
        return iso(content)
    return content


def json_response(content: T, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer[T]:
    """A JSON response."""
    return Answer(dumps(content), status_code=status, headers=headers, media_type="application/json")
