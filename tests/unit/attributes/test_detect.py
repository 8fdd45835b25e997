"""Guessing a column's format from its cells."""

from __future__ import annotations

import pytest

from gomobile.attributes.detect import detect_format
from gomobile.attributes.values import ValueFormat


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        (["12,5", "1,234", "7"], ","),
        (["12.5", "1.234"], "."),
        (["1 234,50", "1 000"], ","),
        (["1,234.50"], "."),
        (["1.234.567", "1.234"], ","),
        (["1,234,567 MAD"], "."),
        (["1,234", "12,500", "3,000", "850", "920", "15"], "."),  # grouped: small numbers have no separator
        (
            ["1,234", "12,500", "3,000", "850", "920", "1500"],
            None,
        ),  # a long one without: these may be decimals
        (["1,234", "12,500", "3.000", "850", "920", "15"], None),
        (["1,234", "2,500"], None),
        (["12", "1500"], None),
        (["12,5", "12.5"], None),
        (["12,5"] * 10 + ["12.5"], ","),
        ([], None),
        ([None, "", "abc", "06 12 34 56 78"], None),
    ],
)
def test_the_decimal_separator_is_told_by_cells_that_have_one_reading(
    cells: list[str | None], decimal: str | None
) -> None:
    assert detect_format(cells, "number").decimal == decimal


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["01/02/2026", "13/02/2026"], "DMY"),
        (["01/02/2026", "02/13/2026"], "MDY"),
        (["01.02.26 10:00", "13.02.26 10:00"], "DMY"),
        (["01/02/2026", "03/04/2026"], None),
        (["13/02/2026", "02/13/2026"], None),
        (["13/02/2026"] * 10 + ["02/13/2026"], "DMY"),
        (["2026-12-31", "31 déc. 2026"], None),
        (["46387", "45000.5"], "SERIAL"),
        (["46387", "2026-12-31"], None),
        (["26", "1999"], None),
        ([], None),
    ],
)
def test_the_order_of_a_date_is_told_by_days_over_12(cells: list[str], order: str | None) -> None:
    assert detect_format(cells, "date").date == order
    assert detect_format(cells, "datetime").date == order


def test_what_the_mapping_says_is_kept() -> None:
    known = ValueFormat(decimal=".", date="MDY", time_zone="Africa/Casablanca", region="MA")
    assert detect_format(["12,5"], "number", known) == known
    assert detect_format(["13/02/2026"], "date", known) == known
    assert detect_format(["12,5"], "text", ValueFormat(region="MA")) == ValueFormat(region="MA")
