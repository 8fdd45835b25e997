"""Moments as callers write them: with a zone, or a day of the organization's. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read_moment(raw: object) -> datetime | None:
    """ISO 8601 with an offset or `Z`, as UTC; None for anything else."""
    if not isinstance(raw, str) or len(raw) > 40:
        return None
    try:
        found = datetime.fromisoformat(raw.strip())
        return found.astimezone(UTC) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def read_end(raw: object, time_zone: str) -> datetime | None:
    """When something ends: a moment, or a day (`2026-12-31`), which is meant to its end; None for anything else."""
    if isinstance(raw, str) and _DAY.fullmatch(raw.strip()):
        try:
            day = datetime.fromisoformat(raw.strip()) + timedelta(days=1)
            return day.replace(tzinfo=ZoneInfo(time_zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            return None
    return read_moment(raw)
