"""First and last name where only one field holds them."""

from __future__ import annotations

import pytest

from gomobile.quality.duplicates.name_parts import split


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        (("Amal", "Tazi", "Somebody Else"), ("Amal", "Tazi")),
        ((None, None, "Amal Tazi"), ("Amal", "Tazi")),
        ((None, None, "Fatima Zahra El Alaoui"), ("Fatima Zahra", "El Alaoui")),
        ((None, None, "Mme. Amal Tazi"), ("Amal", "Tazi")),
        ((None, None, "عمر بن جلون"), ("عمر", "بن جلون")),
        (("Amal Tazi", None, None), ("Amal", "Tazi")),
        (("Fatima Zahra", None, None), ("Fatima Zahra", "")),
        (("Amal", None, None), ("Amal", "")),
        ((None, "Tazi", None), ("", "Tazi")),
        ((None, None, "Amal"), ("Amal", "")),
        ((None, None, None), ("", "")),
        (("", " ", ""), ("", "")),
    ],
)
def test_names_are_split(names: tuple[str | None, str | None, str | None], parts: tuple[str, str]) -> None:
    assert split(*names) == parts
