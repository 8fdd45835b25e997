"""API keys: shown once, refused when they should be, and never written to a log."""

from __future__ import annotations

import io
from typing import Any

import pytest
from starlette.testclient import TestClient

from gomobile.db.pool import Database
from tests import make


@pytest.fixture
def made(api: make.Api) -> dict[str, Any]:
    return api.post("/auth/api-keys", json={"name": "CRM sync", "role": "manager", "prefix": "prod"}).json()


def with_key(http: TestClient, api: make.Api, secret: str) -> make.Api:
    return make.Api(http, api.organization, secret)


def test_a_key_is_shown_when_it_is_made_and_never_again(
    http: TestClient, api: make.Api, made: dict[str, Any], database: Database
) -> None:
    secret = made["secret"]
    answers = [api.get("/auth/api-keys"), api.patch(f"/auth/api-keys/{made['id']}", json={"name": "ERP sync"})]

    assert secret.startswith("prod_sk_live_")
    assert made["keyPrefix"] == secret[: len("prod_sk_live_") + 4]
    assert with_key(http, api, secret).get("/users/me").json()["role"] == "manager"
    assert all(secret not in answer.text and "secret" not in answer.text for answer in answers)
    with database.transaction() as conn:
        rows = conn.execute("SELECT to_jsonb(k)::text FROM api_keys k").fetchall()
    assert all(secret not in row[0] for row in rows)


def test_a_key_works_in_either_header(http: TestClient, made: dict[str, Any]) -> None:
    for headers in ({"X-API-Key": made["secret"]}, {"Authorization": f"bearer {made['secret']}"}):
        assert http.get("/api/users/me", headers=headers).status_code == 200


@pytest.mark.parametrize("end", ["expired", "disabled", "revoked"])
def test_a_key_that_ended_is_refused(
    http: TestClient, api: make.Api, made: dict[str, Any], database: Database, end: str
) -> None:
    mine = with_key(http, api, made["secret"])
    assert mine.get("/users/me").status_code == 200
    if end == "disabled":
        api.patch(f"/auth/api-keys/{made['id']}", json={"isActive": False})
    elif end == "revoked":
        api.delete(f"/auth/api-keys/{made['id']}")
    else:
        with database.transaction() as conn:
            conn.execute("UPDATE api_keys SET expires_at = now() WHERE id = %s", [made["id"]])

    answer = mine.get("/users/me")

    assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHORIZED")


def test_a_disabled_key_can_be_enabled_and_a_revoked_one_not(
    http: TestClient, api: make.Api, made: dict[str, Any]
) -> None:
    mine, path = with_key(http, api, made["secret"]), f"/auth/api-keys/{made['id']}"
    api.patch(path, json={"isActive": False})
    api.patch(path, json={"isActive": True})
    assert mine.get("/users/me").status_code == 200

    api.delete(path)

    assert api.patch(path, json={"isActive": True}).json()["code"] == "API_KEY_NOT_FOUND"
    assert mine.get("/users/me").status_code == 401


def test_a_key_cannot_lock_itself_out(api: make.Api) -> None:
    own = api.get("/users/me").json()["id"]

    for answer in (api.delete(f"/auth/api-keys/{own}"), api.patch(f"/auth/api-keys/{own}", json={"isActive": False})):
        assert (answer.status_code, answer.json()["code"]) == (409, "API_KEY_IN_USE")
    assert api.get("/users/me").status_code == 200


def test_a_name_is_free_again_when_its_key_is_revoked(api: make.Api, made: dict[str, Any]) -> None:
    taken = api.post("/auth/api-keys", json={"name": "crm SYNC"})
    api.delete(f"/auth/api-keys/{made['id']}")
    again = api.post("/auth/api-keys", json={"name": "CRM sync"})

    assert (taken.status_code, taken.json()["code"], again.status_code) == (409, "API_KEY_NAME_TAKEN", 201)


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({}, "name", "required"),
        ({"name": ""}, "name", "minLength"),
        ({"name": "x" * 256}, "name", "maxLength"),
        ({"name": "a", "role": "owner"}, "role", "enum"),
        ({"name": "a", "prefix": "a b"}, "prefix", "format"),
        ({"name": "a", "expiresAt": "2020-01-01T00:00:00Z"}, "expiresAt", "range"),
        ({"name": "a", "expiresAt": "2099-01-01T00:00:00"}, "expiresAt", "format"),
        ({"name": "a", "expiresAt": "tomorrow"}, "expiresAt", "format"),
    ],
)
def test_a_key_that_cannot_be_made_says_why(api: make.Api, body: dict[str, Any], field: str, code: str) -> None:
    details = api.post("/auth/api-keys", json=body).json()["fieldDetails"]

    assert {name: [one["code"] for one in found] for name, found in details.items()} == {field: [code]}


def test_no_secret_is_written_to_the_log(log: io.StringIO, http: TestClient, api: make.Api, database: Database) -> None:
    made = api.post("/auth/api-keys", json={"name": "sync"}).json()
    with_key(http, api, made["secret"]).get("/users/me")
    http.get("/api/users/me", headers={"X-API-Key": made["secret"] + "x"})
    http.get("/api/users/me", headers={"Authorization": f"Bearer {made['secret']}"})
    with database.transaction() as conn:
        conn.execute("ALTER TABLE contacts RENAME TO gone")
    assert with_key(http, api, made["secret"]).get("/contact").status_code == 500

    written = log.getvalue()

    assert "/api/users/me" in written
    assert "request crashed" in written
    assert made["secret"] not in written
    assert api.secret not in written
