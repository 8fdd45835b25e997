"""Phone numbers of every region in every way of writing, and what phonenumbers itself makes of them."""

from __future__ import annotations

import random
from functools import cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
TYPES = {value: name.lower() for name, value in vars(PhoneNumberType).items() if isinstance(value, int)}


@cache
def examples(region: str) -> tuple[PhoneNumber, ...]:
    """The library's example of every type that the region has, and its example of an invalid number."""
    found = [phonenumbers.example_number_for_type(region, kind) for kind in TYPES]
    return tuple(number for number in [*found, phonenumbers.invalid_example_number(region)] if number is not None)


@cache
def shared_examples() -> tuple[PhoneNumber, ...]:
    """An example of every non-geographic calling code."""
    codes = sorted(phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS)
    return tuple(phonenumbers.example_number_for_non_geo_entity(code) for code in codes)


def written(number: PhoneNumber, region: str) -> list[str]:
    """A number in the ways that people of a region write it, right and wrong."""
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    national = phonenumbers.national_significant_number(number)
    trunk = phonenumbers.ndd_prefix_for_region(region, True) or ""
    return [
        e164,
        e164[1:],
        f"00{e164[1:]}",
        phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
        phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL),
        phonenumbers.format_number(number, PhoneNumberFormat.RFC3966),
        phonenumbers.format_out_of_country_calling_number(number, region),
        national,
        f"{trunk}{national}",
        f"+{number.country_code} ({trunk or 0}) {national}",
        f"{number.country_code}{trunk}{national}",
    ]


def mutated(text: str, dice: random.Random) -> str:
    """The text with one digit changed, doubled or left out, or with several changed."""
    digits = [index for index, char in enumerate(text) if char.isdigit()]
    chars = list(text)
    index = dice.choice(digits)
    change = dice.randrange(4)
    if change == 0:
        chars[index] = dice.choice("0123456789")
    elif change == 1:
        chars[index] *= 2
    elif change == 2:
        chars[index] = ""
    else:
        for index in digits:
            chars[index] = dice.choice("0123456789") if dice.random() < 0.3 else chars[index]
    return "".join(chars)


def library_answer(text: str, region: str) -> tuple[str, str, str, str | None]:
    """Key, status, type and region as phonenumbers answers, with the two repairs that are promised.

    A number that is invalid in the region is read with the `+` that it lacks, or that `00` stands for, where
    that is valid; what cannot be parsed has its digits as key.
    """
    number = _parsed(text, region)
    if number is None or (not phonenumbers.is_possible_number(number) and not phonenumbers.is_valid_number(number)):
        digits = "".join(char for char in text if char.isdigit())
        candidates = [] if "+" in text else [f"+{digits}"]
        if digits.startswith("00"):
            candidates.append(f"+{digits[2:]}")
        for candidate in candidates:
            rescued = _parsed(candidate, None)
            if rescued is not None and phonenumbers.is_valid_number(rescued):
                number = rescued
                break
        if number is None:
            return digits, "invalid", "unknown", None
    return (
        phonenumbers.format_number(number, PhoneNumberFormat.E164),
        _status(number),
        TYPES[phonenumbers.number_type(number)],
        phonenumbers.region_code_for_number(number),
    )


def _status(number: PhoneNumber) -> str:
    if phonenumbers.is_valid_number(number):
        return "valid"
    return "possible" if phonenumbers.is_possible_number(number) else "invalid"


def _parsed(text: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException:
        return None
