"""Invented people: the same for one seed, with numbers that nobody answers."""

from __future__ import annotations

from datetime import date
from random import Random

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from gomobile.demo.calling import results
from gomobile.demo.inventing import invent
from gomobile.demo.numbers import CALLING_CODES, RANGES, Numbers, is_invented
from gomobile.phones.vectorized import normalize_series

TODAY = date(2026, 11, 22)


def test_one_seed_invents_the_same_people() -> None:
    assert invent(200, 7, TODAY) == invent(200, 7, TODAY)
    assert invent(200, 7, TODAY) != invent(200, 8, TODAY)


@given(st.integers(0, 2**31 - 1))
def test_every_number_is_of_the_ranges_and_given_once(seed: int) -> None:
    people = invent(150, seed, TODAY)

    assert len({person.phone for person in people}) == len(people) == 150
    assert all(is_invented(person.phone) for person in people)
    assert all(person.email is None or person.email.split("@")[1].startswith("example.") for person in people)
    assert people == sorted(people, key=lambda person: person.created)
    assert all(person.created.date() < TODAY for person in people)


def test_numbers_suffice_for_the_largest_organization() -> None:
    numbers = Numbers(Random(1))
    taken = [numbers.take(country) for country in CALLING_CODES for _ in range(7_000)]

    assert len(set(taken)) == len(taken)
    assert all(map(is_invented, taken))


def test_a_slip_is_near_and_free() -> None:
    numbers = Numbers(Random(1))
    phone = numbers.take("FR")
    slips = [numbers.slip(phone) for _ in range(30)]

    assert len({phone, *slips}) == 31
    assert all(slip[:-2] == phone[:-2] for slip in slips)


def test_ranges_are_read_as_numbers_of_their_country() -> None:
    phones = [f"+{one.prefix}{'1' * one.free}" for one in RANGES]
    read = normalize_series(pl.Series(phones), "MA")

    assert read["key"].to_list() == phones
    assert set(read["status"]) == {"valid", "possible"}
    assert "+212612345678" not in RANGES[0]
    assert not is_invented("+212612345678")


def test_nobody_is_called_before_they_are_known_or_in_future() -> None:
    people = invent(400, 3, TODAY)
    known = {person.phone: person.created.date() for person in people}
    told = list(results(Random(5), people, TODAY))

    assert len(told) > 300
    assert {one.result for one in told} >= {"answered", "voicemail", "no_answer", "busy", "not_in_service", "failed"}
    assert all(known[str(one.phone_key)] <= one.occurred_at.date() < TODAY for one in told)
    assert len({one.reference for one in told}) == len(told)
