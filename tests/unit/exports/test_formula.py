"""Formula-safe cells: no spreadsheet runs them, and an import gives back what was exported."""

from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.exports.formula import STARTS, guard, may_hold_guards, unguard, unguarded

#: Mostly what a guard is about, mixed with the rest of Unicode.
TEXTS = st.text(st.one_of(st.sampled_from(STARTS + "'"), st.sampled_from("0123456789 ().,-a"), st.characters()))
PLAIN = re.compile(r"\+[0-9 ().-]+|-?[0-9]+([.,][0-9]+)?")


@given(TEXTS)
def test_unguard_gives_back_what_guard_was_given(text: str) -> None:
    assert unguard(guard(text)) == text


@given(TEXTS)
def test_a_guarded_cell_starts_no_formula_except_for_a_plain_number(text: str) -> None:
    cell = guard(text)

    assert not cell.startswith(tuple(STARTS)) or PLAIN.fullmatch(cell)


@given(st.lists(TEXTS, min_size=1))
def test_a_column_is_unguarded_as_its_cells_are(texts: list[str]) -> None:
    cells = [guard(text) for text in texts]
    frame = pl.DataFrame({"a": [*cells, None]})

    assert frame.select(unguarded(pl.col("a")))["a"].to_list() == [*texts, None]


@given(st.lists(TEXTS, min_size=1))
def test_the_fast_look_misses_no_guard(texts: list[str]) -> None:
    cells = [guard(text) for text in texts]

    if any(cell != unguard(cell) for cell in cells):
        assert may_hold_guards(",".join(cells).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("text", ["+212612345678", "+212 (0)6-12.34", "-12.5", "-3", "-1234,5", "", "O'Brien", "a=b"])
def test_phones_numbers_and_ordinary_texts_stay_as_they_are(text: str) -> None:
    assert guard(text) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "+", "-", "+1\n=2"]
)
def test_what_a_spreadsheet_runs_gets_a_guard(text: str) -> None:
    assert guard(text) == f"'{text}"


def test_a_text_that_begins_like_a_guard_is_told_from_one() -> None:
    assert guard("'=1") == "''=1"
    assert guard("'Aïcha") == "'Aïcha"
