"""`client.contacts.upsert` and `upsert_many`."""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Iterable
from contextlib import aclosing
from typing import Any

import anyio

from gomobile.client.errors import UpsertInterrupted
from gomobile.client.models.contact_input import contact_body
from gomobile.client.models.upsert import UpsertReport, UpsertResult
from gomobile.client.resources.methods import Awaiting, Blocking, Noun, method
from gomobile.client.resources.upsert_run import Batch, Cutter, UpsertRun, Writable, cut, cut_async
from gomobile.client.transport.request import Request, make_request
from gomobile.client.transport.steps import Call, Sleep, Steps

BATCH_SIZE = 500
KEPT_PROBLEMS = 10_000
PATIENCE = 10
"""Retries of a batch: with the waits between them about a minute, so that a service may restart meanwhile."""


class UpsertMethods(Noun):
    """Create or update contacts by their number."""

    @method
    def upsert(
        self, contacts: Iterable[Writable], *, results: bool = False, idempotency_key: str | None = None
    ) -> Steps[UpsertResult]:
        """Create or update 1 to 1,000 contacts in one request, matched by number.

        What is refused is in `errors`, the rest is done. Mappings may be spelled `first_name` or `firstName`.
        With `results` the answer tells the id of each contact and what became of it.
        """
        bodies = [contact_body(contact) for contact in contacts]
        request = _request(bodies, results=results, idempotency_key=idempotency_key)
        return self._ask(request, UpsertResult.from_json)

    def _upsert_batch(
        self, batch: Batch, run: UpsertRun, on_batch: Callable[[UpsertReport], Any] | None, max_retries: int
    ) -> Steps[None]:
        """Send one batch of a run when the allowance permits it, and report."""
        if (pause := run.pause()) > 0:
            yield Sleep(pause)
        try:
            request = _request(batch.contacts, max_retries=max_retries)
        except ValueError as error:
            raise ValueError(f"In the batch that starts at item {batch.start}: {error}") from error
        response = yield from self._send(request)
        run.note_allowance(response)
        report = run.merge(batch, UpsertResult.from_json(response.json()))
        if on_batch is not None:
            yield Call(on_batch, report)


class BlockingUpsert(UpsertMethods, Blocking):
    """`upsert_many` for the blocking client."""

    def upsert_many(
        self,
        contacts: Iterable[Writable],
        *,
        batch_size: int = BATCH_SIZE,
        on_batch: Callable[[UpsertReport], object] | None = None,
        skip: int = 0,
        max_retries: int = PATIENCE,
        keep_problems: int = KEPT_PROBLEMS,
    ) -> UpsertReport:
        """Create or update any number of contacts, in batches, as fast as the plan allows.

        contacts: read lazily: a generator over a million rows never has more than one batch in memory
        on_batch: called after each batch with the report so far; `acknowledged` is the number to keep
        skip: how many items of the input are done: the `acknowledged` of a run that was interrupted
        max_retries: of each batch
        keep_problems: how many refused values the report holds; `failed` counts all refused contacts

        Raises UpsertInterrupted, with the report, when service or input fail for good, and ValueError
        for sizes that make no sense.
        """
        cutter, run = Cutter(batch_size, skip), UpsertRun(skip, keep_problems)
        try:
            for batch in cut(contacts, cutter):
                self._session.run(self._upsert_batch(batch, run, on_batch, max_retries))
        except Exception as error:
            raise UpsertInterrupted(run.report, error) from error
        return run.report


class AwaitingUpsert(UpsertMethods, Awaiting):
    """`upsert_many` for the asynchronous client."""

    async def upsert_many(
        self,
        contacts: Iterable[Writable] | AsyncIterable[Writable],
        *,
        batch_size: int = BATCH_SIZE,
        on_batch: Callable[[UpsertReport], object] | None = None,
        skip: int = 0,
        max_retries: int = PATIENCE,
        keep_problems: int = KEPT_PROBLEMS,
        concurrency: int = 1,
    ) -> UpsertReport:
        """As the blocking one; the input may be an asynchronous iterable and `on_batch` a coroutine function.

        concurrency: batches under way at once. With more than one, which of two items of the same number wins
            is only certain when they are in one batch.
        """
        if concurrency < 1:
            raise ValueError(f"concurrency={concurrency} is not positive.")
        run = UpsertRun(skip, keep_problems)
        batches = cut_async(contacts, Cutter(batch_size, skip))
        turn = anyio.Lock()
        failures: list[Exception] = []

        async def work() -> None:
            while not failures:
                try:
                    async with turn:
                        batch = await anext(batches, None)
                    if batch is None:
                        return
                    await self._session.run(self._upsert_batch(batch, run, on_batch, max_retries))
                except Exception as error:
                    failures.append(error)

        async with aclosing(batches), anyio.create_task_group() as workers:
            for _ in range(concurrency):
                workers.start_soon(work)
        if failures:
            raise UpsertInterrupted(run.report, failures[0]) from failures[0]
        return run.report


def _request(contacts: list[dict[str, Any]], *, results: bool = False, **options: Any) -> Request:
    params = {"results": results or None}
    return make_request("POST", "/contact/upsert", params=params, json={"data": contacts}, **options)
