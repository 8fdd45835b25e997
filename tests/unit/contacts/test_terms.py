"""What the index is asked for leaves out nobody who has the term."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.contacts.terms import make_terms

TEXTS = st.text(alphabet="abéفاطمة019 .-_%\\@'\n", max_size=12)


def like(pattern: str, text: str) -> bool:
    parts = re.findall(r"\\.|.", pattern, re.DOTALL)
    shape = "".join(".*" if part == "%" else "." if part == "_" else re.escape(part[-1]) for part in parts)
    return re.fullmatch(shape, text, re.DOTALL) is not None


@given(before=TEXTS, text=TEXTS, after=TEXTS)
def test_the_probe_of_a_term_finds_every_text_that_holds_it(before: str, text: str, after: str) -> None:
    for term in make_terms(text):
        assert term.probe is None or like(term.probe, before + term.text + after)


@pytest.mark.parametrize(
    ("text", "probe"),
    [
        ("elodie rou", "%elo%die%rou%"),
        ("salma.tazi", "%sal%ma%taz%i%"),
        ("el alaoui", "%el ala%oui%"),
        ("martin4242", "%martin4242%"),
        ("0612 34", "%0612 34%"),
        ("212612345678", "%2345678%"),
        ("100% abc", r"%100\% abc%"),
        ("ab", None),
    ],
)
def test_words_of_letters_are_asked_for_by_every_third_trigram(text: str, probe: str | None) -> None:
    assert make_terms(text)[0].probe == probe
