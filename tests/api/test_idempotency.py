"""`Idempotency-Key`: the same POST sent twice has one effect and one answer."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from gomobile.db.pool import Database
from tests import make


def keyed(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key}


def contacts(api: make.Api) -> int:
    return api.get("/contact").json()["meta"]["total"]


def test_a_repetition_gets_the_first_answer_and_does_nothing(api: make.Api) -> None:
    body = {"primaryPhone": make.phone()}

    first = api.post("/contact", json=body, headers=keyed("order-1"))
    second = api.post("/contact", json=body, headers=keyed("order-1"))

    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert contacts(api) == 1


@pytest.mark.parametrize("change", ["body", "path", "query"])
def test_a_key_belongs_to_one_request(api: make.Api, change: str) -> None:
    first = {"primaryPhone": make.phone()}
    api.post("/contact", json=first, headers=keyed("order-2"))
    path = {"path": "/contact/upsert", "query": "/contact?x=1"}.get(change, "/contact")

    body = {"primaryPhone": make.phone()} if change == "body" else first
    answer = api.post(path, json={"data": [body]} if change == "path" else body, headers=keyed("order-2"))

    assert (answer.status_code, answer.json()["code"]) in ((422, "IDEMPOTENCY_KEY_REUSED"), (400, "VALIDATION_FAILED"))
    assert contacts(api) == 1


def test_a_key_of_one_organization_and_api_key_is_nothing_to_another(
    http: TestClient, api: make.Api, other: make.Api, database: Database
) -> None:
    colleague = make.Api(http, api.organization, make.key(database, api.organization))
    numbers = [make.phone() for _ in range(3)]

    answers = [
        caller.post("/contact", json={"primaryPhone": number}, headers=keyed("same"))
        for caller, number in zip((api, colleague, other), numbers, strict=True)
    ]

    assert [answer.status_code for answer in answers] == [201, 201, 201]


def test_a_refused_request_may_be_repeated_with_its_key(api: make.Api) -> None:
    number = make.phone()
    refused = api.post("/contact", json={"primaryPhone": number, "gender": "x"}, headers=keyed("order-3"))
    mended = api.post("/contact", json={"primaryPhone": number}, headers=keyed("order-3"))

    assert (refused.status_code, mended.status_code) == (400, 201)


def test_of_many_at_once_one_is_done(api: make.Api) -> None:
    body = {"primaryPhone": make.phone()}

    def send(_: int) -> Any:
        return api.post("/contact", json=body, headers=keyed("order-4"))

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))

    done = [answer for answer in answers if answer.status_code == 201]
    waiting = [answer for answer in answers if answer.status_code == 409]
    assert len(done) + len(waiting) == 8
    assert len({answer.content for answer in done}) == 1
    assert sum("Idempotent-Replayed" not in answer.headers for answer in done) == 1
    assert {answer.json()["code"] for answer in waiting} <= {"IDEMPOTENCY_IN_PROGRESS"}
    assert {answer.headers["Retry-After"] for answer in waiting} <= {"1"}
    assert contacts(api) == 1


def test_an_upload_is_taken_in_once(api: make.Api) -> None:
    def send(content: bytes) -> Any:
        return api.post("/imports", files={"file": ("people.csv", content)}, headers=keyed("upload-1"))

    first, second, another = send(b"phone\n0612345678\n"), send(b"phone\n0612345678\n"), send(b"phone\n0612345679\n")

    assert first.json()["id"] == second.json()["id"]
    assert second.headers["Idempotent-Replayed"] == "true"
    assert another.json()["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert len(api.get("/imports").json()["data"]) == 1


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_key_has_1_to_255_characters(api: make.Api, key: str) -> None:
    answer = api.post("/contact", json={"primaryPhone": make.phone()}, headers=keyed(key))

    assert answer.status_code == 400
    assert list(answer.json()["fieldDetails"]) == ["Idempotency-Key"]
    assert contacts(api) == 0


def test_a_secret_is_not_kept_for_repetitions(api: make.Api, database: Database) -> None:
    made = api.post("/auth/api-keys", json={"name": "sync"}, headers=keyed("key-1"))
    again = api.post("/auth/api-keys", json={"name": "sync"}, headers=keyed("key-1"))

    with database.transaction() as conn:
        stored = b"".join(bytes(body) for (body,) in conn.execute("SELECT body FROM idempotency_keys").fetchall())
    assert made.json()["secret"].encode() not in stored
    assert "secret" not in again.json()


def test_what_was_sent_cannot_be_guessed_from_what_is_kept(api: make.Api, database: Database) -> None:
    body = b'{"primaryPhone": "0612345678"}'
    headers = {**keyed("order-5"), "Content-Type": "application/json"}

    assert api.post("/contact", content=body, headers=headers).status_code == 201

    with database.transaction() as conn:
        row = conn.execute("SELECT request_hash FROM idempotency_keys").fetchone()
    assert row is not None
    assert bytes(row[0]) != hashlib.sha256(b"POST /api/contact?\n" + body).digest()
    assert api.post("/contact", content=body, headers=headers).headers["Idempotent-Replayed"] == "true"
