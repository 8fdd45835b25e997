"""What became of contacts that were sent in bulk."""

from __future__ import annotations

from dataclasses import dataclass

from gomobile.client.models.base import Model
from gomobile.client.models.contacts import FieldProblem


@dataclass(frozen=True, kw_only=True)
class UpsertError(FieldProblem):
    """A contact, or one of its attribute values, that was refused; `index` counts from 0 in what was sent."""

    index: int


@dataclass(frozen=True, kw_only=True)
class UpsertResult(Model):
    """One request's contacts: each is created, updated, unchanged or failed."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    errors: tuple[UpsertError, ...] = ()

    @property
    def total(self) -> int:
        """All contacts of the request."""
        return self.created + self.updated + self.unchanged + self.failed


@dataclass(frozen=True, kw_only=True)
class UpsertReport:
    """All requests of an `upsert_many` so far.

    acknowledged: items of the input, from its first one, that the service has answered for without a gap:
        what `skip=` continues after. It includes those skipped now; the counts do not.
    errors: with `index` in the input; at most `keep_errors` of them
    errors_left_out: how many more there were
    latest: the result of the request just answered
    seconds: since the start
    """

    acknowledged: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    errors: tuple[UpsertError, ...] = ()
    errors_left_out: int = 0
    batches: int = 0
    seconds: float = 0.0
    latest: UpsertResult | None = None

    @property
    def total(self) -> int:
        """All contacts answered for."""
        return self.created + self.updated + self.unchanged + self.failed
