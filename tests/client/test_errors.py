"""What callers catch, and what it tells them."""

from __future__ import annotations

import pickle

import httpx2
import pytest

from gomobile.client import (
    APIError,
    BadRequest,
    ConfigurationError,
    Conflict,
    Forbidden,
    Gomobile,
    GomobileError,
    InvalidResponse,
    NotFound,
    PreconditionFailed,
    RateLimited,
    ServerError,
    TransportError,
    Unauthorized,
    UpsertInterrupted,
)
from tests.client.script import ME, answer, refusal, script


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequest),
        (401, Unauthorized),
        (402, APIError),
        (403, Forbidden),
        (404, NotFound),
        (409, Conflict),
        (412, PreconditionFailed),
        (422, APIError),
        (429, RateLimited),
        (500, ServerError),
        (503, ServerError),
    ],
)
def test_each_status_has_its_error(status: int, kind: type[APIError]) -> None:
    with pytest.raises(APIError) as caught:
        script(refusal(status, "CODE")).client(max_retries=0).me()
    assert type(caught.value) is kind
    assert caught.value.status == status
    assert isinstance(caught.value, GomobileError)


def test_an_error_carries_all_that_the_body_says() -> None:
    body = {
        "fieldErrors": {"primaryPhone": ["At least 3 characters."]},
        "fieldDetails": {"primaryPhone": [{"code": "minLength", "params": {"min": 3}}]},
        "params": {"limit": 5},
        "path": "/api/contact",
    }
    with pytest.raises(BadRequest) as caught:
        script(refusal(400, "VALIDATION_FAILED", **body)).client().me()
    error = caught.value
    assert error.code == "VALIDATION_FAILED"
    assert error.field_errors["primaryPhone"] == ["At least 3 characters."]
    assert error.field_details["primaryPhone"][0] == {"code": "minLength", "params": {"min": 3}}
    assert error.params == {"limit": 5}
    assert (error.request_id, error.path) == ("req-1", "/api/contact")
    assert str(error) == "VALIDATION_FAILED happened. [400 VALIDATION_FAILED, request req-1]"


def test_an_error_survives_a_pickle() -> None:
    with pytest.raises(Conflict) as caught:
        script(refusal(409, "CONTACT_EXISTS", params={"existingContactId": "c9"})).client().me()
    copy = pickle.loads(pickle.dumps(caught.value))
    assert type(copy) is Conflict
    assert copy.existing_contact_id == "c9"
    assert str(copy) == str(caught.value)


def test_a_proxy_that_answers_in_html_is_told_apart() -> None:
    page = httpx2.Response(200, html="<html>Sign in</html>")
    with pytest.raises(InvalidResponse, match="<html>Sign in"):
        script(page).client().me()
    with pytest.raises(ServerError) as caught:
        script(httpx2.Response(502, html="<html>Bad gateway</html>")).client(max_retries=0).me()
    assert caught.value.code == "HTTP_502"


def test_an_answer_of_another_shape_is_no_answer() -> None:
    for body in ([], {"id": "k1"}, {**ME, "organization": "acme"}):
        with pytest.raises(InvalidResponse):
            script(answer(json=body)).client().me()
    with pytest.raises(InvalidResponse):
        script(answer(json={"items": []})).client().contacts.list()


def test_a_redirect_is_not_followed_with_the_key() -> None:
    service = script(answer(301, location="https://elsewhere.example/api/users/me"))
    with pytest.raises(APIError, match=r"redirects to https://elsewhere\.example/api/users/me"):
        service.client().me()
    assert len(service.requests) == 1


def test_the_key_is_in_no_repr_and_no_message() -> None:
    secret = "gm_sk_live_3f9a"
    client = Gomobile(secret, transport=httpx2.MockTransport(script(httpx2.ReadError("reset"))), max_retries=0)
    with pytest.raises(TransportError) as caught:
        client.me()
    shown = [repr(client), repr(vars(client)), repr(caught.value), str(caught.value), repr(client.contacts)]
    assert not any(secret in text for text in shown)
    with pytest.raises(ConfigurationError) as refused:
        Gomobile(f"{secret}\nsecond line")
    assert secret not in str(refused.value)


@pytest.mark.parametrize("key", ["", "  ", "clé", "two words", "line\nbreak"])
def test_a_key_that_cannot_be_one_is_refused(key: str) -> None:
    with pytest.raises(ConfigurationError):
        Gomobile(key)


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://host", "http://", "http://[::1", "http://u:p@host"])
def test_an_address_that_cannot_be_one_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError):
        Gomobile("key", address)


@pytest.mark.parametrize("address", ["http://h:1", "http://h:1/", "http://h:1/api", "http://h:1/api/"])
def test_the_address_may_hold_the_api_path(address: str) -> None:
    service = script(answer(json=ME))
    service.client(base_url=address).me()
    assert str(service.requests[0].url) == "http://h:1/api/users/me"


def test_key_and_address_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOMOBILE_API_KEY", " gm_sk_live_env\n")
    monkeypatch.setenv("GOMOBILE_BASE_URL", "https://calls.example/base")
    service = script(answer(json=ME))
    with Gomobile(transport=httpx2.MockTransport(service)) as client:
        client.me()
    assert service.requests[0].headers["x-api-key"] == "gm_sk_live_env"
    assert str(service.requests[0].url) == "https://calls.example/base/api/users/me"


def test_an_interrupted_upsert_is_told_with_its_report() -> None:
    service = script(answer(json={"created": 2, "errors": []}), refusal(401, "UNAUTHORIZED"))
    rows = [{"primary_phone": f"06123456{at:02}"} for at in range(4)]
    with pytest.raises(UpsertInterrupted) as caught:
        service.client().contacts.upsert_many(rows, batch_size=2)
    assert caught.value.report.acknowledged == 2
    assert isinstance(caught.value.__cause__, Unauthorized)
    assert "skip=2" in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).report.acknowledged == 2
