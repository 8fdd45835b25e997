"""The custom attributes of a batch, checked by the column: the twin of `contact_values.apply`. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import polars as pl

from gomobile.attributes.columns import coerce_series
from gomobile.attributes.contact_values import apply
from gomobile.attributes.definition import Definition
from gomobile.attributes.values import ValueFormat

_NULL = "null"


@dataclass(slots=True)
class BatchValues:
    """By position: the JSON object to store (a null clears its key), which of these clear, and refused
    values.

    `errors` has `{field, value, code, message}` as `apply` returns them.
    """

    objects: dict[int, str] = field(default_factory=dict)
    clearing: set[int] = field(default_factory=set)
    errors: list[tuple[int, dict[str, Any]]] = field(default_factory=list)


def check_values(
    given: Iterable[tuple[int, Mapping[str, Any]]],
    definitions: Mapping[str, Definition],
    format: ValueFormat,
) -> BatchValues:
    """Check `(position, customAttributes)` of each contact that gave some.

    Texts of one attribute are checked as a column, which costs a fifth of one by one; everything else, and
    what a column refuses, goes through `apply`.
    """
    members: dict[int, list[str]] = {}
    columns: dict[str, tuple[list[int], list[str]]] = {}
    found = BatchValues()
    for position, values in given:
        members[position] = []
        for name, value in values.items():
            if type(value) is str and name in definitions:
                positions, texts = columns.setdefault(name, ([], []))
                positions.append(position)
                texts.append(value)
            else:
                _check_one(position, name, value, members, definitions, format, found)
    for name, (positions, texts) in columns.items():
        stored, problems = coerce_series(pl.Series(texts, dtype=pl.String), definitions[name], format)
        for position, text, value, problem in zip(positions, texts, stored, problems, strict=True):
            if problem is None:
                _put(position, name, value or _NULL, members, found)
            else:
                _check_one(position, name, text, members, definitions, format, found)
    found.objects = {position: f"{{{','.join(parts)}}}" for position, parts in members.items() if parts}
    found.errors.sort(key=lambda error: error[0])
    return found


def _check_one(
    position: int,
    name: str,
    value: object,
    members: dict[int, list[str]],
    definitions: Mapping[str, Definition],
    format: ValueFormat,
    found: BatchValues,
) -> None:
    accepted, errors = apply({name: value}, definitions, format)
    found.errors += [(position, error) for error in errors]
    for stored in accepted.values():
        _put(position, name, orjson.dumps(stored).decode(), members, found)


def _put(position: int, name: str, stored: str, members: dict[int, list[str]], found: BatchValues) -> None:
    members[position].append(f'"{name}":{stored}')
    if stored == _NULL:
        found.clearing.add(position)
