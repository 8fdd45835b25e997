"""What is known offline about a number that was already normalised, from its key alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneNumber, PhoneNumberFormat, carrier, timezone

from gomobile.phones import answers
from gomobile.phones.reading import PhoneStatus, PhoneType, classify, keep_patterns
from gomobile.phones.regions import calling_code_of
from gomobile.phones.timezones import CALLING_CODE_ZONES, choose_zone

_CACHED = 32_768
"""Numbers; about 0.7 kB each."""
_CARRIER_TYPES = {"mobile", "fixed_line_or_mobile", "pager"}


@dataclass(frozen=True, slots=True)
class PhoneFacts:
    """Facts about a number. All but `status` and `type` are None when the number cannot be read.

    carrier: who first held its range; where numbers are portable (most countries), not who serves it today
    time_zone: one IANA name; national, international: as people write it
    """

    e164: str | None
    status: PhoneStatus
    type: PhoneType
    region: str | None
    carrier: str | None
    time_zone: str | None
    national: str | None
    international: str | None


_UNREAD = PhoneFacts(None, "invalid", "unknown", None, None, None, None, None)


@lru_cache(maxsize=_CACHED)
def facts(key: str) -> PhoneFacts:
    """The facts about a canonical key (`Phone.key`), as libphonenumber's data tells them.

    Status, type and region are those of `normalize`. Never raises: a key that is not E.164 is `invalid`.
    """
    number = number_of(key)
    if number is None:
        return _UNREAD
    keep_patterns()
    status, kind, region = classify(number)
    return PhoneFacts(
        e164=key,
        status=status,
        type=kind,
        region=region,
        carrier=(carrier.name_for_valid_number(number, "en") or None) if kind in _CARRIER_TYPES else None,
        time_zone=CALLING_CODE_ZONES.get(calling_code_of(number))
        or choose_zone(region, timezone.time_zones_for_number(number)),
        national=phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL),
        international=phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
    )


def facts_json(key: str) -> answers.PhoneFacts:
    """The `phone` object of a contact in the API."""
    known = facts(key)
    return {
        "e164": known.e164,
        "status": known.status,
        "type": known.type,
        "region": known.region,
        "carrier": known.carrier,
        "timeZone": known.time_zone,
        "national": known.national,
        "international": known.international,
    }


def number_of(key: str) -> PhoneNumber | None:
    """The number that an E.164 key stands for, digit for digit, or None when it is no E.164 key.

    Not by `parse`, which would cut a trunk prefix off a number that was kept with it.
    """
    digits = key[1:]
    if not (key.startswith("+") and digits.isascii() and digits.isdigit()):
        return None
    for size in (1, 2, 3):
        calling_code, national = int(digits[:size]), digits[size:]
        if calling_code in COUNTRY_CODE_TO_REGION_CODE and len(national) >= 2:
            number = PhoneNumber(country_code=calling_code, national_number=int(national))
            zeros = _leading_zeros(national)
            if zeros:
                number.italian_leading_zero = True
                number.number_of_leading_zeros = zeros if zeros > 1 else None
            return number
    return None


def _leading_zeros(national: str) -> int:
    """How many zeros are not part of the national number as an integer; the last digit always is."""
    return len(national) - len(national[:-1].lstrip("0")) - 1


@lru_cache(maxsize=1024)
def location(key: str) -> str | None:
    """City or area of a number in English, where libphonenumber knows it.

    Loads libphonenumber's place names at the first call: 0.4 s and about 100 MB, so this is for a question
    now and then, not for every contact.
    """
    from phonenumbers import geocoder

    number = number_of(key)
    return (geocoder.description_for_number(number, "en") or None) if number is not None else None
