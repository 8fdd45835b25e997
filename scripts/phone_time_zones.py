"""Print the rows of `phone_time_zones` for a migration: `python -m scripts.phone_time_zones`.

A prefix is kept where libphonenumber knows exactly one time zone for it, or where one is the principal zone of the main
region of its calling code; the corrections of `phones.timezones` come first. Where a shorter prefix would say a zone
that is none of those of a longer one, the longer one takes the principal one of its own, or the first. A prefix that
says what a shorter one says already is left out.
"""

from __future__ import annotations

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE
from phonenumbers.tzdata import TIMEZONE_DATA

from gomobile.phones.timezones import CALLING_CODE_ZONES, PRINCIPAL_ZONES


def calling_code(prefix: str) -> int | None:
    """The country calling code that a prefix begins with; None for one that is too short to tell."""
    return next((int(prefix[:size]) for size in (1, 2, 3) if int(prefix[:size]) in COUNTRY_CODE_TO_REGION_CODE), None)


def zone_of(prefix: str) -> str | None:
    """The one zone of a prefix, or None where there are several."""
    code = calling_code(prefix)
    if code in CALLING_CODE_ZONES:
        return CALLING_CODE_ZONES[code]
    listed = [zone for zone in TIMEZONE_DATA[prefix] if zone != "Etc/Unknown"]
    if len(listed) == 1:
        return listed[0]
    region = COUNTRY_CODE_TO_REGION_CODE[code][0] if code is not None and code != 1 else None
    principal = PRINCIPAL_ZONES.get(region or "")
    return principal if principal in listed else None


def instead(prefix: str, inherited: str | None) -> str | None:
    """The zone of a prefix with several, where the one of a shorter prefix is none of them."""
    listed = [zone for zone in TIMEZONE_DATA[prefix] if zone != "Etc/Unknown"]
    if inherited is None or inherited in listed or not listed:
        return None
    regions = COUNTRY_CODE_TO_REGION_CODE[calling_code(prefix) or 0]
    principals = [PRINCIPAL_ZONES.get(region) for region in regions]
    return next((zone for zone in principals if zone in listed), listed[0])


def rows() -> dict[str, str]:
    """Zones by prefix, each different from that of the next shorter prefix."""
    zones: dict[str, str] = {}
    for prefix in sorted(TIMEZONE_DATA, key=len):
        zone = zone_of(prefix) or instead(prefix, longest(zones, prefix))
        if zone is not None and zone != longest(zones, prefix):
            zones[prefix] = zone
    return dict(sorted(zones.items()))


def longest(zones: dict[str, str], digits: str) -> str | None:
    """The zone of the longest prefix of a number, or of a prefix."""
    return next((zones[digits[:size]] for size in range(len(digits), 0, -1) if digits[:size] in zones), None)


def insert() -> str:
    """The statement, one zone per line with its prefixes."""
    by_zone: dict[str, list[str]] = {}
    for prefix, zone in rows().items():
        by_zone.setdefault(zone, []).append(prefix)
    values = ",\n".join(f"    ('{zone}', '{' '.join(prefixes)}')" for zone, prefixes in sorted(by_zone.items()))
    return (
        "INSERT INTO phone_time_zones (prefix, time_zone)\n"
        "SELECT prefix, time_zone FROM (VALUES\n"
        f"{values}\n"
        ") AS listed (time_zone, prefixes), string_to_table(prefixes, ' ') AS prefix;"
    )


if __name__ == "__main__":
    print(insert())
