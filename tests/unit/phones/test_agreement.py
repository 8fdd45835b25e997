"""Both paths give phonenumbers' own answer, for every region and every way of writing."""

from __future__ import annotations

import random
from functools import cache

import phonenumbers
import polars as pl
import pytest
from tests.unit.phones.samples import REGIONS, examples, library_answer, mutated, shared_examples, written

from gomobile.phones.normalize import normalize
from gomobile.phones.vectorized import normalize_series, normalize_series_counted


@cache
def texts_of(region: str) -> tuple[str, ...]:
    """Numbers of the region and a few of others, each as it is and with wrong digits."""
    dice = random.Random(region)
    foreign = [number for other in dice.sample(REGIONS, 2) for number in examples(other)[:3]]
    found = []
    for number in (*examples(region), *foreign, dice.choice(shared_examples())):
        for text in written(number, region):
            found += [text, mutated(text, dice)]
    return tuple(text for text in dict.fromkeys(found) if sum(char.isdigit() for char in text) >= 3)


@pytest.mark.parametrize("region", REGIONS)
def test_a_number_is_read_as_phonenumbers_reads_it(region: str) -> None:
    # Every third text: the columns of the next test hold all of them.
    for text in texts_of(region)[::3]:
        phone = normalize(text, region)
        assert (phone.key, phone.status, phone.type, phone.region) == library_answer(text, region), text


@pytest.mark.parametrize("region", REGIONS)
def test_a_column_is_read_as_phonenumbers_reads_it(region: str) -> None:
    texts = texts_of(region)
    found = normalize_series(pl.Series(texts), region).select("key", "status", "type", "region").rows()
    wrong = {
        text: (row, answer)
        for text, row in zip(texts, found, strict=True)
        if row != (answer := library_answer(text, region))
    }
    assert not wrong


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("06 1234 5678", "IT"),
        ("0039 06 1234 5678", "FR"),
        ("011 15-2345-6789", "AR"),
        ("+54 9 11 2345 6789", "AR"),
        ("15 2345 6789", "AR"),
        ("044 55 1234 5678", "MX"),
        ("+52 1 55 1234 5678", "MX"),
        ("0 15 11 96123-4567", "BR"),
        ("(11) 96123-4567", "BR"),
        ("8 912 345-67-89", "RU"),
        ("06 20 123 4567", "HU"),
        ("268-464-1234", "AG"),
        ("464-1234", "AG"),
        ("180020 20 7031 3000", "GB"),
        ("1831 2 1234 5678", "AU"),
        ("0011 44 20 7031 3000", "AU"),
        ("010 1 650 253 0000", "JP"),
        ("1-800-FLOWERS", "US"),
        ("1800 MICROSOFT", "US"),
        ("(650) 253-0000 x123", "US"),
        ("650.253.0000 ext. 45", "US"),
        ("+1 650 253 0000;ext=7", "US"),
        ("+0612345678", "MA"),
        ("+999 123 456", "MA"),
        ("*67 650 253 0000", "US"),
        ("9" * 20, "DE"),
    ],
)
def test_transforms_carriers_extensions_and_letters_are_those_of_phonenumbers(text: str, region: str) -> None:
    answer = library_answer(text, region)
    phone = normalize(text, region)
    assert (phone.key, phone.status, phone.type, phone.region) == answer
    column = normalize_series(pl.Series([text]), region)
    assert column.select("key", "status", "type", "region").row(0) == answer


def test_plain_numbers_of_a_country_need_no_row_by_row_reading() -> None:
    dice = random.Random(1)
    numbers = [f"{dice.choice(['+212', '0', '00212', '212', ''])}6{dice.randrange(10**8):08}" for _ in range(2_000)]
    assert normalize_series_counted(pl.Series(numbers), "MA")[1] == 0


def test_every_calling_code_is_read_from_abroad() -> None:
    numbers = [f"+{number.country_code}{number.national_number}" for number in shared_examples()]
    found = normalize_series(pl.Series(numbers), "MA")
    assert found["key"].to_list() == numbers
    assert set(found["status"]) == {"valid"}
    assert set(found["region"]) == {"001"}
    assert phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS
