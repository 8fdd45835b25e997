"""Which rows of a file lose to a later row of the same number. Pure.

8 bytes a row: E.164 digits fit a 64-bit integer, so equal integers are equal numbers; the few keys that are not E.164
are hashed to negative integers.
"""

from __future__ import annotations

import numpy as np
import polars as pl

_PARTS = 16


def key_numbers(keys: pl.Series) -> np.ndarray:
    """Canonical keys (null: refused row) as int64; refused rows become 0."""
    text = keys.fill_null("")
    digits = text.str.slice(1).cast(pl.Int64, strict=False)
    exact = text.str.contains(r"^\+[1-9][0-9]{0,14}$")
    hashed = -(text.hash(seed=1) % (2**62)).cast(pl.Int64) - 1
    numbers = pl.select(
        pl.when(text == "").then(pl.lit(0, pl.Int64)).when(exact).then(digits).otherwise(hashed)
    ).to_series()
    return numbers.to_numpy()


def superseded_rows(numbers: np.ndarray) -> np.ndarray:
    """Row positions (sorted int64) whose number appears again further down; 0 is nobody's number.

    Works through the numbers by their last bits, so that beside `numbers` it needs a few bytes a row.
    """
    low_bytes = numbers.view(np.uint8).reshape(-1, numbers.itemsize)[:, 0] if len(numbers) else numbers
    losers = []
    for part in range(_PARTS):
        rows = np.flatnonzero(low_bytes % _PARTS == part)
        same = numbers[rows]
        # A stable sort keeps the order of the file within a number: who equals the next one loses to it.
        order = np.argsort(same, kind="stable")
        ordered = same[order]
        loses = (ordered[:-1] == ordered[1:]) & (ordered[:-1] != 0)
        losers.append(rows[order[:-1][loses]])
    return np.sort(np.concatenate(losers))
