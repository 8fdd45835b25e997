"""Why a number is what it is, in plain words."""

from __future__ import annotations

import phonenumbers
from phonenumbers import PhoneNumber, ValidationResult

from gomobile.phones.facts import number_of
from gomobile.phones.regions import NON_GEOGRAPHIC, calling_code_of, general_description, main_metadata

REPAIRS = {
    "wrapper": "removed the quotes or the equals sign that a spreadsheet puts around text",
    "spreadsheetNumber": "restored the digits of a number that a spreadsheet had turned into a float",
    "uri": "took the number out of a tel: address",
    "severalNumbers": "the cell held several numbers; the first readable one is used",
    "firstNumber": "the whole cell is no number; its first number is used",
    "label": "left out the words beside the number",
    "separators": "read unusual characters between the digits as separators",
    "lostPlus": "added the + that was missing: without it this is no number at home",
    "foreignPrefix": "read 00 as the international prefix, which it is not in this region",
}
"""What each repair of a `Trace` means; it completes the sentence «gomobile …»."""

_NO_NUMBER = "it cannot be read as a number of any country; its digits are kept as they are"


def explain_status(key: str) -> str:
    """Why the number of a canonical key is valid, possible or invalid."""
    number = number_of(key)
    if number is None:
        return _NO_NUMBER
    calling_code = calling_code_of(number)
    plan = _plan_name(calling_code)
    if phonenumbers.is_valid_number(number):
        region = phonenumbers.region_code_for_number(number)
        return f"a number of the numbering plan of {_plan_name(calling_code, region)}"
    result = phonenumbers.is_possible_number_with_reason(number)
    if result == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return f"a local number of {plan}: it lacks its area code"
    if result == ValidationResult.IS_POSSIBLE:
        return f"as long as numbers of {plan} are, but none is known to begin like this"
    words = {ValidationResult.TOO_SHORT: "too short", ValidationResult.TOO_LONG: "too long"}
    return f"{words.get(result, 'of a wrong length')} for {plan}: {_lengths(number)}"


def _plan_name(calling_code: int, region: str | None = None) -> str:
    region = region or phonenumbers.region_code_for_country_code(calling_code)
    if region == NON_GEOGRAPHIC:
        return f"+{calling_code} (no country)"
    return f"{region} (+{calling_code})"


def _lengths(number: PhoneNumber) -> str:
    """«8 digits after the country code, where it has 9»."""
    length = len(phonenumbers.national_significant_number(number))
    possible = list(general_description(main_metadata(calling_code_of(number))).possible_length)
    if len(possible) == 1:
        expected = str(possible[0])
    elif possible == list(range(possible[0], possible[-1] + 1)):
        expected = f"{possible[0]} to {possible[-1]}"
    else:
        expected = f"{', '.join(map(str, possible[:-1]))} or {possible[-1]}"
    return f"{length} {'digit' if length == 1 else 'digits'} after the country code, where it has {expected}"
