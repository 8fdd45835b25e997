"""Numbers as they stand in real files."""

from __future__ import annotations

import json
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.attributes.values import Definition, ValueFormat, ValueProblem, coerce

NUMBER = Definition(UUID(int=1), "amount", "Amount", "number")


def read(text: object, decimal: str | None = None) -> object:
    return coerce(text, NUMBER, ValueFormat(decimal=decimal))  # type: ignore[arg-type]


def code(text: object, decimal: str | None = None) -> str:
    with pytest.raises(ValueProblem) as caught:
        read(text, decimal)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,50", 1234.5),
        ("1\u00a0234,50", 1234.5),
        ("1\u202f234\u202f567,25", 1234567.25),
        ("1\u2009234", 1234),
        ("1,234.50", 1234.5),
        ("1.234,50", 1234.5),
        ("1'234.50", 1234.5),
        ("1’234", 1234),
        ("12,34,567", 1234567),
        ("1,234,567", 1234567),
        ("12,5", 12.5),
        ("0,125", 0.125),
        ("1234,567", 1234.567),
        (".5", 0.5),
        ("5.", 5),
        ("007", 7),
        ("-3", -3),
        ("−3", -3),
        ("3-", -3),
        ("(45.00)", -45),
        ("+7", 7),
        ("'-5", -5),
        ("1 234,50 MAD", 1234.5),
        ("1 234,50 mad", 1234.5),
        ("€ 12.50", 12.5),
        ("$1,234.50", 1234.5),
        ("-$5", -5),
        ("($5.25)", -5.25),
        ("12 DH", 12),
        ("250 د.م.", 250),
        ("100 FCFA", 100),
        ("50%", 50),
        ("12,5 %", 12.5),
        ("١٢٣٤٫٥", 1234.5),
        ("١٬٢٣٤٫٥", 1234.5),
        ("۱۲۳", 123),
        ("１２３．５", 123.5),
        ("1.5E3", 1500),
        ("1,5e-3", 0.0015),
        ("2.1E+2", 210),
        ("5,00", 5),
        ("0.30000000000000004", 0.3),
        ("-0", 0),
        ("-0,0", 0),
        ("9007199254740991", 9007199254740991),
        ("\u200e12\u200f", 12),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, value: float) -> None:
    read_value = read(text)
    assert read_value == value
    assert type(read_value) is type(value)


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [("1,234", 1234, 1.234), ("1.234", 1.234, 1234), ("12.500 MAD", 12.5, 12500), ("-1,234", -1234, -1.234)],
)
def test_the_format_decides_what_the_separator_alone_does_not(text: str, point: float, comma: float) -> None:
    assert code(text) == "ambiguousNumber"
    assert read(text, ".") == point
    assert read(text, ",") == comma


@pytest.mark.parametrize(
    "text",
    ["abc", "12 34", "06 12 34 56 78", "1,23,4", "1.2.3", "--5", "(5", "5)", "-(5)", "1e", ".", ",", "-",
     "%", "MAD",
     "1 234 56", "12 apples", "10-20", "1,234.5.6", "½", "5²", "NaN", "inf", "Infinity", "0x1F", "1_000",
     "1" * 65],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str) -> None:
    assert code(text) == "format"


@pytest.mark.parametrize("text", ["9007199254740992", "1e400", "-1E16", float("inf"), float("nan"), 2**53, 10**400])
def test_a_number_that_readers_would_round_is_refused(text: object) -> None:
    assert code(text) == "range"


def test_json_numbers_are_taken_without_binary_noise() -> None:
    assert repr(read(5.0)) == "5"
    assert read(0.1 + 0.2) == 0.3
    assert read(1e-20) == 0
    assert read(12) == 12


@pytest.mark.parametrize("value", [True, [1], {"a": 1}])
def test_json_values_of_another_type_are_refused(value: object) -> None:
    assert code(value) == "type"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.sampled_from([",", "."]))
def test_a_number_written_with_groups_is_read_back(value: Decimal, decimal: str) -> None:
    text = f"{value:,.4f}"
    if decimal == ",":
        text = text.translate(str.maketrans(",.", ".,"))
    assert Decimal(repr(read(text, decimal))) == value


@given(st.text(max_size=20) | st.floats() | st.integers())
def test_whatever_is_accepted_is_plain_json_and_stays_itself(value: object) -> None:
    try:
        stored = read(value, ".")
    except ValueProblem:
        return
    if stored is not None:
        assert json.loads(json.dumps(stored, allow_nan=False)) == stored
        assert read(stored, ".") == stored
