"""Regions and calling codes, as libphonenumber knows them."""

from __future__ import annotations

from functools import cache

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumber, PhoneNumberDesc

from gomobile.phones.errors import UnknownRegion

NON_GEOGRAPHIC = "001"
"""The region of numbers that belong to no country, such as +800."""


def checked_region(region: str) -> str:
    """The region code in capitals. Raises UnknownRegion when libphonenumber has no numbering plan for it."""
    code = region.strip().upper()
    if code not in phonenumbers.SUPPORTED_REGIONS:
        raise UnknownRegion(
            f"{region!r} is no region with telephone numbers; give an ISO 3166-1 code such as MA or FR.",
            region=region,
        )
    return code


def all_regions() -> tuple[str, ...]:
    """Every region code that may be given as a default region, sorted."""
    return tuple(sorted(phonenumbers.SUPPORTED_REGIONS))


def calling_code_of(number: PhoneNumber) -> int:
    """The country calling code of a number that was read."""
    assert number.country_code is not None
    return number.country_code


def general_description(metadata: PhoneMetadata) -> PhoneNumberDesc:
    """What all national numbers of a plan look like."""
    assert metadata.general_desc is not None
    return metadata.general_desc


@cache
def main_metadata(calling_code: int) -> PhoneMetadata:
    """The numbering plan of the main region of a calling code (the United States for 1, `001` for 800)."""
    region = COUNTRY_CODE_TO_REGION_CODE[calling_code][0]
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(calling_code, region)
    assert metadata is not None
    return metadata


@cache
def trunk_prefix(calling_code: int) -> str | None:
    """What is dialled before a national number at home (`0` in Morocco), or None where nothing is.

    None as well where the national form is part of the international digits (1 in North America), since it is
    only used to find a number by either form.
    """
    prefix = main_metadata(calling_code).national_prefix
    if prefix is None or not prefix.isdigit() or str(calling_code).endswith(prefix):
        return None
    return prefix


def digit_forms(calling_code: int, national: str) -> str:
    """The digits to find a number by: international, and national with its trunk prefix if that differs."""
    international = f"{calling_code}{national}"
    trunk = trunk_prefix(calling_code)
    return international if trunk is None else f"{international} {trunk}{national}"
