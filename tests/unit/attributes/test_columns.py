"""The column twin agrees with the scalar reader on every cell."""

from __future__ import annotations

import json
from uuid import UUID

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.attributes.columns import coerce_series
from gomobile.attributes.definition import TYPES
from gomobile.attributes.values import Definition, EnumOption, ValueFormat, ValueProblem, coerce

OPTIONS = (
    EnumOption("gold", "Or"),
    EnumOption("silver", "Silver"),
    EnumOption("old", "Vieux", archived=True),
    EnumOption("quoted", 'A "quoted" label'),
)
DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=4)
FORMATS = st.builds(
    ValueFormat,
    decimal=st.sampled_from([None, ".", ","]),
    date=st.sampled_from([None, "DMY", "MDY", "YMD", "SERIAL"]),
    time_zone=st.sampled_from(["UTC", "Africa/Casablanca", "Europe/Paris", "America/New_York", "Asia/Kathmandu"]),
    region=st.just("MA"),
)
CELLS = {
    "text": st.text(max_size=12),
    "number": st.one_of(
        st.from_regex(r"\A-?[0-9]{1,3}([ ,.'\u00a0\u202f][0-9]{3}){0,4}([.,][0-9]{0,7})?\Z"),
        st.from_regex(r"\A((MAD|€|\$|dh|د\.م\.) ?)?-?[0-9]{1,4}([., ][0-9]{1,3})?( ?(MAD|Dhs|€|%|F CFA|abc))?\Z"),
        st.from_regex(r"\A[(+-]?[0-9]{1,18}[.,]?[0-9]{0,7}([eE]-?[0-9]{1,2})?\)?\Z"),
        st.floats().map(repr),
    ),
    "boolean": st.sampled_from(
        ["true", "TRUE", "Vrai", "vrai", "oui", "NON", "0", "1", "x", "نعم", "ſ", "yeſ", "maybe", "2", "o"]
    ),
    "date": st.one_of(
        st.dates().map(str),
        st.builds(lambda a, b, c, mark: mark.join((a, b, c)), DIGITS, DIGITS, DIGITS, st.sampled_from("/-. ")),
        st.builds(
            lambda a, b, year, mark: f"{a}{mark}{b}{mark}{year}",
            st.integers(0, 32),
            st.integers(0, 32),
            st.sampled_from(["26", "1999", "2026", "0999", "10000"]),
            st.sampled_from("/-."),
        ),
        st.datetimes().map(str),
        st.integers(0, 3_000_000).map(str),
    ),
    "datetime": st.one_of(
        st.datetimes().map(str),
        st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat() + "Z"),
        st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
        st.builds(
            lambda day, clock: f"{day} {clock}",
            st.sampled_from(["2026-03-29", "2026-10-25", "2026-02-15", "2026-03-22", "2026-02-30"]),
            st.sampled_from(["02:30:00", "03:00:00", "00:00:00", "23:59:60", "24:00:00", "01:30:00"]),
        ),
        st.dates().map(str),
    ),
    "email": st.one_of(
        st.emails(),
        st.text(alphabet='aZ0.-_@"é+ ', max_size=14),
        st.from_regex(r"\A[A-Za-z.+']{1,70}@([A-Za-z0-9-]{1,66}\.){1,3}[A-Z0-9a-z]{1,3}\Z"),
    ),
    "url": st.one_of(
        st.from_regex(r"\A(https?|HTTP|ftp)://[a-zé0-9._-]{0,12}(:[0-9]{1,6})?([/?#][ -~é]{0,12})?\Z"),
        st.from_regex(r"\Awww\.[a-z.]{1,9}\Z"),
    ),
    "enum": st.sampled_from(
        ["gold", "Or", "OR", "silver", "Vieux", "old", "", "x", 'a "quoted" label', 'A "quoted" label']
    ),
    "phone_number": st.one_of(
        st.from_regex(r"\A(\+|00)?[0-9 .()-]{0,16}\Z"),
        st.sampled_from(["0612345678", "+33612345678", "2.12612E+11", "06 12 34 56 78 / 0522123456"]),
    ),
}
EDGES = st.sampled_from(["", "", "", " ", "\u00a0", "\u200f", "\t", "\x1c", "\ufeff"])
PADDED = {
    type: st.none() | st.tuples(EDGES, cells | st.text(max_size=6), EDGES).map("".join) for type, cells in CELLS.items()
}


def expected(cell: str | None, definition: Definition, format: ValueFormat) -> tuple[object, str | None]:
    try:
        return coerce(cell, definition, format), None
    except ValueProblem as problem:
        return None, problem.code


@pytest.mark.parametrize("type", TYPES)
@given(data=st.data(), format=FORMATS)
def test_a_column_is_read_as_its_cells_one_by_one(type: str, data: st.DataObject, format: ValueFormat) -> None:
    definition = Definition(UUID(int=1), "field", "Field", type, OPTIONS if type == "enum" else ())  # type: ignore[arg-type]
    cells = data.draw(st.lists(PADDED[type], max_size=8))
    stored, problems = coerce_series(pl.Series("cells", cells, dtype=pl.String), definition, format)
    got = [
        (None if text is None else json.loads(text), problem)
        for text, problem in zip(stored.to_list(), problems.to_list(), strict=True)
    ]
    wanted = [expected(cell, definition, format) for cell in cells]
    assert list(map(repr, got)) == list(map(repr, wanted)), cells  # repr, so that True is not 1 and 1.0 is not 1


def test_an_archived_attribute_refuses_every_cell_that_holds_something() -> None:
    from datetime import UTC, datetime

    archived = Definition(UUID(int=1), "field", "Field", "text", deleted_at=datetime(2026, 1, 1, tzinfo=UTC))
    stored, problems = coerce_series(pl.Series(["a", " ", None]), archived, ValueFormat())
    assert stored.to_list() == [None, None, None]
    assert problems.to_list() == ["archivedAttribute", None, None]


def test_a_long_column_of_mixed_cells_keeps_its_order() -> None:
    cells = ["12,5", None, "1 234,50", "abc", "", "(7)"] * 1000
    definition = Definition(UUID(int=1), "field", "Field", "number")
    stored, problems = coerce_series(pl.Series(cells), definition, ValueFormat(decimal=","))
    assert stored.to_list() == ["12.5", None, "1234.5", None, None, "-7"] * 1000
    assert problems.to_list() == [None, None, None, "format", None, None] * 1000
