"""Bulk upserts: batches, pauses, reports and resumption."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator, Iterator

import anyio
import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.client import AsyncGomobile, UpsertInterrupted, UpsertReport, UpsertResult
from gomobile.client.resources.upsert_run import Batch, Cutter, UpsertRun, cut
from tests.client.script import answer, refusal, script


def rows(count: int) -> Iterator[dict[str, str]]:
    return ({"primary_phone": f"+2126{at:08}"} for at in range(count))


def done(request: httpx2.Request, **headers: str) -> httpx2.Response:
    """The answer of a service that created every contact."""
    return answer(json={"created": len(json.loads(request.content)["data"]), "errors": []}, **headers)


@given(count=st.integers(0, 60), size=st.integers(1, 17), skip=st.integers(0, 70))
def test_batches_hold_every_item_once_in_order(count: int, size: int, skip: int) -> None:
    batches = list(cut(rows(count), Cutter(size, skip)))
    sent = [contact["primaryPhone"] for batch in batches for contact in batch.contacts]
    assert sent == [row["primary_phone"] for row in list(rows(count))[skip:]]
    assert all(1 <= len(batch.contacts) <= size for batch in batches)
    assert [batch.start for batch in batches] == list(range(skip, max(count, skip), size))


@given(sizes=st.lists(st.integers(1, 9), max_size=12), skip=st.integers(0, 5), data=st.data())
def test_acknowledged_is_the_gapless_start_whatever_the_order(sizes: list[int], skip: int, data: st.DataObject) -> None:
    starts = itertools.accumulate(sizes, initial=skip)
    batches = [Batch(start, [{}] * size) for start, size in zip(starts, sizes, strict=False)]
    run = UpsertRun(skip, keep_problems=0)
    answered = set(range(skip))
    for batch in data.draw(st.permutations(batches)):
        report = run.merge(batch, UpsertResult(created=len(batch.contacts)))
        answered |= set(range(batch.start, batch.end))
        gap = next(at for at in range(len(answered) + 1) if at not in answered)
        assert report.acknowledged == gap
    assert run.report.created == run.report.acknowledged - skip == sum(sizes)


def test_input_is_read_one_batch_at_a_time() -> None:
    read = 0
    seen: list[int] = []

    def source() -> Iterator[dict[str, str]]:
        nonlocal read
        for row in rows(1000):
            read += 1
            yield row

    service = script(*[done_of(100)] * 10)
    service.client().contacts.upsert_many(source(), batch_size=100, on_batch=lambda _: seen.append(read))
    assert seen == list(range(100, 1001, 100))


def done_of(created: int, **headers: str) -> httpx2.Response:
    return answer(json={"created": created, "errors": []}, **headers)


def test_the_report_adds_up_with_indexes_of_the_input() -> None:
    error = {"index": 1, "field": "primaryPhone", "value": "12", "code": "minLength", "message": "Too short."}
    first = answer(json={"created": 2, "updated": 1, "unchanged": 0, "failed": 1, "errors": [{**error, "index": 3}]})
    second = answer(json={"created": 0, "updated": 0, "unchanged": 1, "failed": 1, "errors": [error]})
    reports: list[UpsertReport] = []
    report = script(first, second).client().contacts.upsert_many(rows(6), batch_size=4, on_batch=reports.append)
    assert (report.created, report.updated, report.unchanged, report.failed) == (2, 1, 1, 2)
    assert report.total == report.acknowledged == 6
    assert [(problem.index, problem.code) for problem in report.errors] == [
        (3, "minLength"),
        (5, "minLength"),
    ]
    assert [seen.acknowledged for seen in reports] == [4, 6]
    assert reports[1].latest is not None
    assert [problem.index for problem in reports[1].latest.errors] == [5]


def test_a_million_refusals_do_not_fill_the_memory() -> None:
    errors = [{"index": at, "code": "required", "message": "No phone."} for at in range(4)]
    answers = [answer(json={"failed": 4, "errors": errors}) for _ in range(3)]
    report = script(*answers).client().contacts.upsert_many(rows(12), batch_size=4, keep_problems=6)
    assert report.failed == 12
    assert [problem.index for problem in report.errors] == [0, 1, 2, 3, 4, 5]
    assert report.problems_left_out == 6


def test_a_used_up_allowance_is_waited_out_before_the_next_request() -> None:
    limits = {"x_ratelimit_limit": "2", "x_ratelimit_reset": "4102444800"}
    dated = {"date": "Thu, 31 Dec 2099 23:59:59 GMT", **limits}
    service = script(
        done_of(1, x_ratelimit_remaining="1", **dated),
        done_of(1, x_ratelimit_remaining="0", **dated),
        done_of(1, x_ratelimit_remaining="1", **dated),
    )
    service.client().contacts.upsert_many(rows(3), batch_size=1)
    assert len(service.slept) == 1
    assert 0.9 < service.slept[0] <= 1.0


def test_an_outage_of_a_minute_does_not_end_the_run() -> None:
    service = script(*[httpx2.ConnectError("refused")] * 10, done_of(1))
    report = service.client(max_retries=0).contacts.upsert_many(rows(1))
    assert report.created == 1
    assert sum(service.slept) > 35


def test_skip_continues_where_an_interrupted_run_was() -> None:
    with pytest.raises(UpsertInterrupted) as caught:
        script(done_of(3), refusal(403, "FORBIDDEN")).client().contacts.upsert_many(rows(8), batch_size=3)
    reached = caught.value.report.acknowledged
    service = script(done_of(3), done_of(2))
    report = service.client().contacts.upsert_many(rows(8), batch_size=3, skip=reached)
    sent = [row["primaryPhone"] for request in service.requests for row in json.loads(request.content)["data"]]
    assert sent == [row["primary_phone"] for row in list(rows(8))[3:]]
    assert (report.acknowledged, report.created) == (8, 5)


def test_an_input_that_breaks_leaves_a_report() -> None:
    def source() -> Iterator[dict[str, str]]:
        yield from rows(2)
        raise OSError("the CRM hung up")

    with pytest.raises(UpsertInterrupted, match="the CRM hung up") as caught:
        script(done_of(2)).client().contacts.upsert_many(source(), batch_size=2)
    assert caught.value.report.acknowledged == 2


def test_a_nan_is_named_and_nothing_is_guessed() -> None:
    table = [{"primary_phone": "0612345678"}, {"primary_phone": "0612345679", "city": float("nan")}]
    with pytest.raises(ValueError, match=r"data\[1\].city: nan cannot be sent"):
        script().client().contacts.upsert(table)
    with pytest.raises(UpsertInterrupted, match=r"starts at item 1: data\[0\].city: nan"):
        script(done_of(1)).client().contacts.upsert_many(table, batch_size=1)


def test_an_item_that_is_no_contact_is_named() -> None:
    with pytest.raises(UpsertInterrupted, match="Item 1: A contact is a mapping"):
        script().client().contacts.upsert_many([{"primary_phone": "0612345678"}, "0612345679"])  # type: ignore[list-item]


@pytest.mark.parametrize("options", [{"batch_size": 0}, {"batch_size": 1001}, {"skip": -1}])
def test_options_that_make_no_sense_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"batch_size|skip"):
        script().client().contacts.upsert_many(rows(1), **options)


@pytest.mark.anyio
async def test_the_asynchronous_run_takes_either_kind_of_input_and_callback() -> None:
    async def source() -> AsyncIterator[dict[str, str]]:
        for row in rows(5):
            yield row

    seen: list[int] = []

    async def note(report: UpsertReport) -> None:
        await anyio.sleep(0)
        seen.append(report.acknowledged)

    async with script(done_of(2), done_of(2), done_of(1)).async_client() as client:
        report = await client.contacts.upsert_many(source(), batch_size=2, on_batch=note)
    assert seen == [2, 4, 5]
    assert report.created == 5
    async with script(done_of(5)).async_client() as client:
        assert (await client.contacts.upsert_many(rows(5))).created == 5


@pytest.mark.anyio
async def test_batches_go_out_together_and_all_come_back() -> None:
    under_way = most = 0

    class Slow(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            await anyio.sleep(0.01)
            under_way -= 1
            return done(request)

    async with AsyncGomobile("key", transport=Slow()) as client:
        report = await client.contacts.upsert_many(rows(50), batch_size=5, concurrency=3)
    assert most == 3
    assert (report.created, report.acknowledged, report.batches) == (50, 50, 10)


@pytest.mark.anyio
async def test_one_failure_ends_all_workers_with_what_was_acknowledged() -> None:
    class Failing(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            phones = [row["primaryPhone"] for row in json.loads(request.content)["data"]]
            await anyio.sleep(0.02 if phones[0].endswith("0") else 0)
            return refusal(403, "FORBIDDEN") if phones[0].endswith("4") else done(request)

    async with AsyncGomobile("key", transport=Failing()) as client:
        with pytest.raises(UpsertInterrupted) as caught:
            await client.contacts.upsert_many(rows(1000), batch_size=2, concurrency=2)
    assert caught.value.report.acknowledged == 4
    assert caught.value.report.batches < 10
