"""How fast phone numbers are normalised: `python bench/phones.py --rows 1000000 --region MA`."""

from __future__ import annotations

import argparse
import random
import time
from contextlib import suppress
from typing import Any

import phonenumbers
import polars as pl
from phonenumbers import PhoneNumberFormat

from gomobile.phones.normalize import PhoneError, normalize
from gomobile.phones.vectorized import normalize_series_counted

CHUNK = 25_000
MESSY = 0.01
"""Share of cells that hold more than one simple number."""


def bench_phones(rows: int, region: str) -> dict[str, Any]:
    """Normalise `rows` numbers in chunks, and a sample one by one; prints and returns the figures.

    Times are CPU time; `fallbackShare` is the share of rows that the bulk path reads one by one.
    """
    numbers = realistic_numbers(rows, region)
    warm_up = numbers.slice(0, CHUNK)
    normalize_series_counted(warm_up, region)
    one_by_one = 0
    started = time.process_time()
    for start in range(0, rows, CHUNK):
        one_by_one += normalize_series_counted(numbers.slice(start, CHUNK), region)[1]
    bulk = time.process_time() - started
    sample = numbers.slice(0, 10_000).to_list()
    started = time.process_time()
    for number in sample:
        with suppress(PhoneError):
            normalize(number, region)
    scalar = time.process_time() - started
    batch = numbers.slice(0, 1_000)
    started = time.process_time()
    for _ in range(20):
        normalize_series_counted(batch, region)
    small = (time.process_time() - started) / 20
    figures = {
        "rows": rows,
        "region": region,
        "bulkRowsPerSecond": round(rows / bulk),
        "bulkSecondsPerMillion": round(bulk / rows * 1_000_000, 3),
        "scalarRowsPerSecond": round(len(sample) / scalar),
        "ratio": round((scalar / len(sample)) / (bulk / rows), 1),
        "batchOf1000Milliseconds": round(small * 1000, 2),
        "fallbackShare": round(one_by_one / rows, 5),
    }
    for name, value in figures.items():
        print(f"{name:24} {value:,}" if isinstance(value, int) else f"{name:24} {value}")
    return figures


def realistic_numbers(rows: int, region: str, seed: int = 1) -> pl.Series:
    """Mobile numbers of a region, a twentieth of a neighbour, in mixed formats, one in a hundred messy."""
    dice = random.Random(seed)
    neighbour = "FR" if region != "FR" else "MA"
    home = [_Writer(region, dice), _Writer(neighbour, dice)]
    return pl.Series([home[dice.random() < 0.05].cell() for _ in range(rows)], dtype=pl.String)


class _Writer:
    """Writes numbers of one region as people do."""

    def __init__(self, region: str, dice: random.Random) -> None:
        example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
        self._dice = dice
        self._national = phonenumbers.national_significant_number(example)
        self._code = str(example.country_code)
        self._shape = _digits_to_blanks(phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL))
        self._international = _digits_to_blanks(phonenumbers.format_number(example, PhoneNumberFormat.INTERNATIONAL))
        written = phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL)
        digits = "".join(filter(str.isdigit, written))
        self._trunk = digits[: len(digits) - len(self._national)]

    def cell(self) -> str:
        tail = len(self._national) - 2
        national = self._national[:2] + f"{self._dice.randrange(10**tail):0{tail}}"
        if self._dice.random() < MESSY:
            return self._messy(national)
        kind = self._dice.randrange(8)
        at_home = self._trunk + national
        if kind <= 1:
            return f"+{self._code}{national}"
        if kind == 2:
            return f"00{self._code}{national}"
        if kind == 3:
            return national
        if kind == 4:
            return at_home
        if kind == 5:
            return _fill(self._international, self._code + national)
        return _fill(self._shape, at_home).replace(" ", " .-"[self._dice.randrange(3)])

    def _messy(self, national: str) -> str:
        at_home = self._trunk + national
        return self._dice.choice(
            [
                f"{at_home} / {at_home[::-1]}",
                f"{at_home}; {at_home}",
                f"tel:+{self._code}{national}",
                f"{at_home} (bureau)",
                f"Tel: {at_home}",
                at_home[:-3],
                f"{at_home}123",
                "n/a",
                "",
                f"{self._code[0]}.{self._code[1:]}{national}E+{len(self._code) + len(national) - 1}",
            ]
        )


def _digits_to_blanks(written: str) -> str:
    return "".join("#" if char.isdigit() else char for char in written)


def _fill(shape: str, digits: str) -> str:
    remaining = iter(digits)
    return "".join(next(remaining, "") if char == "#" else char for char in shape)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--region", default="MA")
    arguments = parser.parse_args()
    bench_phones(arguments.rows, arguments.region)
