"""One text read as one phone number by phonenumbers, and by two repairs when it is invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from gomobile.phones.regions import calling_code_of, digit_forms

PhoneStatus = Literal["valid", "possible", "invalid"]
PhoneType = Literal[
    "fixed_line",
    "mobile",
    "fixed_line_or_mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
    "unknown",
]

TYPE_NAMES: dict[int, PhoneType] = {
    PhoneNumberType.FIXED_LINE: "fixed_line",
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed_line_or_mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.PREMIUM_RATE: "premium_rate",
    PhoneNumberType.SHARED_COST: "shared_cost",
    PhoneNumberType.VOIP: "voip",
    PhoneNumberType.PERSONAL_NUMBER: "personal_number",
    PhoneNumberType.PAGER: "pager",
    PhoneNumberType.UAN: "uan",
    PhoneNumberType.VOICEMAIL: "voicemail",
    PhoneNumberType.UNKNOWN: "unknown",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as a number; the fields are those of `Phone`, and the name of the repair made, if any."""

    key: str
    status: PhoneStatus
    type: PhoneType
    region: str | None
    digits: str
    repair: str | None = None


def classify(number: PhoneNumber) -> tuple[PhoneStatus, PhoneType, str | None]:
    """Status, type and region of a parsed number."""
    kind = phonenumbers.number_type(number)
    # A number is valid exactly when its type is known: `is_valid_number` asks the same of the same region.
    if kind != PhoneNumberType.UNKNOWN:
        status: PhoneStatus = "valid"
    else:
        status = "possible" if phonenumbers.is_possible_number(number) else "invalid"
    return status, TYPE_NAMES[kind], phonenumbers.region_code_for_number(number)


def read(text: str, region: str) -> Reading:
    """Read a folded text as phonenumbers does; if that is invalid, with the `+` that it may have lost.

    What cannot be read has its digits as key and is invalid.
    """
    found = _parse(text, region)
    reading = None if found is None else _describe(found)
    if reading is not None and reading.status != "invalid":
        return reading
    for candidate, repair in _international_forms(text):
        rescued = _parse(candidate, None)
        if rescued is not None and classify(rescued)[0] == "valid":
            return _describe(rescued, repair)
    if reading is not None:
        return reading
    digits = "".join(filter(_is_digit, text))
    return Reading(digits, "invalid", "unknown", None, digits)


def _parse(text: str, region: str | None) -> PhoneNumber | None:
    keep_patterns()
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException:
        return None


def _describe(number: PhoneNumber, repair: str | None = None) -> Reading:
    status, kind, region = classify(number)
    return Reading(
        phonenumbers.format_number(number, PhoneNumberFormat.E164),
        status,
        kind,
        region,
        digit_forms(calling_code_of(number), phonenumbers.national_significant_number(number)),
        repair,
    )


_IDD_ZEROS = re.compile(r"0\D*0")
_FIRST_DIGIT = re.compile(r"\d")


def _international_forms(text: str) -> Iterator[tuple[str, str]]:
    """The text as an international number that has lost its `+`, or in which `00` stands for it."""
    first = _FIRST_DIGIT.search(text)
    if first is None:
        return
    rest = text[first.start() :]
    if "+" not in text:
        yield f"+{rest}", "lostPlus"
    zeros = _IDD_ZEROS.match(rest)
    if zeros is not None:
        yield f"+{rest[zeros.end() :]}", "foreignPrefix"


def _is_digit(char: str) -> bool:
    return "0" <= char <= "9"


@cache
def keep_patterns() -> None:
    """Keep phonenumbers' compiled patterns: Python's cache of 512 is too small for many countries."""
    phonenumbers.enable_pattern_cache()
