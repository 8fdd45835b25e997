"""What is learned, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.quality.duplicates import model, training
from gomobile.quality.duplicates.training import Session

COLUMNS = ("first", "last", "email", "phone", "city", "attribute_0")


def usual(contacts: int) -> training.Model:
    return model.settings(model.comparisons(COLUMNS), contacts)


@given(st.integers(2, 10**7), st.floats(0, 1), st.floats(0, 1), st.integers(0, 10**6), st.floats(0, 1))
def test_rates_are_rates_whatever_is_observed(
    contacts: int, random: float, same: float, pairs: int, share: float
) -> None:
    before = usual(contacts)
    observed = {(name, level["label_for_charts"]): random for name, level in training.levels(before)}
    sessions = [Session(pairs, 0.0, share, observed)]

    made, per_contact = training.combine(before, observed, dict.fromkeys(COLUMNS, same), sessions, contacts)

    for comparison in made["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        for rate in ("m_probability", "u_probability"):
            assert sum(level[rate] for level in levels) == pytest.approx(1, abs=1e-6)
            assert all(0 < level[rate] <= 1 for level in levels)
    assert model.FEWEST <= per_contact <= 2
    assert 0 < made["probability_two_random_records_match"] <= 0.2


def test_homonyms_teach_nothing() -> None:
    assert Session(pairs=400_000, chance=70_000_000.0, share=1.0, m={}).is_telling is False
    assert Session(pairs=500, chance=10.0, share=0.98, m={}).is_telling is True
    assert Session(pairs=500, chance=10.0, share=0.01, m={}).is_telling is False


@given(st.integers(2, 10**7), st.floats(0, 1), st.floats(0, 0.1), st.floats(0, 1))
def test_the_same_value_never_weighs_less_than_a_like_one(contacts: int, random: float, same: float, m: float) -> None:
    before = usual(contacts)
    observed = {
        (name, level["label_for_charts"]): random if level["label_for_charts"] == "different" else 0.0
        for name, level in training.levels(before)
    }
    learned = {at: m if at[1] == "sameSound" else 1 - m for at in observed}
    sessions = [Session(10_000, 0.0, 1.0, learned)]

    made, _ = training.combine(before, observed, dict.fromkeys(COLUMNS, same), sessions, contacts)

    for comparison in made["comparisons"]:
        weights = {
            level["label_for_charts"]: level["m_probability"] / level["u_probability"]
            for level in comparison["comparison_levels"]
            if not level.get("is_null_level")
        }
        assert "same" not in weights or weights["same"] >= max(weights.values()) * 0.999999
