"""Which rows lose to a later row of the same number."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from gomobile.imports.superseded import key_numbers, superseded_rows

KEYS = st.one_of(
    st.none(),
    st.sampled_from(["+212612345678", "+33612345678", "+1", "12345", "0", "99999999999999999999", "+123456789012345"]),
    st.from_regex(r"\+?[0-9]{1,6}", fullmatch=True),
)


@given(st.lists(KEYS, max_size=60))
def test_every_row_but_the_last_of_each_key_is_superseded(keys: list[str | None]) -> None:
    last = {key: row for row, key in enumerate(keys)}
    expected = [row for row, key in enumerate(keys) if key is not None and last[key] != row]
    numbers = key_numbers(pl.Series(keys, dtype=pl.String))
    assert superseded_rows(numbers).tolist() == expected
