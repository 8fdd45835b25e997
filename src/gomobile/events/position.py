"""How far somebody has been told. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TEXT = re.compile(r"(\d{1,9})/(\d{1,18})/(\d{1,20}:\d{1,20}:[\d,]{0,8000})")


@dataclass(frozen=True, slots=True)
class Position:
    """A moment of the database: the era of the change feed, which transactions were visible (as PostgreSQL writes a
    snapshot), and the last line of the organization's audit log.
    """

    era: int
    snapshot: str
    sequence: int

    def encode(self) -> str:
        """The `id` of an event."""
        return f"{self.era}/{self.sequence}/{self.snapshot}"

    @classmethod
    def decode(cls, text: str) -> Position | None:
        """What `encode` gave; None for anything else."""
        found = _TEXT.fullmatch(text)
        return cls(int(found[1]), found[3], int(found[2])) if found else None
