"""How an answer becomes a value: by the annotations of a dataclass, forgiving what a newer service adds."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from gomobile.client.errors import InvalidResponse


@dataclass(frozen=True, kw_only=True)
class Model:
    """A value read from JSON; `raw` is the object as it came, with fields that this version does not know."""

    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Read a decoded JSON object; raises InvalidResponse when it lacks what every answer has."""
        if not isinstance(data, Mapping):
            raise InvalidResponse(f"Expected a {cls.__name__} but the answer holds {str(data)[:80]!r}.")
        values = {}
        for name, key, read, required in _fields(cls):
            value = data.get(key)
            if value is not None:
                values[name] = read(value)
            elif required:
                raise InvalidResponse(f"The answer for a {cls.__name__} has no {key!r}.")
        return cls(raw=dict(data), **values)


def camel(name: str) -> str:
    """`primary_phone` as the API writes it: `primaryPhone`."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


@functools.cache
def _fields(model: type[Model]) -> tuple[tuple[str, str, Callable[[Any], Any], bool], ...]:
    """Of each field: its name, its key in JSON, how its value is read, and whether it must be there."""
    hints = typing.get_type_hints(model)
    found = []
    for entry in dataclasses.fields(model):
        if entry.name == "raw":
            continue
        no_default = entry.default is dataclasses.MISSING and entry.default_factory is dataclasses.MISSING
        key = entry.metadata.get("key") or camel(entry.name.rstrip("_"))
        found.append((entry.name, key, entry.metadata.get("read") or _reader(hints[entry.name]), no_default))
    return tuple(found)


def _reader(hint: Any) -> Callable[[Any], Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _reader(next(part for part in arguments if part is not type(None)))
    if origin is tuple:
        return functools.partial(_entries, _reader(arguments[0]))
    if hint is datetime:
        return moment
    if isinstance(hint, type) and issubclass(hint, Model):
        return hint.from_json
    return _as_it_is


def moment(text: Any) -> datetime:
    """A timestamp of the API, ISO 8601 with `Z`, as an aware datetime. Raises InvalidResponse."""
    try:
        return datetime.fromisoformat(text)
    except (ValueError, TypeError) as error:
        raise InvalidResponse(f"{text!r} is not a timestamp.") from error


def _entries(read: Callable[[Any], Any], values: Any) -> tuple[Any, ...]:
    if not isinstance(values, list):
        raise InvalidResponse(f"Expected a list but the answer holds {str(values)[:80]!r}.")
    return tuple(read(value) for value in values)


def _as_it_is(value: Any) -> Any:
    return value
