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
from gomobile.attributes.values import ValueFormat, ValueProblem, coerce

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

    Texts of one attribute are checked as a column, which costs a fifth of one by one.
    """
    batch = _Batch(definitions, format)
    columns: dict[str, tuple[list[int], list[str]]] = {}
    for position, values in given:
        batch.members[position] = []
        for name, value in values.items():
            if name not in definitions:
                batch.refuse(position, name, value)
            elif type(value) is str:
                positions, texts = columns.setdefault(name, ([], []))
                positions.append(position)
                texts.append(value)
            else:
                batch.add(position, name, value)
    for name, (positions, texts) in columns.items():
        batch.add_column(name, positions, texts)
    return batch.finished()


class _Batch:
    """What was accepted and refused so far; `members` holds the parts of each JSON object."""

    def __init__(self, definitions: Mapping[str, Definition], format: ValueFormat) -> None:
        self._definitions = definitions
        self._format = format
        self._found = BatchValues()
        self.members: dict[int, list[str]] = {}

    def add(self, position: int, name: str, value: object) -> None:
        """Check a value that is no text."""
        try:
            stored = coerce(value, self._definitions[name], self._format)
        except ValueProblem:
            self.refuse(position, name, value)
            return
        self._put(position, name, _NULL if stored is None else orjson.dumps(stored).decode())

    def add_column(self, name: str, positions: list[int], texts: list[str]) -> None:
        """Check the texts of one attribute."""
        column = pl.Series(texts, dtype=pl.String)
        stored, problems = coerce_series(column, self._definitions[name], self._format)
        refused = set(problems.is_not_null().arg_true())
        for at, (position, value) in enumerate(zip(positions, stored.to_list(), strict=True)):
            if at in refused:
                self.refuse(position, name, texts[at])
            else:
                self._put(position, name, value or _NULL)

    def refuse(self, position: int, name: str, value: object) -> None:
        """Report a value that is refused."""
        errors = apply({name: value}, self._definitions, self._format)[1]
        self._found.errors += [(position, error) for error in errors]

    def finished(self) -> BatchValues:
        """All of it."""
        found = self._found
        found.objects = {at: f"{{{','.join(parts)}}}" for at, parts in self.members.items() if parts}
        found.errors.sort(key=lambda error: error[0])
        return found

    def _put(self, position: int, name: str, stored: str) -> None:
        self.members[position].append(f'"{name}":{stored}')
        if stored == _NULL:
            self._found.clearing.add(position)
