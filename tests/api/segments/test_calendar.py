"""Relative dates at midnight, over clock changes, in leap years and in the zone of each contact."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.api.segments.conftest import Rules

MOROCCO, JAPAN, HAWAII = "+212612345678", "+819012345678", "+18085550123"


def at(text: str) -> datetime:
    """A UTC time."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def contact(rules: Rules, phone: str = MOROCCO, **attributes: Any) -> UUID:
    row = rules.conn.execute(
        "INSERT INTO contacts (organization_id, phone_key, primary_phone, phone_status, phone_type, phone_digits,"
        " attributes, created_by_kind, updated_by_kind)"
        " VALUES (%s, %s, %s, 'valid', 'mobile', '', %s, 'system', 'system') RETURNING id",
        [rules.context.organization.id, phone, phone, json.dumps(attributes)],
    ).fetchone()
    assert row is not None
    return row[0]


def rule(operator: str, field: str = "date", **more: Any) -> dict[str, Any]:
    return {"logic": "AND", "conditions": [{"field": f"customAttributes.{field}", "operator": operator, **more}]}


def span(amount: int, unit: str) -> dict[str, Any]:
    return {"amount": amount, "unit": unit}


def turns(rules: Rules, tree: dict[str, Any], start: datetime) -> list[datetime]:
    """The moments from `start` on at which the one contact enters or leaves, found by following the boundaries.

    At each the answer must be another one, or the boundary was too early, which only costs a look.
    """
    found = []
    member = bool(rules.members(tree, start))
    while (boundary := next(iter(rules.boundaries(tree, start).values()), None)) is not None and len(found) < 4:
        assert boundary > start
        assert bool(rules.members(tree, boundary - timedelta(microseconds=1))) == member
        if bool(rules.members(tree, boundary)) != member:
            member = not member
            found.append(boundary)
        start = boundary
    return found


@pytest.mark.parametrize(
    ("zone", "phone", "midnight"),
    [
        ("organization", JAPAN, "2026-06-09T23:00"),
        ("contact", JAPAN, "2026-06-09T15:00"),
        ("contact", HAWAII, "2026-06-10T10:00"),
        ("contact", MOROCCO, "2026-06-09T23:00"),
        ("Asia/Kathmandu", JAPAN, "2026-06-09T18:15"),
    ],
)
def test_a_day_begins_at_midnight_of_the_zone(rules: Rules, zone: str, phone: str, midnight: str) -> None:
    contact(rules, phone, date="2026-06-10")
    begin = at(midnight)

    assert turns(rules, rule("is_today", zone=zone), at("2026-06-01")) == [begin, begin + timedelta(days=1)]


def test_within_the_next_seven_days_is_from_seven_days_before_through_the_day(rules: Rules) -> None:
    contact(rules, date="2026-06-10")

    turned = turns(rules, rule("within_next", value=span(7, "days")), at("2026-05-01"))

    assert turned == [at("2026-06-02T23:00"), at("2026-06-10T23:00")]


def test_the_past_is_parted_without_a_gap(rules: Rules) -> None:
    contact(rules, date="2026-03-01")
    young, old = (rule(name, value=span(90, "days")) for name in ("within_last", "more_than_ago"))

    assert turns(rules, old, at("2026-03-02")) == turns(rules, young, at("2026-03-02")) == [at("2026-05-30T23:00")]


def test_days_are_those_of_ramadan_time_in_casablanca(rules: Rules) -> None:
    # From 15 February to 22 March 2026 clocks in Morocco are those of UTC, otherwise an hour ahead.
    contact(rules, date="2026-02-15")
    assert turns(rules, rule("is_today"), at("2026-02-01")) == [at("2026-02-14T23:00"), at("2026-02-16T00:00")]

    rules.conn.execute("UPDATE contacts SET attributes = jsonb_build_object('date', '2026-03-22')")
    assert turns(rules, rule("is_today"), at("2026-03-01")) == [at("2026-03-22T00:00"), at("2026-03-22T23:00")]


@pytest.mark.parametrize(
    ("unit", "amount", "left"),
    [("hours", 48, "2026-02-16T10:30"), ("days", 2, "2026-02-16T11:30"), ("weeks", 1, "2026-02-21T11:30")],
)
def test_hours_are_counted_and_days_keep_the_time_of_day(rules: Rules, unit: str, amount: int, left: str) -> None:
    # 11:30 in Casablanca before the change, which is 10:30 UTC; after it 11:30 is 11:30 UTC.
    contact(rules, datetime="2026-02-14T10:30:00.000Z")

    assert turns(rules, rule("within_last", "datetime", value=span(amount, unit)), at("2026-02-14T10:30")) == [at(left)]


def test_a_time_that_the_clock_change_skips_or_repeats_turns_once(rules: Rules) -> None:
    skipped = rule("within_last", "datetime", value=span(1, "days"), zone="Europe/Paris")
    contact(rules, datetime="2026-03-28T01:30:00.000Z")  # 02:30, and there is no 02:30 on the 29th
    assert turns(rules, skipped, at("2026-03-28T02:00")) == [at("2026-03-29T01:30")]

    rules.conn.execute("UPDATE contacts SET attributes = jsonb_build_object('datetime', '2026-10-24T00:30:00.000Z')")
    assert turns(rules, skipped, at("2026-10-24T02:00")) == [at("2026-10-25T01:30")]


def test_midnight_that_comes_twice_begins_the_day_once(rules: Rules) -> None:
    contact(rules, date="2025-11-02")  # Havana: at 01:00 it is 00:00 again

    turned = turns(rules, rule("is_today", zone="America/Havana"), at("2025-10-01"))

    assert turned == [at("2025-11-02T04:00"), at("2025-11-03T05:00")]


def test_months_end_with_the_last_day_of_a_short_one(rules: Rules) -> None:
    contact(rules, date="2026-01-31")

    assert turns(rules, rule("within_last", value=span(1, "months")), at("2026-02-01")) == [at("2026-03-01T00:00")]


def test_a_birthday_on_29_february_is_on_the_28th_in_other_years(rules: Rules) -> None:
    contact(rules, date="2000-02-29")
    birthday = rule("anniversary_today", zone="Africa/Abidjan")

    assert turns(rules, birthday, at("2027-01-01")) == [
        at("2027-02-28"), at("2027-03-01"), at("2028-02-29"), at("2028-03-01"),
    ]  # fmt: skip


def test_a_week_is_from_monday_to_sunday(rules: Rules) -> None:
    contact(rules, date="1990-01-01")  # in 2027 a Friday, in 2028 a Saturday

    turned = turns(rules, rule("anniversary_this_week", zone="Africa/Abidjan"), at("2026-12-01"))

    assert turned == [at("2026-12-28"), at("2027-01-04"), at("2027-12-27"), at("2028-01-03")]


def test_a_month_of_birthdays_is_the_whole_month(rules: Rules) -> None:
    contact(rules, date="1990-12-31")

    turned = turns(rules, rule("anniversary_this_month", zone="Africa/Abidjan"), at("2026-11-15"))

    assert turned[:2] == [at("2026-12-01"), at("2027-01-01")]


def test_an_anniversary_is_near_before_the_turn_of_the_year_too(rules: Rules) -> None:
    contact(rules, date="1990-01-02")
    soon = rule("anniversary_within_next", value=span(1, "weeks"), zone="Africa/Abidjan")

    assert turns(rules, soon, at("2026-12-01"))[:2] == [at("2026-12-26"), at("2027-01-03")]


def test_a_day_of_the_month_that_few_months_have(rules: Rules) -> None:
    contact(rules, date="2026-01-31")
    payday = rule("day_of_month_is", value="today", zone="Africa/Abidjan")

    assert turns(rules, payday, at("2026-02-01"))[:3] == [at("2026-03-31"), at("2026-04-01"), at("2026-05-31")]


def test_a_rule_that_does_not_look_at_the_clock_has_no_boundary(rules: Rules) -> None:
    contact(rules, date="2026-01-31")

    assert rules.boundaries(rule("gt", value="2026-01-01")) == {}
    assert rules.boundaries(rule("day_of_month_is", value=31)) == {}
