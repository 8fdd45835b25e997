"""What a check of `gomobile doctor` finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a check ended; only `wrong` makes the command fail."""

    good = "good"
    notice = "notice"
    wrong = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    name: str
    verdict: Verdict
    detail: str
    remedy: str | None = None


def gigabytes(size: int) -> str:
    """Return a number of bytes as people read it."""
    return f"{size / 1024**3:.1f} GB" if size >= 1024**3 else f"{size / 1024**2:.0f} MB"
