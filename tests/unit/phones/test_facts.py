"""What is known about a number from its key."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, timezone
from tests.unit.phones.samples import REGIONS, examples

from gomobile.phones.facts import facts, facts_json, location, number_of
from gomobile.phones.normalize import normalize
from gomobile.phones.timezones import CALLING_CODE_ZONES, PRINCIPAL_ZONES


def test_the_phone_of_a_contact_has_exactly_the_published_keys() -> None:
    assert facts_json("+212650123456") == {
        "e164": "+212650123456",
        "status": "valid",
        "type": "mobile",
        "region": "MA",
        "carrier": facts("+212650123456").carrier,
        "timeZone": "Africa/Casablanca",
        "national": "06 50 12 34 56",
        "international": "+212 6 50 12 34 56",
    }
    assert facts("+212650123456").carrier


@pytest.mark.parametrize("region", REGIONS)
def test_facts_agree_with_the_normaliser_and_the_library(region: str) -> None:
    for number in examples(region):
        e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        phone, known = normalize(e164, region), facts(e164)
        assert (known.e164, known.status, known.type, known.region) == (
            phone.key,
            phone.status,
            phone.type,
            phone.region,
        )
        assert known.national == phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        assert known.international == phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
        assert known.carrier == (phonenumbers.carrier.name_for_number(number, "en") or None)
        listed = timezone.time_zones_for_number(number)
        if number.country_code in CALLING_CODE_ZONES:
            assert known.time_zone == CALLING_CODE_ZONES[number.country_code]
        else:
            assert known.time_zone in listed or (known.time_zone is None and listed == ("Etc/Unknown",))


@pytest.mark.parametrize(
    ("key", "zone"),
    [
        ("+212612345678", "Africa/Casablanca"),
        ("+212522123456", "Africa/Casablanca"),
        ("+212528812345", "Africa/Casablanca"),
        ("+213551234567", "Africa/Algiers"),
        ("+34612345678", "Europe/Madrid"),
        ("+351912345678", "Europe/Lisbon"),
        ("+18762101234", "America/Jamaica"),
        ("+79123456789", "Europe/Moscow"),
        ("+61412345678", "Australia/Sydney"),
        ("+33612345678", "Europe/Paris"),
        ("+12125550123", "America/New_York"),
        ("+13105550123", "America/Los_Angeles"),
        ("+80012345678", None),
        ("+4930", None),
    ],
)
def test_the_time_zone_is_the_one_where_people_live(key: str, zone: str | None) -> None:
    assert facts(key).time_zone == zone


@pytest.mark.parametrize("zone", [*PRINCIPAL_ZONES.values(), *CALLING_CODE_ZONES.values()])
def test_every_zone_of_the_tables_exists(zone: str) -> None:
    assert ZoneInfo(zone).key == zone


@pytest.mark.parametrize("region", sorted(PRINCIPAL_ZONES))
def test_the_principal_zone_of_a_region_is_one_that_the_library_lists_for_it(region: str) -> None:
    listed = {zone for number in examples(region) for zone in timezone.time_zones_for_number(number)}
    assert PRINCIPAL_ZONES[region] in listed


@pytest.mark.parametrize(
    "key", ["+390612345678", "+3900", "+39000", "+3901", "+39010", "+212612345678", "+2250712345678"]
)
def test_a_key_stands_for_its_digits_one_for_one(key: str) -> None:
    number = number_of(key)
    assert number is not None
    assert phonenumbers.format_number(number, PhoneNumberFormat.E164) == key


@given(st.text(max_size=20) | st.from_regex(r"\+?[0-9]{0,20}", fullmatch=True))
@example("")
@example("+")
@example("0612345678")
@example("+1")
@example("+9991234567")
@example("+²³¹²³")
def test_any_key_has_facts(key: str) -> None:
    known = facts(key)
    assert known.e164 in (None, key)
    if known.e164 is None:
        assert (known.status, known.type, known.national, known.time_zone) == (
            "invalid",
            "unknown",
            None,
            None,
        )


def test_the_place_of_a_number_is_known_where_the_library_knows_it() -> None:
    assert location("+16502530000") == "Mountain View, CA"
    assert location("0612345678") is None
