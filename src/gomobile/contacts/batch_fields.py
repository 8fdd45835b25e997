"""The fields of a batch, checked by the column: the twin of `checks.check`. Pure.

Contacts whose fields are plain, which are nearly all, are decided for the whole batch at once (1 µs each); those with
anything to tell the caller about go through `checks.check` one by one (4 µs). So both agree as long as the columns are
right where they decide, which a property test proves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from gomobile.attributes.columns import is_plain_email
from gomobile.attributes.parse.text import EDGE, storable
from gomobile.contacts.checks import ATTRIBUTES, PHONE, Given, check
from gomobile.contacts.fields import CHANNELS, GENDERS, PHONE_MAX, PHONE_MIN, TEXT_FIELDS, Field
from gomobile.errors import FieldError

_TEXTS = {text.name: text for text in TEXT_FIELDS}
_BY_COLUMN = frozenset({*_TEXTS, PHONE, ATTRIBUTES})
_TEXT_OR_NULL = frozenset({str, type(None)})
_OBJECT_OR_NULL = frozenset({dict, type(None)})


@dataclass(slots=True)
class BatchFields:
    """What a batch holds, one entry per contact; what stands for a contact with a problem means nothing.

    columns: the fields by column, as texts (`channels` as an array literal of PostgreSQL); null: not given, or to clear
    clear: the Field.bit of each field to clear
    phones: as typed, null where there is none
    attributes: unchecked, None where there are none
    clears_attributes: the contacts that gave `"customAttributes": null`
    problems: `(index, problem)` in the order of the contacts
    """

    columns: dict[str, pl.Series]
    clear: pl.Series
    phones: pl.Series
    attributes: list[Mapping[str, Any] | None]
    clears_attributes: set[int]
    problems: list[tuple[int, FieldError]]


def check_fields(data: Sequence[object]) -> BatchFields:
    """Check each contact of a request body, as `checks.check` does."""
    rows: list[dict[str, Any]] = [raw if type(raw) is dict else {} for raw in data]
    names = set[str]().union(*rows)
    attributes = [row.get(ATTRIBUTES) for row in rows]
    odd = _with_odd_shapes(data, rows, names, attributes)
    cells = {PHONE: [row.get(PHONE) for row in rows]}
    cells |= {name: _cells(name, rows) for name in _TEXTS if name in names}
    for values in cells.values():
        odd |= _blank_what_is_no_text(values)
    checked = _checked(cells)
    odd.update(checked["odd"].arg_true())
    return _put_together(data, checked, attributes, sorted(odd))


def _with_odd_shapes(
    data: Sequence[object], rows: Sequence[dict[str, Any]], names: set[str], attributes: Sequence[Any]
) -> set[int]:
    """The contacts that are no objects, or have properties of which the columns do not know what they mean."""
    odd = {at for at, raw in enumerate(data) if type(raw) is not dict} if set(map(type, data)) != {dict} else set()
    strange = names - _BY_COLUMN
    if strange:
        odd.update(at for at, row in enumerate(rows) if not strange.isdisjoint(row))
    kinds = set(map(type, attributes))
    if not kinds <= _OBJECT_OR_NULL or (type(None) in kinds and ATTRIBUTES in names):
        odd.update(at for at, row in enumerate(rows) if ATTRIBUTES in row and type(attributes[at]) is not dict)
    return odd


def _cells(name: str, rows: Sequence[dict[str, Any]]) -> list[Any]:
    """A field of each contact: None where it is absent, blank where it is null, which means the same as blank."""
    found = [row.get(name) for row in rows]
    if None not in found:
        return found
    return ["" if value is None and name in row else value for value, row in zip(found, rows, strict=True)]


def _blank_what_is_no_text(values: list[Any]) -> set[int]:
    """Set to None what is no text that can be stored; returns where that was."""
    if set(map(type, values)) <= _TEXT_OR_NULL and storable("".join(filter(None, values))):
        return set()
    odd = {at for at, value in enumerate(values) if value is not None and not (type(value) is str and storable(value))}
    for at in odd:
        values[at] = None
    return odd


def _checked(cells: Mapping[str, list[Any]]) -> pl.DataFrame:
    """The trimmed texts, `clear`, and `odd`: whether a contact has to be looked at by itself."""
    texts = [text for name, text in _TEXTS.items() if name in cells]
    frame = pl.DataFrame(dict(cells), schema=dict.fromkeys(cells, pl.String))
    frame = frame.select_seq(pl.all().str.strip_chars(EDGE))
    length = pl.col(PHONE).str.len_chars()
    odd = [(length < PHONE_MIN) | (length > PHONE_MAX) | pl.col(PHONE).is_null()]
    odd += [_is_odd(text) for text in texts]
    blank = (pl.when(pl.col(text.name) == "").then(text.bit).otherwise(0).cast(pl.Int32) for text in texts)
    return frame.select_seq(
        pl.any_horizontal(odd).fill_null(value=False).alias("odd"),
        pl.sum_horizontal(pl.repeat(0, len(cells[PHONE]), dtype=pl.Int32), *blank).alias("clear"),
        PHONE,
        *(pl.when(pl.col(text.name) != "").then(text.name).alias(text.name) for text in texts),
    )


def _is_odd(text: Field) -> pl.Expr:
    cells = pl.col(text.name)
    if text.name == "primaryEmail":
        return (cells != "") & ~is_plain_email(cells)
    if text.name == "gender":
        return (cells != "") & ~cells.is_in(GENDERS)
    return cells.str.len_chars() > text.max_length


def _put_together(
    data: Sequence[object], checked: pl.DataFrame, attributes: list[Mapping[str, Any] | None], odd: Sequence[int]
) -> BatchFields:
    nothing = pl.repeat(None, len(data), dtype=pl.String, eager=True)
    columns = {name: checked[name] if name in checked.columns else nothing for name in _TEXTS}
    found = BatchFields(
        {_TEXTS[name].column: column for name, column in columns.items()} | {CHANNELS.column: nothing},
        checked["clear"],
        checked[PHONE],
        attributes,
        set(),
        [],
    )
    if odd:
        _look_at(data, odd, found)
    return found


def _look_at(data: Sequence[object], odd: Sequence[int], found: BatchFields) -> None:
    """Check these one by one."""
    given: list[Given] = []
    for at in odd:
        one, errors = check(data[at], creates=True)
        given.append(one)
        found.problems += [(at, error) for error in errors]
        found.attributes[at] = one.attributes
        if one.clears_attributes:
            found.clears_attributes.add(at)
    for column, known in found.columns.items():
        make = _array if column == CHANNELS.column else _same
        texts = pl.Series([make(one.values.get(column)) for one in given], dtype=pl.String)
        found.columns[column] = known.clone().scatter(odd, texts)
    found.clear = found.clear.clone().scatter(odd, pl.Series([one.clear for one in given], dtype=pl.Int32))
    found.phones = found.phones.clone().scatter(odd, pl.Series([one.phone for one in given], dtype=pl.String))


def _same(text: str | None) -> str | None:
    return text


def _array(texts: Sequence[str] | None) -> str | None:
    """Texts as a PostgreSQL array literal."""
    if texts is None:
        return None
    escaped = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return "{" + ",".join(f'"{text}"' for text in escaped) + "}"
