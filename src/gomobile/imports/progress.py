"""How far an import is. Pure values."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gomobile.imports import answers

Status = Literal[
    "uploaded", "validating", "validated", "queued", "running", "completed", "cancelled", "failed", "undoing", "undone"
]
Phase = Literal[Status, "reading", "comparing", "writing"]


@dataclass(slots=True)
class Counts:
    """What became of rows; every row is in exactly one of the five outcomes."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    merged: int = 0
    rejected: int = 0
    attribute_errors: int = 0

    def add(self, other: Counts) -> None:
        """Add another count to this one."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def plus(self, other: Counts) -> Counts:
        """Both counts together."""
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__})

    def minus(self, other: Counts) -> Counts:
        """What this count has more than the other."""
        return Counts(**{name: getattr(self, name) - getattr(other, name) for name in self.__dataclass_fields__})

    def check(self, rows: int) -> None:
        """Assert that nothing was lost: the outcomes add up to `rows`."""
        total = self.created + self.updated + self.unchanged + self.merged + self.rejected
        if not self.rows == rows == total:
            raise AssertionError(f"the outcomes of an import add up to {total} of {rows} rows ({asdict(self)})")

    def to_json(self) -> answers.ImportCounts:
        """As the API shows them."""
        return {
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "merged": self.merged,
            "rejected": self.rejected,
            "attributeErrors": self.attribute_errors,
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of a running import. `seconds` of work so far, over all its runs."""

    phase: Phase
    rows_done: int
    rows_total: int | None
    seconds: float
    counts: Counts = field(default_factory=Counts)

    @property
    def rate(self) -> float:
        """Rows per second."""
        return self.rows_done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """At this rate; None while nothing can be said."""
        if not self.rows_total or not self.rate:
            return None
        return max(0.0, (self.rows_total - self.rows_done) / self.rate)

    def to_json(self) -> answers.ImportProgress:
        """As the API shows it."""
        left = self.seconds_left
        return {
            "phase": self.phase,
            "rowsDone": self.rows_done,
            "rowsTotal": self.rows_total,
            "seconds": round(self.seconds, 2),
            "rowsPerSecond": round(self.rate),
            "secondsLeft": None if left is None else round(left, 1),
        }
