"""`client.duplicates`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import IO, Any, Literal

from gomobile.client.models.duplicates import DuplicatePair, DuplicateRun, SimilarNumbers
from gomobile.client.models.page import Page
from gomobile.client.resources.files import saved
from gomobile.client.resources.methods import Awaiting, Blocking, Noun, iterator, method
from gomobile.client.resources.pages import walk_entries
from gomobile.client.resources.waiting import wait_for
from gomobile.client.transport.request import Id, make_request, path
from gomobile.client.transport.steps import Emits, Steps

BASE = "duplicates"
PairStatus = Literal["open", "skipped", "dismissed", "merged"]
SimilarKind = Literal["one_digit", "swapped", "same_tail"]


class DuplicateMethods(Noun):
    """Find contacts that may be one person, and decide about them."""

    @method
    def scan(self, *, full: bool = False, idempotency_key: str | None = None) -> Steps[DuplicateRun]:
        """Search in the background, see `wait`: what changed since the last scan, or with `full` every contact.

        Raises Conflict while another scan waits or works.
        """
        request = make_request("POST", path(BASE, "runs"), json={"full": full}, idempotency_key=idempotency_key)
        return self._ask(request, DuplicateRun.from_json)

    @method
    def list(
        self,
        *,
        status: PairStatus = "open",
        min_score: float = 0.0,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Steps[Page[DuplicatePair]]:
        """A page of pairs, the likeliest first; those that were skipped are open too, and last."""
        return self._page({"status": status, "minScore": min_score, "limit": limit, "cursor": cursor})

    @iterator
    def iterate(self, *, status: PairStatus = "open", min_score: float = 0.0, limit: int = 100) -> Emits[DuplicatePair]:
        """Every pair, the likeliest first."""
        params = {"status": status, "minScore": min_score, "limit": limit}
        return walk_entries(lambda opening: self._page(params | opening))

    @method
    def dismiss(self, left: Id, right: Id, *, idempotency_key: str | None = None) -> Steps[DuplicatePair]:
        """Two persons: the pair is never asked about again. Raises Conflict when it was decided already."""
        return self._decide(left, right, "dismiss", idempotency_key)

    @method
    def skip(self, left: Id, right: Id, *, idempotency_key: str | None = None) -> Steps[DuplicatePair]:
        """Ask about the pair later."""
        return self._decide(left, right, "skip", idempotency_key)

    @method
    def reopen(self, left: Id, right: Id, *, idempotency_key: str | None = None) -> Steps[DuplicatePair]:
        """Ask again about a pair that was dismissed or skipped."""
        return self._decide(left, right, "reopen", idempotency_key)

    @method
    def merge(
        self,
        left: Id,
        right: Id,
        *,
        survivor: Id | None = None,
        choices: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[str]:
        """One person: the contacts of a pair become one, the older unless `survivor` says; returns the merge's id.

        choices: as of `merges.merge`. `merges.unmerge(id)` takes it back.
        """
        given = {"left": str(left), "right": str(right), "survivor": survivor and str(survivor), "choices": choices}
        body = {name: value for name, value in given.items() if value is not None}
        request = make_request("POST", path(BASE, "merge"), json=body, idempotency_key=idempotency_key)
        return self._ask(request, lambda answer: str(answer["mergeId"]))

    @method
    def accept(
        self, min_score: float, *, expected_count: int, idempotency_key: str | None = None
    ) -> Steps[DuplicateRun]:
        """Merge every open pair from a score on, in the background; see `wait`. Each merge can be undone.

        expected_count: how many pairs those are, the `total` of `list`; raises Conflict when they are not any more
        """
        body = {"minScore": min_score, "expectedCount": expected_count}
        request = make_request("POST", path(BASE, "accept"), json=body, idempotency_key=idempotency_key)
        return self._ask(request, DuplicateRun.from_json)

    @method
    def runs(self, *, page: int | None = None, limit: int | None = None) -> Steps[Page[DuplicateRun]]:
        """A page of scans and acceptances, newest first."""
        request = make_request("GET", path(BASE, "runs"), params={"page": page, "limit": limit})
        return self._ask(request, lambda answer: Page.from_json(answer, DuplicateRun.from_json))

    @method
    def run(self, id: Id) -> Steps[DuplicateRun]:
        """One scan or acceptance: how far it is, and what it did."""
        return self._run(id)

    @method
    def cancel(self, id: Id, *, idempotency_key: str | None = None) -> Steps[DuplicateRun]:
        """Stop a run at its next resting point; what it found or merged stays."""
        request = make_request("POST", path(BASE, "runs", id, "cancel"), idempotency_key=idempotency_key)
        return self._ask(request, DuplicateRun.from_json)

    @method
    def wait(
        self, id: Id, *, on_progress: Callable[[DuplicateRun], object] | None = None, timeout: float | None = None
    ) -> Steps[DuplicateRun]:
        """Wait until a run has ended, and return its last state.

        `on_progress` is called with each state seen. Raises JobFailed, or WaitTimeout after `timeout` seconds.
        """
        return wait_for(lambda: self._run(id), on_progress, timeout)

    @iterator
    def similar_numbers(self, *, kind: SimilarKind | None = None, limit: int = 100) -> Emits[SimilarNumbers]:
        """Numbers that differ in one digit, two swapped ones or only in their beginning, as of the last scan."""

        def ask(opening: Mapping[str, Any]) -> Steps[Page[SimilarNumbers]]:
            params = {"kind": kind, "limit": limit, **opening}
            request = make_request("GET", path(BASE, "similar-numbers"), params=params)
            return self._ask(request, lambda answer: Page.from_json(answer, SimilarNumbers.from_json))

        return walk_entries(ask)

    @method
    def export_similar_numbers(
        self, to: str | os.PathLike[str] | IO[bytes], *, kind: SimilarKind | None = None
    ) -> Steps[int]:
        """Save the similar numbers as a CSV file; returns its size."""
        request = make_request("GET", path(BASE, "similar-numbers", "export"), params={"kind": kind})
        return saved(request, to, self._policy)

    def _run(self, id: Id) -> Steps[DuplicateRun]:
        return self._ask(make_request("GET", path(BASE, "runs", id)), DuplicateRun.from_json)

    def _page(self, params: Mapping[str, Any]) -> Steps[Page[DuplicatePair]]:
        request = make_request("GET", path(BASE), params=params)
        return self._ask(request, lambda answer: Page.from_json(answer, DuplicatePair.from_json))

    def _decide(self, left: Id, right: Id, verb: str, idempotency_key: str | None) -> Steps[DuplicatePair]:
        request = make_request("POST", path(BASE, left, right, verb), idempotency_key=idempotency_key)
        return self._ask(request, DuplicatePair.from_json)


class Duplicates(DuplicateMethods, Blocking):
    """Contacts of the organization that may be one person."""


class AsyncDuplicates(DuplicateMethods, Awaiting):
    """Contacts of the organization that may be one person."""
