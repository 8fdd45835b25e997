"""What became of contacts that were sent in bulk."""

from __future__ import annotations

from dataclasses import dataclass

from gomobile.client.models.base import Model
from gomobile.client.models.contacts import FieldProblem


@dataclass(frozen=True, kw_only=True)
class UpsertProblem(FieldProblem):
    """A refused value, and the contact it came with: `index` counts from 0 in what was sent."""

    index: int


@dataclass(frozen=True, kw_only=True)
class Duplicate(Model):
    """A contact that a later one of the same number, in the same request, has superseded."""

    index: int
    superseded_by: int


@dataclass(frozen=True, kw_only=True)
class UpsertedContact(Model):
    """What became of one contact: `created`, `updated`, `unchanged`, `superseded` or `failed`."""

    index: int
    status: str
    id: str | None = None


@dataclass(frozen=True, kw_only=True)
class UpsertResult(Model):
    """One request's contacts: each is created, updated, unchanged or failed.

    errors: all that is wrong with those that failed
    attribute_errors: attribute values that were refused although their contact was written
    warnings: values of which only a part was understood
    duplicates: counted as unchanged
    results: one per contact, when asked for
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    errors: tuple[UpsertProblem, ...] = ()
    attribute_errors: tuple[UpsertProblem, ...] = ()
    warnings: tuple[UpsertProblem, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    results: tuple[UpsertedContact, ...] = ()

    @property
    def total(self) -> int:
        """All contacts of the request."""
        return self.created + self.updated + self.unchanged + self.failed


@dataclass(frozen=True, kw_only=True)
class UpsertReport:
    """All requests of an `upsert_many` so far.

    acknowledged: items of the input, from its first one, that the service has answered for without a gap:
        what `skip=` continues after. It includes those skipped now; the counts do not.
    errors, attribute_errors, warnings: as of UpsertResult, with the `index` in the input; at most
        `keep_problems` of each, `problems_left_out` counts the others
    duplicates: how many were superseded by a later one in the same batch
    latest: the result of the request just answered, with indexes in the input
    seconds: since the start
    """

    acknowledged: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    errors: tuple[UpsertProblem, ...] = ()
    attribute_errors: tuple[UpsertProblem, ...] = ()
    warnings: tuple[UpsertProblem, ...] = ()
    problems_left_out: int = 0
    duplicates: int = 0
    batches: int = 0
    seconds: float = 0.0
    latest: UpsertResult | None = None

    @property
    def total(self) -> int:
        """All contacts answered for."""
        return self.created + self.updated + self.unchanged + self.failed
