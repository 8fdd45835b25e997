"""The course of an `upsert_many`: batches cut from any input, results merged, pauses. No I/O."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gomobile.client.models.contact_input import ContactInput, contact_body
from gomobile.client.models.contacts import Contact
from gomobile.client.models.upsert import UpsertProblem, UpsertReport, UpsertResult
from gomobile.client.transport.request import Response

LARGEST_BATCH = 1000
PROBLEMS = "errors", "attribute_errors", "warnings"
Writable = Mapping[str, Any] | ContactInput | Contact


@dataclass(frozen=True, slots=True)
class Batch:
    """Contacts for one request, and the index of the first one in the input."""

    start: int
    contacts: list[dict[str, Any]]

    @property
    def end(self) -> int:
        """The index after the last one."""
        return self.start + len(self.contacts)


@dataclass(slots=True)
class Cutter:
    """Cuts batches: items go in one by one, a full batch comes out; the first `skip` items are let pass.

    Raises ValueError for a size or skip that makes no sense.
    """

    size: int
    skip: int
    _index: int = 0
    _waiting: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not 1 <= self.size <= LARGEST_BATCH:
            raise ValueError(f"batch_size={self.size} is not from 1 to {LARGEST_BATCH}.")
        if self.skip < 0:
            raise ValueError(f"skip={self.skip} is negative.")

    def add(self, contact: Writable) -> Batch | None:
        """Take the next item; raises TypeError, naming its index, for what is no contact."""
        index = self._index
        self._index += 1
        if index < self.skip:
            return None
        try:
            self._waiting.append(contact_body(contact))
        except TypeError as error:
            raise TypeError(f"Item {index}: {error}") from error
        return self.rest() if len(self._waiting) == self.size else None

    def rest(self) -> Batch | None:
        """What is left at the end of the input."""
        if not self._waiting:
            return None
        batch = Batch(self._index - len(self._waiting), self._waiting)
        self._waiting = []
        return batch


@dataclass(slots=True)
class UpsertRun:
    """What is known while batches are under way, several at once if so wished."""

    skip: int
    keep_problems: int
    clock: Callable[[], float] = time.monotonic
    report: UpsertReport = field(init=False)
    _started: float = field(init=False)
    _ahead: dict[int, int] = field(default_factory=dict)
    _free_at: float = 0.0

    def __post_init__(self) -> None:
        self._started = self.clock()
        self.report = UpsertReport(acknowledged=self.skip)

    def merge(self, batch: Batch, result: UpsertResult) -> UpsertReport:
        """Add a batch that was answered; batches may come back in any order."""
        before, latest = self.report, _placed(result, batch.start)
        kept = {name: self._kept(getattr(before, name), getattr(latest, name)) for name in PROBLEMS}
        told = sum(len(getattr(latest, name)) for name in PROBLEMS)
        kept_now = sum(len(kept[name]) - len(getattr(before, name)) for name in PROBLEMS)
        self.report = UpsertReport(
            acknowledged=self._acknowledge(batch),
            created=before.created + latest.created,
            updated=before.updated + latest.updated,
            unchanged=before.unchanged + latest.unchanged,
            failed=before.failed + latest.failed,
            problems_left_out=before.problems_left_out + told - kept_now,
            duplicates=before.duplicates + len(latest.duplicates),
            batches=before.batches + 1,
            seconds=self.clock() - self._started,
            latest=latest,
            **kept,
        )
        return self.report

    def note_allowance(self, response: Response) -> None:
        """Remember to pause when the answer used up the allowance, rather than run into a refusal."""
        allowance = response.rate_limit
        if allowance is not None and allowance.remaining <= 0:
            self._free_at = self.clock() + allowance.renews_in

    def pause(self) -> float:
        """Seconds to wait before the next request."""
        return max(0.0, self._free_at - self.clock())

    def _kept(self, before: tuple[UpsertProblem, ...], told: tuple[UpsertProblem, ...]) -> tuple[UpsertProblem, ...]:
        return before + told[: self.keep_problems - len(before)] if told else before

    def _acknowledge(self, batch: Batch) -> int:
        """How far the input is answered for without a gap, now that this batch is."""
        self._ahead[batch.start] = batch.end
        reached = self.report.acknowledged
        while reached in self._ahead:
            reached = self._ahead.pop(reached)
        return reached


def _placed(result: UpsertResult, start: int) -> UpsertResult:
    """A result with indexes in the whole input."""

    def moved(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(entry, index=start + entry.index) for entry in entries)

    duplicates = (replace(entry, superseded_by=start + entry.superseded_by) for entry in result.duplicates)
    return replace(
        result,
        duplicates=moved(tuple(duplicates)),
        **{name: moved(getattr(result, name)) for name in PROBLEMS},
    )


def cut(contacts: Iterable[Writable], cutter: Cutter) -> Iterator[Batch]:
    """Batches of an iterable, none read ahead."""
    for contact in contacts:
        if batch := cutter.add(contact):
            yield batch
    if batch := cutter.rest():
        yield batch


async def cut_async(
    contacts: Iterable[Writable] | AsyncIterable[Writable], cutter: Cutter
) -> AsyncGenerator[Batch, None]:
    """The same of an iterable of either kind."""
    if isinstance(contacts, Iterable):
        for batch in cut(contacts, cutter):
            yield batch
        return
    async for contact in contacts:
        if batch := cutter.add(contact):
            yield batch
    if batch := cutter.rest():
        yield batch
