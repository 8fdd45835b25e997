"""When the client tries again, told by the requests that arrive and the waits between them."""

from __future__ import annotations

import io
from email.utils import format_datetime

import httpx2
import pytest

from gomobile.client import (
    BadRequest,
    Conflict,
    ConnectionFailed,
    RateLimited,
    ServerError,
    Timeout,
)
from gomobile.clock import now
from tests.client.script import ME, answer, refusal, script

CONTACT = {"id": "c1", "primaryPhone": "+212612345678"}
SAVED = {"contact": CONTACT, "attributeErrors": []}


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_an_answer_that_passes_is_waited_out(status: int) -> None:
    service = script(refusal(status, "BUSY"), refusal(status, "BUSY"), answer(json=ME))
    assert service.client().me().role == "admin"
    assert len(service.slept) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 412, 422, 500, 501])
def test_an_answer_that_stays_is_not_asked_for_again(status: int) -> None:
    service = script(refusal(status, "NO"))
    with pytest.raises(Exception, match="NO happened"):
        service.client().me()
    assert len(service.requests) == 1


def test_waits_double_with_jitter_up_to_a_cap() -> None:
    service = script(*[refusal(503, "UNAVAILABLE")] * 8)
    with pytest.raises(ServerError):
        service.client(max_retries=7).me()
    for wait, full in zip(service.slept, [0.5, 1, 2, 4, 8, 8, 8], strict=True):
        assert 0.75 * full <= wait <= full


def test_retry_after_in_seconds_is_obeyed() -> None:
    service = script(refusal(429, "RATE_LIMITED", {"Retry-After": "7"}), answer(json=ME))
    service.client().me()
    assert 7 <= service.slept[0] <= 7.25


def test_retry_after_as_a_date_is_counted_on_the_service_clock() -> None:
    here = now()
    headers = {
        "Date": format_datetime(here.replace(year=here.year - 1), usegmt=True),
        "Retry-After": format_datetime(here.replace(year=here.year - 1, microsecond=0), usegmt=True),
    }
    service = script(refusal(503, "UNAVAILABLE", headers), answer(json=ME))
    service.client().me()
    assert service.slept[0] <= 1.25


@pytest.mark.parametrize("text", ["soon", "-5", "", "1e9", "Mon, 32 Jan 2026 00:00:00 GMT"])
def test_an_unreadable_retry_after_falls_back_to_the_usual_wait(text: str) -> None:
    service = script(answer(503, {}, retry_after=text), answer(json=ME))
    service.client().me()
    assert 0.375 <= service.slept[0] <= 0.5


def test_a_wait_of_hours_is_the_callers_decision() -> None:
    service = script(refusal(429, "RATE_LIMITED", {"Retry-After": "7200"}))
    with pytest.raises(RateLimited) as caught:
        service.client().me()
    assert caught.value.retry_after == 7200
    assert service.slept == []


def test_max_retries_bounds_the_attempts() -> None:
    service = script(*[refusal(429, "RATE_LIMITED", {"Retry-After": "1"})] * 3)
    with pytest.raises(RateLimited):
        service.client(max_retries=2).me()
    assert len(service.requests) == 3
    with pytest.raises(RateLimited):
        script(refusal(429, "RATE_LIMITED")).client(max_retries=0).me()


def test_a_post_keeps_its_idempotency_key_and_body_over_all_attempts() -> None:
    lost = httpx2.ReadError("reset by peer")
    service = script(lost, refusal(409, "IDEMPOTENCY_IN_PROGRESS"), answer(201, SAVED))
    service.client().contacts.create("0612345678", first_name="Amina")
    keys = {request.headers["idempotency-key"] for request in service.requests}
    bodies = {request.content for request in service.requests}
    assert len(service.requests) == 3
    assert len(keys) == len(bodies) == 1


def test_each_post_has_another_key_unless_one_is_given() -> None:
    service = script(*[answer(201, SAVED) for _ in range(3)])
    client = service.client()
    client.contacts.create("0612345678")
    client.contacts.create("0612345678")
    client.contacts.create("0612345678", idempotency_key="order-17")
    first, second, third = (request.headers["idempotency-key"] for request in service.requests)
    assert first != second
    assert third == "order-17"


def test_another_conflict_is_raised_at_once() -> None:
    service = script(refusal(409, "CONTACT_EXISTS", params={"existingContactId": "c9"}))
    with pytest.raises(Conflict) as caught:
        service.client().contacts.create("0612345678")
    assert caught.value.existing_contact_id == "c9"
    assert len(service.requests) == 1


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (httpx2.ConnectError("refused"), ConnectionFailed),
        (httpx2.RemoteProtocolError("hung up"), ConnectionFailed),
        (httpx2.ReadTimeout("slow"), Timeout),
        (httpx2.ConnectTimeout("slow"), Timeout),
    ],
)
def test_a_broken_connection_is_tried_again_and_then_raised(failure: Exception, kind: type[Exception]) -> None:
    service = script(failure, answer(json=ME))
    assert service.client().me().id == "k1"
    service = script(*[failure] * 5)
    with pytest.raises(kind) as caught:
        service.client().me()
    assert isinstance(caught.value.__cause__, type(failure))
    assert len(service.requests) == 5


def test_an_update_with_if_match_is_not_repeated_when_it_may_have_arrived() -> None:
    service = script(httpx2.ReadTimeout("slow"))
    with pytest.raises(Timeout):
        service.client().contacts.update("c1", city="Rabat", if_match='"3"')
    service = script(httpx2.ConnectError("refused"), refusal(429, "RATE_LIMITED"), answer(json=SAVED))
    service.client().contacts.update("c1", city="Rabat", if_match='"3"')
    assert [request.headers["if-match"] for request in service.requests] == ['"3"'] * 3


def test_a_delete_whose_answer_was_lost_is_not_a_missing_contact() -> None:
    service = script(httpx2.ReadError("reset"), refusal(404, "CONTACT_NOT_FOUND"))
    service.client().contacts.delete("c1")
    service = script(refusal(429, "RATE_LIMITED"), refusal(404, "CONTACT_NOT_FOUND"))
    with pytest.raises(Exception, match="CONTACT_NOT_FOUND"):
        service.client().contacts.delete("c1")


def test_an_upload_is_sent_again_from_its_start_with_the_same_bytes() -> None:
    state = {"id": "i1", "status": "uploaded", "dryRun": True}
    service = script(refusal(503, "UNAVAILABLE"), answer(202, state))
    service.client().imports.create(io.BytesIO(b"phone\n0612345678\n"), filename="a.csv")
    first, second = service.requests
    assert first.content == second.content
    assert b"0612345678" in second.content


def test_an_upload_that_cannot_be_read_twice_is_sent_once() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    service = script(refusal(503, "UNAVAILABLE"))
    with pytest.raises(ServerError):
        service.client().imports.create(Pipe(b"phone\n"))
    assert len(service.requests) == 1


@pytest.mark.anyio
async def test_the_asynchronous_client_has_the_same_patience() -> None:
    service = script(refusal(503, "UNAVAILABLE"), httpx2.ReadError("reset"), answer(json=ME))
    async with service.async_client() as client:
        assert (await client.me()).organization.slug == "acme"
    assert len(service.slept) == 2
    service = script(refusal(400, "VALIDATION_FAILED"))
    async with service.async_client() as client:
        with pytest.raises(BadRequest):
            await client.me()
