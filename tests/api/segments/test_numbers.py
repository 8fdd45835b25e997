"""Time zones and carriers of numbers: as libphonenumber tells them."""

from __future__ import annotations

import pytest
from phonenumbers import carrier

from gomobile.phones.facts import facts, number_of
from gomobile.segments.carriers import prefixes
from tests.api.segments.conftest import Rules


@pytest.mark.parametrize(
    "phone",
    [
        "+212612345678", "+213551234567", "+33612345678", "+34612345678", "+442071838750", "+12125550123",
        "+13105550123", "+18085550123", "+819012345678", "+77011234567", "+79161234567", "+61891234567",
        "+5511912345678",
    ],
)  # fmt: skip
def test_a_number_with_one_zone_has_that_of_the_contact(rules: Rules, phone: str) -> None:
    row = rules.conn.execute("SELECT contact_time_zone(%s, 'UTC')", [phone]).fetchone()

    assert row == (facts(phone).time_zone,)


@pytest.mark.parametrize("phone", ["+18005550123", "12125550123", "", "+", "0612345678"])
def test_a_number_without_a_known_zone_takes_that_of_the_organization(rules: Rules, phone: str) -> None:
    row = rules.conn.execute("SELECT contact_time_zone(%s, 'Africa/Casablanca')", [phone]).fetchone()

    assert row == ("Africa/Casablanca",)


def test_every_zone_of_the_table_is_one_that_the_server_knows(rules: Rules) -> None:
    unknown = rules.conn.execute(
        "SELECT DISTINCT time_zone FROM phone_time_zones WHERE time_zone NOT IN (SELECT name FROM pg_timezone_names)"
    ).fetchall()

    assert unknown == []


@pytest.mark.parametrize("name", ["Orange", "Maroc Telecom", "Inwi", "SFR", "Vodafone"])
def test_the_prefixes_of_a_carrier_are_those_of_its_numbers(name: str) -> None:
    listed = prefixes(name)
    everywhere = [prefix.ljust(12, digit) for prefix in (*prefixes(None)[::40], *listed[::7]) for digit in "059"]

    assert listed
    for number in everywhere:
        parsed = number_of(f"+{number}")
        assert parsed is not None
        wanted = carrier.name_for_valid_number(parsed, "en") == name
        assert any(number.startswith(prefix) for prefix in listed) == wanted, number
