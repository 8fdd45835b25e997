"""When a clean-up is due."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.quality.hygiene.schedule import Schedule, next_due

ZONES = st.sampled_from(["Africa/Casablanca", "Europe/Paris", "America/New_York", "Asia/Kathmandu", "UTC"])
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))
SCHEDULES = st.builds(Schedule, st.just(True), st.just("weekly"), st.integers(1, 7), st.integers(0, 23)) | st.builds(
    Schedule, st.just(True), st.just("monthly"), st.integers(1, 31), st.integers(0, 23)
)


@given(schedule=SCHEDULES, after=MOMENTS, zone=ZONES)
def test_it_is_the_next_moment_of_the_schedule(schedule: Schedule, after: datetime, zone: str) -> None:
    due = next_due(schedule, after, zone)
    local = due.astimezone(ZoneInfo(zone))

    assert after < due <= after + timedelta(days=8 if schedule.every == "weekly" else 32)
    # A clock change may skip the hour; then it is the next one, on the same day.
    assert local.hour == schedule.hour or local.hour == schedule.hour + 1
    if schedule.every == "weekly":
        assert local.isoweekday() == schedule.day
    else:
        assert local.day == min(schedule.day, calendar.monthrange(local.year, local.month)[1])


@given(schedule=SCHEDULES, after=MOMENTS, zone=ZONES)
def test_each_period_has_one(schedule: Schedule, after: datetime, zone: str) -> None:
    first = next_due(schedule, after, zone)
    second = next_due(schedule, first, zone)
    days = (second.astimezone(ZoneInfo(zone)).date() - first.astimezone(ZoneInfo(zone)).date()).days

    assert days == 7 if schedule.every == "weekly" else 28 <= days <= 31


@pytest.mark.parametrize(
    ("after", "due"),
    [
        # 2026-02-15 is when Morocco sets its clocks back for Ramadan, 2026-03-22 when it sets them forward again.
        ("2026-02-13T00:00:00+00:00", "2026-02-15T03:00:00+00:00"),
        ("2026-02-20T00:00:00+00:00", "2026-02-22T03:00:00+00:00"),
        ("2026-03-28T00:00:00+00:00", "2026-03-29T02:00:00+00:00"),
    ],
)
def test_the_hour_follows_the_clock_of_the_organization(after: str, due: str) -> None:
    sunday = Schedule(True, "weekly", 7, 3)

    assert next_due(sunday, datetime.fromisoformat(after), "Africa/Casablanca") == datetime.fromisoformat(due)
