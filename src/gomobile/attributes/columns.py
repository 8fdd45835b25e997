"""Check a whole column of an import: the twin of `values.coerce` on Polars.

Each type has a fast path of a few regular expressions that decides the plain cells, which are nearly all;
what it leaves undecided goes through `values.coerce_text`, once per distinct cell. So both agree on every
input as long as a fast path is right where it decides, which the property tests prove.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

import polars as pl

from gomobile.attributes.column_moments import fast_date, fast_moment
from gomobile.attributes.definition import Definition
from gomobile.attributes.parse.text import EDGE, MAX_TEXT, Refused, fold
from gomobile.attributes.parse.url import MAX_URL
from gomobile.attributes.values import ValueFormat, coerce_text

_UNITS = r"(?:MAD|DHS?|EUR|USD|GBP|XOF|XAF|FCFA|TND|DZD|EGP|SAR|AED|[€$£])"  # the frequent ones
_UNIT = rf"(?i)^{_UNITS} ?|[ \u00a0\u202f\u2009]?(?:{_UNITS}|%)$"
Cells = TypeVar("Cells", pl.Series, pl.Expr)
_SPACES = " \u00a0\u202f\u2009"


def coerce_series(cells: pl.Series, definition: Definition, format: ValueFormat) -> tuple[pl.Series, pl.Series]:
    """Check a String column; return two String columns of the same length.

    `json`: the JSON text of the value to store (`12.5`, `"Casablanca"`, `true`), null for a blank or refused
    cell.
    `problem`: the code that `values.coerce` would raise, null where the cell is fine or blank.
    """
    cells = cells.cast(pl.String).str.strip_chars(EDGE)
    if definition.archived:
        return _nothing(cells).alias("json"), _where(cells != "", pl.lit("archivedAttribute")).alias("problem")
    stored = _FAST[definition.type](cells, definition, format)
    undecided = stored.is_null() & (cells != "")
    problem = _nothing(cells)
    if undecided.any():
        stored, problem = _one_by_one(cells, stored, undecided, definition, format)
    return stored.alias("json"), problem.alias("problem")


def _one_by_one(
    cells: pl.Series, fast: pl.Series, undecided: pl.Series, definition: Definition, format: ValueFormat
) -> tuple[pl.Series, pl.Series]:
    odd = cells.filter(undecided).unique()
    stored: list[str | None] = []
    codes: list[str | None] = []
    for cell in odd:
        try:
            stored.append(json.dumps(coerce_text(cell, definition, format), ensure_ascii=False))
            codes.append(None)
        except Refused as refused:
            stored.append(None)
            codes.append(refused.code)
    asked = _where(undecided, cells)
    slow = asked.replace_strict(odd, pl.Series(stored, dtype=pl.String), default=None, return_dtype=pl.String)
    problem = asked.replace_strict(odd, pl.Series(codes, dtype=pl.String), default=None, return_dtype=pl.String)
    return pl.select(pl.coalesce(fast, slow)).to_series(), problem


def _fast_text(cells: pl.Series, _definition: Definition, _format: ValueFormat) -> pl.Series:
    plain = ~cells.str.contains(r'[\x00-\x1f"\\]') & (cells.str.len_chars() <= MAX_TEXT) & (cells != "")
    return _where(plain, _quoted(cells))


def _fast_number(cells: pl.Series, _definition: Definition, format: ValueFormat) -> pl.Series:
    # At most 15 digits, so that the way through a double returns the digits that were written.
    if format.decimal is None:
        shapes = [r"[0-9]{1,9}(?:[.,](?:[0-9]{1,2}|[0-9]{4,6}))?"]
        point, group = "[.,]", ""
    else:
        point, group = (r"\.", ",") if format.decimal == "." else (",", ".")
        shapes = [
            rf"[0-9]{{1,9}}(?:{point}[0-9]{{1,6}})?",
            rf"[1-9][0-9]{{0,2}}(?:[{group}][0-9]{{3}}){{1,2}}(?:{point}[0-9]{{1,6}})?",
        ]
    shapes.append(rf"[1-9][0-9]{{0,2}}(?:[{_SPACES}][0-9]{{3}}){{1,2}}(?:{point}[0-9]{{1,6}})?")
    shapes.append("[0-9]{10,15}")
    shape = rf"^-?(?:{'|'.join(shapes)})$"
    plain = cells.str.contains(shape)
    if not plain.all():
        bare = cells.str.replace(_UNIT, "")
        cells = pl.select(pl.when(plain).then(cells).otherwise(bare)).to_series()
        plain = plain | bare.str.contains(shape)
    separators = [*_SPACES, *group]
    if cells.str.contains_any(separators).any():
        cells = cells.str.replace_many(separators, [""] * len(separators))
    if format.decimal != ".":
        cells = cells.str.replace(",", ".", literal=True)
    number = cells.cast(pl.Float64, strict=False) + 0.0  # makes -0 a 0
    return _where(plain, number.cast(pl.String).str.strip_suffix(".0"))


def _fast_boolean(cells: pl.Series, _definition: Definition, _format: ValueFormat) -> pl.Series:
    words = dict.fromkeys(("true", "yes", "oui", "vrai", "1"), "true")
    words |= dict.fromkeys(("false", "no", "non", "faux", "0"), "false")
    return cells.str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.String)


def is_plain_email(cells: Cells) -> Cells:
    """Which trimmed texts certainly are e-mail addresses."""
    # Up to 64 characters no part can be too long; longer addresses are rare and go one by one.
    atom = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
    label = r"[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*"
    shape = rf"^{atom}(?:\.{atom})*@(?:{label}\.)+[A-Za-z][A-Za-z0-9]*$"
    return (cells.str.len_bytes() <= 64) & cells.str.contains(shape)


def _fast_email(cells: pl.Series, _definition: Definition, _format: ValueFormat) -> pl.Series:
    address = cells
    if cells.str.contains("@.*[A-Z]").any():
        parts = cells.str.splitn("@", 2).struct
        address = pl.select(
            pl.concat_str(parts.field("field_0"), pl.lit("@"), parts.field("field_1").str.to_lowercase())
        ).to_series()
    return _where(is_plain_email(cells), _quoted(address))


def _fast_url(cells: pl.Series, _definition: Definition, _format: ValueFormat) -> pl.Series:
    host = r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*"
    rest = r"[/?#][!#-;=?-\[\]-~]*"
    plain = (cells.str.len_bytes() <= MAX_URL) & cells.str.contains(rf"^https?://{host}(?:{rest})?$")
    return _where(plain, _quoted(cells))


def _fast_option(cells: pl.Series, definition: Definition, _format: ValueFormat) -> pl.Series:
    written = (text for option in definition.options for text in (option.id, option.label))
    known = {text: definition.choices[fold(text)] for text in written}
    taken = {text: json.dumps(option.id) for text, option in known.items() if not option.archived}
    return cells.replace_strict(taken, default=None, return_dtype=pl.String) if taken else _nothing(cells)


def _fast_phone(cells: pl.Series, _definition: Definition, format: ValueFormat) -> pl.Series:
    from gomobile.phones.vectorized import normalize_series

    return _quoted(normalize_series(cells, format.region)["key"])


def _nothing(cells: pl.Series) -> pl.Series:
    return pl.repeat(None, len(cells), dtype=pl.String, eager=True)


def _where(mask: pl.Series, values: pl.Series | pl.Expr) -> pl.Series:
    return pl.select(pl.when(mask).then(values)).to_series()


def _quoted(cells: pl.Series) -> pl.Series:
    return pl.select(pl.format('"{}"', cells)).to_series()


_FAST: dict[str, Callable[[pl.Series, Definition, ValueFormat], pl.Series]] = {
    "text": _fast_text,
    "number": _fast_number,
    "boolean": _fast_boolean,
    "date": fast_date,
    "datetime": fast_moment,
    "email": _fast_email,
    "url": _fast_url,
    "enum": _fast_option,
    "phone_number": _fast_phone,
}
