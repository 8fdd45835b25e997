"""When a clean-up is due. Pure."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from gomobile.errors import FieldError, InvalidInput

Every = Literal["weekly", "monthly"]
_DAYS = {"weekly": 7, "monthly": 31}


@dataclass(frozen=True, slots=True)
class Schedule:
    """Once a week or a month, at an hour of the organization's zone.

    day: of a weekly one 1 (Monday) to 7, of a monthly one 1 to 31, the last day where a month is shorter
    """

    enabled: bool
    every: Every
    day: int
    hour: int


def next_due(schedule: Schedule, after: datetime, time_zone: str) -> datetime:
    """The first moment after `after`, in UTC. An hour that a clock change skips is taken an hour later."""
    zone = ZoneInfo(time_zone)
    day = after.astimezone(zone).date() - timedelta(days=1)
    for _ in range(64):
        if _falls(schedule, day):
            due = datetime.combine(day, time(schedule.hour), zone).astimezone(UTC)
            if due > after:
                return due
        day += timedelta(days=1)
    raise AssertionError("unreachable: two months hold every day of a week and of a month")


def _falls(schedule: Schedule, day: date) -> bool:
    if schedule.every == "weekly":
        return day.isoweekday() == schedule.day
    return day.day == min(schedule.day, calendar.monthrange(day.year, day.month)[1])


def changed(current: Schedule, given: dict[str, Any]) -> Schedule:
    """`current` with what a caller gave. Raises InvalidInput naming each refused field."""
    values = {"enabled": current.enabled, "every": current.every, "day": current.day, "hour": current.hour, **given}
    errors = []
    if type(values["enabled"]) is not bool:
        errors.append(FieldError("enabled", "type", "enabled is true or false."))
    if values["every"] not in get_args(Every):
        errors.append(FieldError("every", "enum", "every is weekly or monthly.", {"options": list(get_args(Every))}))
    most = _DAYS.get(values["every"], 31)
    if type(values["day"]) is not int or not 1 <= values["day"] <= most:
        text = f"day is 1 to {most}: " + ("1 is Monday." if most == 7 else "a day of the month.")
        errors.append(FieldError("day", "range", text, {"min": 1, "max": most}))
    if type(values["hour"]) is not int or not 0 <= values["hour"] <= 23:
        errors.append(FieldError("hour", "range", "hour is 0 to 23.", {"min": 0, "max": 23}))
    if errors:
        raise InvalidInput(errors)
    return Schedule(**values)
