"""How many contacts can be called, the first reason why each of the others cannot, and how their number grew. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from gomobile.quality.conditions import Rules, callable_now, first_reasons

FirstReason = Literal["archived", "invalid_phone", "not_in_service", "unreachable", "suppressed"]
REASONS: tuple[FirstReason, ...] = get_args(FirstReason)
DAYS = 30
#: What is counted for this beside the numbers of the health page; the rest follows from those.
COUNTED: dict[str, Rules] = {f"first.{name}": first_reasons()[name] for name in ("not_in_service", "unreachable")}
_DAY = "created."


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the contacts; `rules` and `archived` open them in the list."""

    count: int
    rules: Rules | None
    archived: Literal["false", "true"] = "false"


@dataclass(frozen=True, slots=True)
class Day:
    """Contacts that were created on a day, and that there were at its end, of those of now."""

    day: date
    created: int
    total: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Every contact is in `callable` or in one of `reasons`: together they are `total`."""

    total: int
    callable: Part
    reasons: dict[FirstReason, Part]
    days: list[Day]
    duplicates: int
    computed_at: datetime
    refreshing: bool


def parts_of(counts: Mapping[str, int]) -> tuple[Part, dict[FirstReason, Part]]:
    """Who can be called and who not, of the numbers of the health page.

    Suppressed are those that are left: the parts add up, although numbers were counted one after the other.
    """
    found = {
        "invalid_phone": counts["phoneInvalid"],
        "not_in_service": counts["first.not_in_service"],
        "unreachable": counts["first.unreachable"],
    }
    callable_count = min(counts["callable"], counts["contacts"] - sum(found.values()))
    found["suppressed"] = counts["contacts"] - sum(found.values()) - callable_count
    rules = first_reasons()
    reasons: dict[FirstReason, Part] = {"archived": Part(counts["archived"], None, "true")}
    for name in REASONS[1:]:
        reasons[name] = Part(found[name], rules[name])
    return Part(callable_count, callable_now()), reasons


def kept_days(created: Mapping[date, int]) -> dict[str, int]:
    """Days as they are kept beside the other numbers."""
    return {f"{_DAY}{day.isoformat()}": count for day, count in created.items()}


def days_of(counts: Mapping[str, int], today: date) -> list[Day]:
    """The last days, the oldest first, as far as they were kept."""
    days = [today - timedelta(days=back) for back in range(DAYS)]
    found: list[Day] = []
    total = counts["contacts"]
    for day in days:
        created = counts.get(f"{_DAY}{day.isoformat()}", 0)
        found.append(Day(day, created, total))
        total -= created
    return found[::-1]


def first_id(now: datetime, zone: str) -> UUID:
    """The least id of a contact that was created within the last days."""
    began = now.astimezone(ZoneInfo(zone)).date() - timedelta(days=DAYS - 1)
    moment = datetime.combine(began, time(), ZoneInfo(zone))
    return UUID(int=int(moment.timestamp() * 1000) << 80)
