"""Columns mapped by hand: `mobile=primaryPhone`, `city=city:fill`, `dob=customAttributes.dob:MDY`, `notes=-`. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

from gomobile.errors import FieldError, InvalidInput
from gomobile.imports.column_mapping import (
    ATTRIBUTE,
    FIELDS,
    NOT_MAPPED,
    POLICIES,
    AttributeName,
    ColumnMapping,
    field_problem,
    format_problem,
    valid_fields,
)
from gomobile.imports.column_names import key
from gomobile.imports.options import DateOrder, DecimalMark

_BY_HAND = "chosen by hand"
_IGNORED = "ignored by hand"
_MARKS: dict[str, DecimalMark] = {"comma": ",", "point": "."}
_WORDS: dict[str, tuple[str, str]] = {
    **{policy: ("policy", policy) for policy in POLICIES},
    **{order.lower(): ("date", order) for order in get_args(DateOrder)},
    **{word: ("decimal", mark) for word, mark in _MARKS.items()},
}


class _Refused(ValueError):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def parse_map_options(
    options: Sequence[str],
    header: Sequence[str],
    attributes: Sequence[AttributeName],
    base: Sequence[ColumnMapping] = (),
) -> list[ColumnMapping]:
    """`base` with the options laid over it: one mapping per column of `header`, in order.

    An option is COLUMN=FIELD[:WORD]…, where a word is a policy, an order of dates (DMY, MDY, YMD) or a decimal mark
    (comma, point). COLUMN is a header, exactly or without regard to case and accents,
    else a position from 1; an empty FIELD or `-` ignores the column. A field that an option names is taken
    from the column that had it. Raises InvalidInput with one error (field `map`) per option that is refused.
    """
    columns = _laid_out(header, base)
    chosen: dict[int, ColumnMapping] = {}
    said: dict[int | str, str] = {}
    errors = []
    for option in options:
        try:
            column = _parsed(option, columns, attributes)
            _say_once(said, column, option)
        except _Refused as refused:
            errors.append(FieldError("map", refused.code, f"{option!r}: {refused.message}", value=option))
        else:
            chosen[column.column] = column
    if errors:
        raise InvalidInput(errors)
    owners = {column.field: column for column in chosen.values() if column.field}
    return [
        chosen[column.column]
        if column.column in chosen
        else replace(column, field="", reason=f"{column.field} is taken from {owners[column.field].header!r}")
        if column.field in owners
        else column
        for column in columns
    ]


def _say_once(said: dict[int | str, str], column: ColumnMapping, option: str) -> None:
    """Note which option maps a column and a field; refuse a second one."""
    for subject, name in ((column.column, f"the column {column.header!r}"), (column.field, column.field)):
        if subject == "":
            continue
        if subject in said:
            raise _Refused("duplicate", f"{said[subject]!r} maps {name} already; keep one of them.")
        said[subject] = option


def _laid_out(header: Sequence[str], base: Sequence[ColumnMapping]) -> list[ColumnMapping]:
    given = {column.column: column for column in base}
    return [
        given.get(n) or ColumnMapping(n, name, "", confidence=0.0, reason=NOT_MAPPED) for n, name in enumerate(header)
    ]


def _parsed(option: str, columns: Sequence[ColumnMapping], attributes: Sequence[AttributeName]) -> ColumnMapping:
    name, sign, target = option.rpartition("=")
    if not sign or not name.strip():
        raise _Refused("format", "Write COLUMN=FIELD, such as mobile=primaryPhone, or COLUMN=- to ignore it.")
    at = _find(name, [column.header for column in columns])
    name, *words = target.strip().split(":")
    field = _field(name.strip(), attributes)
    mapped = ColumnMapping(
        column=at, header=columns[at].header, field=field, reason=_BY_HAND if field else _IGNORED, **_said(words)
    )
    if problem := format_problem(field, formatted=bool(mapped.decimal or mapped.date)):
        raise _Refused(*problem)
    return mapped


def _said(words: Sequence[str]) -> dict[str, Any]:
    """What the words after a field say of its column."""
    said: dict[str, Any] = {}
    for word in words:
        found = _WORDS.get(word.strip().lower())
        if found is None:
            known = ", ".join((*POLICIES, *get_args(DateOrder), *_MARKS))
            raise _Refused("enum", f"{word.strip()!r} is neither a policy nor a format; use {known}.")
        name, value = found
        if name in said:
            raise _Refused("duplicate", f"{word.strip()!r} says again what {said[name]!r} says; keep one of them.")
        said[name] = value
    return said


def _find(name: str, header: Sequence[str]) -> int:
    """The position of the column that is meant."""
    for wanted in (name, name.strip()):
        if wanted in header:
            return header.index(wanted)
    wanted = key(name)
    alike = [n for n, found in enumerate(header) if wanted and key(found) == wanted]
    if len(alike) == 1:
        return alike[0]
    if alike:
        names = ", ".join(repr(header[n]) for n in alike)
        raise _Refused("ambiguous", f"Several columns match: {names}; write one exactly, or its position.")
    if name.strip().isdecimal():
        position = int(name.strip())
        if 1 <= position <= len(header):
            return position - 1
        raise _Refused("unknownColumn", f"The file has the columns 1 to {len(header)}.")
    by_key = {key(found): found for found in reversed(header)}
    near = difflib.get_close_matches(wanted, by_key, 1, 0.6)
    hint = f"did you mean {by_key[near[0]]!r}?" if near else f"it has {_listed(header)}."
    raise _Refused("unknownColumn", f"The file has no column {name.strip()!r}; {hint}")


def _field(name: str, attributes: Sequence[AttributeName]) -> str:
    if name in ("", "-"):
        return ""
    if problem := field_problem(name):
        code, message = problem
        known = {key(field): field for field in FIELDS}
        for attribute in attributes:
            full = ATTRIBUTE + attribute.name
            known |= dict.fromkeys(map(key, (full, ATTRIBUTE + attribute.display_name)), full)
        if exact := known.get(key(name)):
            return exact
        for attribute in attributes:
            known |= dict.fromkeys(map(key, (attribute.name, attribute.display_name)), ATTRIBUTE + attribute.name)
        near = difflib.get_close_matches(key(name), known, 1, 0.6)
        hint = f" Did you mean {known[near[0]]}?" if near else ""
        if code == "enum":
            message = f"{name!r} is not a field.{hint} Use {valid_fields()}."
        raise _Refused(code, message)
    return name


def _listed(header: Sequence[str]) -> str:
    names = ", ".join(repr(name) for name in header[:20])
    return names + (f" and {len(header) - 20} more" if len(header) > 20 else "")
