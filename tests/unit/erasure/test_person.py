"""A person is told in a text by any writing of a number, and by nobody else's."""

from __future__ import annotations

import json
import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.privacy.person import Person, scrub

ID = UUID(int=5)
PERSON = Person(frozenset({ID}), frozenset({"+212655443322"}), frozenset({"zq@marker.example"}), "MA")


@pytest.mark.parametrize(
    "text",
    [
        "+212655443322", "00212655443322", "0655443322", "655443322", "06 55 44 33 22", "06.55.44.33.22",
        "+212 (0)6 55 44 33 22", "(+212) 655-443322", "٠٦٥٥٤٤٣٣٢٢", "۰۶۵۵۴۴۳۳۲۲", "0655443322 / 0522334455",
        "0522334455 / 0655443322", "tel:+212655443322", "call 0655443322 (home)",
        "ZQ@Marker.Example", "<zq@marker.example>", "Zoulikha zq@marker.example, Fès",
    ],
)  # fmt: skip
def test_any_writing_is_recognised(text: str) -> None:
    assert PERSON.mentioned_in(text)
    assert re.search(PERSON.pattern, text, re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    [
        "0655443321", "+33655443322", "0612345678", "", "Zoulikha", "axzq@marker.example", "zq@marker.example.org2x",
        "zq@marker", "2026-11-22T06:55:44.332Z", "01a20216-afcb-7655-4433-22aabbccddee",
    ],
)  # fmt: skip
def test_others_are_not(text: str) -> None:
    assert not PERSON.mentioned_in(text)


def test_somebody_without_number_and_address_is_in_no_text() -> None:
    nobody = Person(frozenset({ID}), frozenset(), frozenset(), "MA")

    assert not nobody.mentioned_in("0655443322 zq@marker.example")
    assert not re.search(nobody.pattern, "anything 123\nab")


def test_a_short_number_is_found_alone_and_not_within_others() -> None:
    short = Person(frozenset(), frozenset({"12345"}), frozenset(), "MA")

    assert short.mentioned_in("12345")
    assert not short.mentioned_in("0612345678")


def test_an_object_that_mentions_the_person_goes_as_a_whole() -> None:
    about = {"firstName": "Zoulikha", "primaryPhone": "06 55 44 33 22"}

    assert scrub({"data": [about, {"firstName": "Amal"}], "n": 1}, PERSON) == {"data": [{"firstName": "Amal"}], "n": 1}
    assert scrub({"contact": about, "warnings": []}, PERSON) == {"contact": None, "warnings": []}
    assert scrub(about, PERSON) == {"erased": True}
    assert scrub({"rows": [{"contactId": str(ID), "name": "Zoulikha"}]}, PERSON) == {"rows": []}
    assert scrub({str(ID): {"firstName": "Zoulikha"}, "x": 1}, PERSON) == {"x": 1}


def test_lists_of_identifiers_stay() -> None:
    assert scrub({"contacts": [str(ID)]}, PERSON) == {"contacts": [str(ID)]}


def test_single_values_go_where_the_rest_must_work() -> None:
    told = {"search": "0655443322", "contacts": [str(ID)], "header": ["phone", "0655443322"], "number": 212655443322}

    assert scrub(told, PERSON, values_only=True) == {
        "search": "", "contacts": [str(ID)], "header": ["phone", ""], "number": None,
    }  # fmt: skip


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-99_999, 99_999)
    | st.text(st.characters(exclude_characters="٠"), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(json_values)
def test_what_does_not_mention_the_person_stays_as_it_is(value: object) -> None:
    assert scrub(value, PERSON) == value
    assert scrub(value, PERSON, values_only=True) == value


@given(json_values, st.sampled_from(["0655443322", "zq@marker.example", "+212 655 44 33 22"]), st.booleans())
def test_nothing_of_the_person_is_left(value: object, marker: str, values_only: bool) -> None:
    held = {"a": [value, {"b": marker, "c": value}], "d": {"e": [marker]}, "f": marker}
    if not values_only:
        held[marker] = value

    assert marker not in json.dumps(scrub({"top": held}, PERSON, values_only=values_only), ensure_ascii=False)
