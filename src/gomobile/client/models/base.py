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

Reader = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True)
class Model:
    """A value read from JSON; `raw` is the object as it came, with fields that this version does not know."""

    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Read a decoded JSON object; raises InvalidResponse when it lacks what every answer has."""
        if not isinstance(data, Mapping):
            raise InvalidResponse(f"Expected a {cls.__name__} but the answer holds {str(data)[:80]!r}.")
        plan = _plan(cls)
        values = plan.defaults | {name: make() for name, make in plan.factories}
        for name, key, read in plan.fields:
            value = data.get(key)
            if value is not None:
                values[name] = value if read is None else read(value)
            elif name not in values:
                raise InvalidResponse(f"The answer for a {cls.__name__} has no {key!r}.")
        values["raw"] = data
        # Past __init__, which sets each field of a frozen dataclass by a call: a contact in 35 µs instead of 110.
        made = object.__new__(cls)
        made.__dict__.update(values)
        return made


def camel(name: str) -> str:
    """`primary_phone` as the API writes it: `primaryPhone`."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a class is read: of each field its name, its key in JSON and its reader; and what absent ones are."""

    fields: tuple[tuple[str, str, Reader | None], ...]
    defaults: dict[str, Any]
    factories: tuple[tuple[str, Callable[[], Any]], ...]


@functools.cache
def _plan(model: type[Model]) -> _Plan:
    hints = typing.get_type_hints(model)
    fields, defaults, factories = [], {}, []
    for entry in dataclasses.fields(model):
        if entry.name == "raw":
            continue
        key = entry.metadata.get("key") or camel(entry.name)
        fields.append((entry.name, key, entry.metadata.get("read") or _reader(hints[entry.name])))
        if entry.default_factory is not dataclasses.MISSING:
            factories.append((entry.name, entry.default_factory))
        elif entry.default is not dataclasses.MISSING:
            defaults[entry.name] = entry.default
    return _Plan(tuple(fields), defaults, tuple(factories))


def _reader(hint: Any) -> Reader | None:
    """The reader of an annotation; None for what JSON has itself."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _reader(next(part for part in arguments if part is not type(None)))
    if origin is tuple:
        return functools.partial(entries, _reader(arguments[0]))
    if hint is datetime:
        return moment
    if isinstance(hint, type) and issubclass(hint, Model):
        return hint.from_json
    return None


def moment(text: Any) -> datetime:
    """A timestamp of the API, ISO 8601 with `Z`, as an aware datetime. Raises InvalidResponse."""
    try:
        return datetime.fromisoformat(text)
    except (ValueError, TypeError) as error:
        raise InvalidResponse(f"{text!r} is not a timestamp.") from error


def entries(read: Reader | None, values: Any) -> tuple[Any, ...]:
    """Each entry of a list, read. Raises InvalidResponse for what is no list."""
    if not isinstance(values, list):
        raise InvalidResponse(f"Expected a list but the answer holds {str(values)[:80]!r}.")
    return tuple(values if read is None else map(read, values))
