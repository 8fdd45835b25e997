"""The time zone of a number, where libphonenumber's own answer is wrong or is a whole continent."""

from __future__ import annotations

from collections.abc import Sequence

CALLING_CODE_ZONES = {212: "Africa/Casablanca", 213: "Africa/Algiers"}
"""libphonenumber maps 212 to Atlantic/Canary, an hour behind Casablanca on 120 days of 2026 and never ahead,
and 213 to Europe/Paris: somebody would be called at 21:00 in a window that ends at 20:00. Western Sahara
shares 212."""

PRINCIPAL_ZONES = {
    "AG": "America/Antigua",
    "AI": "America/Anguilla",
    "AS": "Pacific/Pago_Pago",
    "AU": "Australia/Sydney",
    "BB": "America/Barbados",
    "BM": "Atlantic/Bermuda",
    "BS": "America/Nassau",
    "CA": "America/Toronto",
    "CC": "Indian/Cocos",
    "CD": "Africa/Kinshasa",
    "CX": "Indian/Christmas",
    "DM": "America/Dominica",
    "DO": "America/Santo_Domingo",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "GB": "Europe/London",
    "GD": "America/Grenada",
    "GL": "America/Godthab",
    "GU": "Pacific/Guam",
    "JM": "America/Jamaica",
    "KI": "Pacific/Tarawa",
    "KN": "America/St_Kitts",
    "KY": "America/Cayman",
    "KZ": "Asia/Almaty",
    "LC": "America/St_Lucia",
    "MN": "Asia/Ulaanbaatar",
    "MP": "Pacific/Saipan",
    "MS": "America/Montserrat",
    "MX": "America/Mexico_City",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PR": "America/Puerto_Rico",
    "PT": "Europe/Lisbon",
    "RE": "Indian/Reunion",
    "RU": "Europe/Moscow",
    "SX": "America/Lower_Princes",
    "TC": "America/Grand_Turk",
    "TT": "America/Port_of_Spain",
    "US": "America/New_York",
    "VC": "America/St_Vincent",
    "VG": "America/Tortola",
    "VI": "America/St_Thomas",
    "YT": "Indian/Mayotte",
}
"""Where most people of a region live. Used when libphonenumber lists several zones and this one among them:
it lists them by the alphabet, so the first zone of a Spanish mobile is Atlantic/Canary and of a Jamaican one
America/Adak."""


def choose_zone(region: str | None, listed: Sequence[str]) -> str | None:
    """One IANA zone out of those that libphonenumber lists, or None when it knows none."""
    known = [zone for zone in listed if zone != "Etc/Unknown"]
    principal = PRINCIPAL_ZONES.get(region or "")
    if principal in known:
        return principal
    return known[0] if known else None
