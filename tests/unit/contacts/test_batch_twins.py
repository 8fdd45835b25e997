"""What decides a whole batch by the column agrees with what decides one contact."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from hypothesis import given
from hypothesis import strategies as st

from gomobile.attributes.contact_values import apply
from gomobile.attributes.definition import TYPES, Definition, EnumOption
from gomobile.attributes.parse.number import as_written, tidy
from gomobile.attributes.parse.text import Refused
from gomobile.attributes.values import ValueFormat
from gomobile.contacts.batch_fields import check_fields
from gomobile.contacts.batch_values import check_values
from gomobile.contacts.checks import check
from gomobile.contacts.fields import CHANNELS, TEXT_FIELDS

SPACES = ["", " ", "\u200b", "\u00a0 ", "\t"]
WORDS = st.one_of(
    st.sampled_from(
        ["Mohamed", "Élodie", "فاطمة", "male", "a@example.com", "not@an@address", "0612345678", "nul\0", "é" * 64]
    ),
    st.text(max_size=8),
    st.sampled_from([20, 21, 64, 65, 254, 256, 257]).map("x".__mul__),
)
TEXTS = st.builds(
    lambda before, text, after: before + text + after, st.sampled_from(SPACES), WORDS, st.sampled_from(SPACES)
)
ODD = st.one_of(st.none(), st.integers(), st.booleans(), st.lists(TEXTS, max_size=3), st.just("\ud800"), st.just({}))
PHONES = st.one_of(st.sampled_from(["0612345678", " +212 6 12 34 56 78 ", "1", "12", "123"]), TEXTS)
CONTACTS = st.one_of(
    st.fixed_dictionaries(
        {"primaryPhone": PHONES},
        optional={
            **{text.name: TEXTS for text in TEXT_FIELDS},
            "customAttributes": st.just({"tier": "gold"}),
        },
    ),
    st.dictionaries(
        st.sampled_from(["primaryPhone", *(text.name for text in TEXT_FIELDS), "channels", "customAttributes", "odd"]),
        st.one_of(TEXTS, ODD),
    ),
    ODD,
)

DEFINITIONS = {
    type: Definition(
        UUID(int=at), type, type.title(), type, options=(EnumOption("gold", "Or"), EnumOption("tin", "Tin"))
    )
    for at, type in enumerate(TYPES)
}
WRITTEN = ["gold", "Or", "12,5", "1 234.50", "2026-12-31", "31/12/2026", "oui", "a@b.co", "0612345678", " ", "1e5"]
VALUES = st.one_of(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.just([]), st.just({"a": 1})),
    st.one_of(st.text(max_size=6), st.sampled_from(WRITTEN)),
    st.floats(-1e16, 1e16).map(lambda number: round(number, 2)),
    st.sampled_from([0.0, -0.0, 2**53, 2**53 - 1, 0.1 + 0.2]),
)


def literal(texts: list[str] | None) -> str | None:
    if texts is None:
        return None
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return "{" + ",".join(f'"{text}"' for text in quoted) + "}"


@given(st.lists(CONTACTS, min_size=1, max_size=6))
def test_fields_of_a_batch_are_those_of_each_contact(data: list[Any]) -> None:
    found = check_fields(data)
    expected = [check(raw, creates=True) for raw in data]
    assert found.problems == [(at, error) for at, (_, errors) in enumerate(expected) for error in errors]
    for at, (one, errors) in enumerate(expected):
        if errors:
            continue
        columns = {text.column: one.values.get(text.column) for text in TEXT_FIELDS}
        columns[CHANNELS.column] = literal(one.values.get(CHANNELS.column))
        assert {column: cells[at] for column, cells in found.columns.items()} == columns
        assert (found.clear[at], found.phones[at], found.attributes[at]) == (one.clear, one.phone, one.attributes)
        assert (at in found.clears_attributes) == one.clears_attributes


@given(
    st.lists(
        st.one_of(st.none(), st.dictionaries(st.sampled_from([*TYPES, "unknown"]), VALUES, max_size=5)),
        min_size=1,
        max_size=6,
    )
)
def test_values_of_a_batch_are_those_of_each_contact(data: list[dict[str, Any] | None]) -> None:
    found = check_values(data, DEFINITIONS, ValueFormat(decimal=".", time_zone="Africa/Casablanca"))
    for at, values in enumerate(data):
        stored, errors = apply(values or {}, DEFINITIONS, ValueFormat(decimal=".", time_zone="Africa/Casablanca"))
        object = found.objects[at]
        assert (orjson.loads(object) if object is not None else {}) == stored
        assert found.clears[at] == (None in stored.values())
        told = [error for position, error in found.errors if position == at]
        assert sorted(told, key=lambda error: error["field"]) == sorted(errors, key=lambda error: error["field"])


@given(st.one_of(st.integers(), st.floats(), st.floats(-1e6, 1e6).map(lambda number: round(number, 3)), st.booleans()))
def test_a_number_is_stored_as_it_is_written_only_where_that_is_its_tidy_form(value: float) -> None:
    written = as_written(value)
    if written is not None:
        try:
            tidied = tidy(Decimal(repr(value)))
        except Refused as refused:
            raise AssertionError from refused
        assert orjson.loads(written) == tidied
        assert type(orjson.loads(written)) is type(tidied)
