"""Contacts near a moment, with all that rules can ask about, and their rows."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st

from gomobile.contacts.fields import TEXT_FIELDS
from gomobile.db.pool import Connection
from gomobile.segments.fields import REACHABILITY, RESULTS
from tests.unit.segments.oracle import Call, Person

TEXTS = ["Rabat", "rabat", "RÁBAT", "Fès", "fes", "100%", "a_b", "أحمد", "احمد", "El Fès Rabat", "12", None, ""]
WORDS = ["rab", "FÈS", "%", "_", "a_", "احمد", " ", "\\", "'", "12"]
DIGITS = ["0612", "212612", "+212612", "45678", "6 12-34", "00212", "7", "+33 6"]
NUMBERS = [0, 1, 2, 3, 12.5, 0.1, -4, 2**53 - 1]
CHANNELS = ["sms", "SMS", "whatsapp", "Wéb"]
KEYS = ["1", "2", "9"]
FLOWS = ["Welcome", "wélcome", "Survey"]
TAGS = [str(UUID(int=at + 1)) for at in range(3)]
AUDIENCES = [str(UUID(int=at + 11)) for at in range(3)]
PHONES: dict[str, tuple[str, str, str, str | None, str | None, str | None]] = {
    "+212612345678": ("212612345678 0612345678", "valid", "mobile", "MA", "Africa/Casablanca", "Orange"),
    "+212615345678": ("212615345678 0615345678", "valid", "mobile", "MA", "Africa/Casablanca", "Maroc Telecom"),
    "+212522123456": ("212522123456 0522123456", "valid", "fixed_line", "MA", "Africa/Casablanca", None),
    "+33612345678": ("33612345678 0612345678", "valid", "mobile", "FR", "Europe/Paris", "SFR"),
    "+12125550123": ("12125550123", "valid", "fixed_line_or_mobile", "US", "America/New_York", None),
    "+819012345678": ("819012345678", "possible", "mobile", "JP", "Asia/Tokyo", "KDDI"),
    "+2120612": ("2120612 00612", "invalid", "unknown", "MA", "Africa/Casablanca", None),
    "+18005550123": ("18005550123", "valid", "toll_free", "US", None, None),
}
"""digits, status, type, region, time zone, carrier"""
CARRIERS = ["Orange", "Maroc Telecom", "SFR", "Inwi"]
ZONES = [
    "Africa/Casablanca", "Europe/Paris", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati", "America/Havana",
    "Atlantic/Azores",
]  # fmt: skip

#: All of them past, so that no new edition of the zones changes what they mean.
NOWS = [
    datetime(2025, 6, 10, 12, 0, tzinfo=UTC),
    datetime(2025, 2, 28, 23, 30, tzinfo=UTC),  # the end of a month
    datetime(2024, 12, 31, 23, 59, 59, tzinfo=UTC),  # the end of a year
    datetime(2025, 3, 30, 0, 30, tzinfo=UTC),  # an hour before Paris loses one
    datetime(2025, 10, 26, 0, 30, tzinfo=UTC),  # before it gains one, and the Azores have midnight twice
    datetime(2025, 2, 23, 1, 30, tzinfo=UTC),  # Casablanca goes back for Ramadan
    datetime(2025, 4, 6, 1, 30, tzinfo=UTC),  # and forth after it
    datetime(2024, 2, 29, 0, 0, tzinfo=UTC),  # a leap day, at midnight UTC
    datetime(2023, 3, 1, 4, 59, tzinfo=UTC),
    datetime(2024, 11, 3, 4, 30, tzinfo=UTC),  # Havana has midnight twice
]
_FITS_NOT = {"number": ["many", True], "boolean": ["yes", 1], "date": ["soon", "2026-02-30", "infinity", "now"],
             "datetime": ["soon", "2026-02-30T00:00:00.000Z", "2026-01-01"]}  # fmt: skip


def moments(now: datetime) -> st.SearchStrategy[datetime]:
    """Times near now, or a span of a rule away from it, to the millisecond."""
    days = st.sampled_from([0, 0, 1, 2, 7, 14, 28, 29, 30, 31, 59, 60, 61, 365, 366])
    near = st.sampled_from([0, 1, -1, 60_000, 1_800_000, 3_599_999, 3_600_000, 5_400_000, 7_200_000, 43_200_000])
    return st.builds(
        lambda sign, whole, rest: now + sign * timedelta(days=whole) + timedelta(milliseconds=rest),
        st.sampled_from([1, -1]),
        days,
        near,
    )


def dates(now: datetime) -> st.SearchStrategy[date]:
    """Days near now, in other years too, and leap days."""
    near = moments(now).map(lambda moment: moment.date())
    years = st.sampled_from([0, -1, -3, -4, -26, 2])
    other = st.builds(lambda day, by: _year(day, day.year + by), near, years)
    return st.one_of(near, other, st.just(date(2000, 2, 29)), st.just(date(1999, 1, 31)))


def _year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28)) if day.month == 2 else day.replace(year=year)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


@st.composite
def people(draw: st.DrawFn, now: datetime) -> Person:
    """A contact; most of what it could have is not set."""
    phone = draw(st.sampled_from(list(PHONES)))
    _, status, type, region, zone, carrier = PHONES[phone]
    values: dict[str, Any] = {"phone.status": status, "phone.type": type, "phone.region": region}
    texts = st.sampled_from(TEXTS)
    for text in TEXT_FIELDS:
        values[text.name] = draw(st.sampled_from(["male", "female", None]) if text.name == "gender" else texts)
    stored = {
        "text": texts, "email": texts, "url": texts, "phone_number": st.sampled_from([*PHONES, None]),
        "number": st.sampled_from([*NUMBERS, None]), "boolean": st.sampled_from([True, False, None]),
        "date": dates(now).map(date.isoformat), "datetime": moments(now).map(_iso),
        "enum": st.sampled_from(["gold", "silver", "old", "gone", None]),
    }  # fmt: skip
    for slug, strategy in stored.items():
        if slug in _FITS_NOT:
            strategy = st.one_of(strategy, strategy, strategy, st.sampled_from(_FITS_NOT[slug]))
        values[f"customAttributes.{slug}"] = draw(strategy)
    soon = st.one_of(st.none(), moments(now))
    figures = {
        "attempts": st.integers(0, 4), "answers": st.integers(0, 4), "consecutiveFailures": st.integers(0, 4),
        "firstCalledAt": soon, "lastCalledAt": soon, "lastAnsweredAt": soon,
        "lastResult": st.sampled_from([*RESULTS, None]), "reachability": st.sampled_from(REACHABILITY),
    }  # fmt: skip
    calls = st.builds(
        Call, moments(now), st.sampled_from(RESULTS), st.sampled_from([*FLOWS, None]), st.sampled_from([*FLOWS, None]),
        st.lists(st.sampled_from(KEYS), max_size=2).map(tuple),
    )  # fmt: skip
    statement = st.tuples(st.sampled_from(["granted", "denied", "withdrawn"]), soon)
    created = draw(moments(now))
    return Person(
        _id(created), created, draw(moments(now)), phone, zone, carrier, values,
        channels=draw(st.one_of(st.none(), st.lists(st.sampled_from(CHANNELS), max_size=2))),
        archived=draw(st.booleans()),
        tags=draw(st.sets(st.sampled_from(TAGS))),
        audiences=draw(st.sets(st.sampled_from(AUDIENCES))),
        engagement=draw(st.one_of(st.none(), st.fixed_dictionaries(figures))),
        calls=draw(st.lists(calls, max_size=3)),
        consents=draw(st.dictionaries(st.just("marketing.call"), statement)),
        suppressions=draw(st.lists(st.tuples(st.sampled_from(["all", "call", "sms"]), soon), max_size=2,
                                   unique_by=lambda one: one[0])),
    )  # fmt: skip


def _id(created: datetime) -> UUID:
    """A UUIDv7 of a moment."""
    milliseconds = round(created.timestamp() * 1000)
    return UUID(int=(milliseconds << 80) | (uuid4().int & ((1 << 80) - 1)) & ~(0xF << 76) | (7 << 76))


def insert(conn: Connection, org_id: UUID, person: Person) -> None:
    """Write the rows of a contact; its number is nobody's but its own."""
    digits, status, type, region, _, _ = PHONES[person.phone]
    columns = {text.column: person.values[text.name] for text in TEXT_FIELDS}
    attributes = {
        name.removeprefix("customAttributes."): value
        for name, value in person.values.items()
        if name.startswith("customAttributes.") and value is not None
    }
    row = {
        "organization_id": org_id, "id": person.id, "phone_key": person.phone, "primary_phone": person.phone,
        "phone_status": status, "phone_type": type, "phone_region": region, "phone_digits": digits, **columns,
        "channels": person.channels, "attributes": json.dumps(attributes), "updated_at": person.updated,
        "archived_at": person.updated if person.archived else None,
        "created_by_kind": "system", "updated_by_kind": "system",
    }  # fmt: skip
    _insert(conn, "contacts", row)
    own = {"organization_id": org_id, "contact_id": person.id}
    for tag in person.tags:
        _insert(conn, "contact_tags", {**own, "tag_id": tag})
    for audience in person.audiences:
        _insert(conn, "audience_members", {**own, "audience_id": audience})
    if person.engagement is not None:
        figures = {_snake(name): value for name, value in person.engagement.items()}
        _insert(conn, "contact_engagement", {**own, **figures})
    for call in person.calls:
        _insert(conn, "call_results", {
            **own, "occurred_at": call.at, "result": call.result, "flow": call.flow, "campaign": call.campaign,
            "pressed": list(call.pressed), "actor_kind": "system",
        })  # fmt: skip
    for name, (said, until) in person.consents.items():
        purpose, _, channel = name.rpartition(".")
        _insert(conn, "consents", {
            **own, "purpose": purpose, "channel": channel, "status": said, "stated_at": person.created,
            "expires_at": until, "event_id": uuid4(),
        })  # fmt: skip
    for channel, until in person.suppressions:
        _insert(conn, "suppressions", {
            "organization_id": org_id, "phone_hash": person.phone.encode(), "phone_key": person.phone,
            "channel": channel, "reason": "asked", "expires_at": until, "created_by_kind": "system",
        })  # fmt: skip


def _insert(conn: Connection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    places = ", ".join(f"%({name})s" for name in row)
    conn.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", row)  # type: ignore[arg-type]


def _snake(name: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name)
