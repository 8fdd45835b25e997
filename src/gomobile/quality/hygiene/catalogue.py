"""Which clean-ups there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gomobile.db.pool import Connection
from gomobile.quality.hygiene import clean_ups
from gomobile.quality.hygiene.errors import CleanUpNotFound
from gomobile.quality.hygiene.schedule import Every, Schedule
from gomobile.quality.hygiene.step import Step, Task, Work


@dataclass(frozen=True, slots=True)
class CleanUp:
    """A clean-up: what it is for, when it runs unless an organization says otherwise, one step of it.

    schedule: None for one that only follows something else and is not offered
    """

    name: Task
    text: str
    step: Callable[[Connection, Work], Step]
    schedule: Schedule | None


def _at(every: Every, day: int, hour: int) -> Schedule:
    return Schedule(False, every, day, hour)


_ALL = (
    CleanUp(
        "archive_inactive",
        "Archive contacts without an update or a call for as long as the policy `archive` says.",
        clean_ups.archive_inactive,
        _at("monthly", 1, 3),
    ),
    CleanUp(
        "flag_invalid",
        f"Tag failing numbers as `{clean_ups.INVALID_TAG}`, as the policy `hygiene` says, and untag mended ones.",
        clean_ups.flag_invalid,
        _at("weekly", 1, 3),
    ),
    CleanUp(
        "recheck_phones",
        "Read every number again by the numbering plans of today.",
        clean_ups.recheck_phones,
        _at("monthly", 1, 2),
    ),
    CleanUp("refresh_duplicates", "Look for new duplicates.", clean_ups.refresh_duplicates, _at("weekly", 1, 4)),
    CleanUp(
        "attribute_check",
        "Count custom attribute values that do not fit their attribute any more. Changes nothing.",
        clean_ups.attribute_check,
        _at("monthly", 1, 4),
    ),
    CleanUp(
        "engagement_review",
        "Count who answered in 30 days, 60 to 90 days ago, not in 90 days, and who was never called. Changes nothing.",
        clean_ups.engagement_review,
        _at("monthly", 1, 5),
    ),
    CleanUp(
        "judge_reachability",
        "Apply changed rules of reachability to every contact.",
        clean_ups.judge_reachability,
        None,
    ),
)
CLEAN_UPS: dict[str, CleanUp] = {one.name: one for one in _ALL}


def find(name: str, *, offered: bool = False) -> CleanUp:
    """A clean-up by its name; `offered`: one that people may start and schedule. Raises CleanUpNotFound."""
    found = CLEAN_UPS.get(name)
    if found is None or (offered and found.schedule is None):
        names = ", ".join(one.name for one in _ALL if one.schedule)
        raise CleanUpNotFound(f"There is no clean-up {name[:64]!r}; there are {names}.")
    return found
