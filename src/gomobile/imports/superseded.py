"""Which rows of a file lose to a later row of the same number. Pure.

8 bytes a row: E.164 digits fit a 64-bit integer, so equal integers are equal numbers; the few keys that are not E.164
are hashed to negative integers.
"""

from __future__ import annotations

import numpy as np
import polars as pl


def key_numbers(keys: pl.Series) -> np.ndarray:
    """Canonical keys (null: refused row) as int64; refused rows become 0."""
    text = keys.fill_null("")
    digits = text.str.slice(1).cast(pl.Int64, strict=False)
    exact = text.str.starts_with("+") & (text.str.len_bytes() <= 16)
    hashed = -(text.hash(seed=1) % (2**62)).cast(pl.Int64) - 1
    numbers = pl.select(
        pl.when(text == "").then(pl.lit(0, pl.Int64)).when(exact).then(digits).otherwise(hashed)
    ).to_series()
    return numbers.to_numpy()


def superseded_rows(numbers: np.ndarray) -> np.ndarray:
    """Row positions (sorted int64) whose number appears again further down; 0 is nobody's number."""
    ordered = np.sort(numbers)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    twice = twice[twice != 0]
    if not len(twice):
        return np.empty(0, dtype=np.int64)
    rows = np.flatnonzero(np.isin(numbers, twice))
    same = numbers[rows]
    # A stable sort keeps the order of the file within a number; all but the last of each lose.
    order = np.argsort(same, kind="stable")
    last = np.append(same[order][1:] != same[order][:-1], True)
    return np.sort(rows[order[~last]])
