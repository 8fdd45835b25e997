"""Work that goes on in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gomobile.client.models.base import Model

UNDER_WAY = frozenset({"validating", "queued", "running", "undoing"})


@dataclass(frozen=True, kw_only=True)
class Job(Model):
    """An import, a bulk action, or a search for duplicates.

    error: `{code, message}` of one that failed
    """

    id: str
    status: str
    error: Mapping[str, Any] | None = None

    @property
    def under_way(self) -> bool:
        """Whether something is still being done."""
        return self.status in UNDER_WAY

    @property
    def failed(self) -> bool:
        """Whether it ended in an error; what was done before that is kept."""
        return self.status == "failed"
