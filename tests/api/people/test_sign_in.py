"""Signing in and out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient
from tests import make
from tests.api.people.conftest import PASSWORD, Browser, NewPerson

from gomobile.db.pool import Database
from gomobile.people import links

NewBrowser = Callable[[], Browser]


@pytest.fixture
def token(api: make.Api, database: Database) -> str:
    """Of the link that sets up the first account."""
    with database.transaction() as conn:
        made = links.new_set_up_link(conn, api.organization.id)
    assert made is not None
    return made


def test_the_first_account_is_set_up_by_its_link(api: make.Api, token: str, browser: NewBrowser) -> None:
    mine = browser()
    shown = mine.post("/auth/links/read", json={"token": token}).json()
    body = {"token": token, "name": "Amina", "email": "Amina@Example.com", "password": PASSWORD, "locale": "fr"}
    used = mine.post("/auth/links/use", json=body)

    assert (shown["purpose"], shown["role"], shown["organization"]["name"]) == (
        "set_up",
        "owner",
        api.organization.name,
    )
    assert used.status_code == 200, used.text
    cookie = used.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie
    seen = mine.get("/auth/session").json()
    assert seen == used.json()
    assert seen["role"] == "owner"
    assert seen["person"] | {"id": ""} == {
        "id": "", "name": "Amina", "email": "Amina@example.com", "locale": "fr", "totp": False
    }  # fmt: skip
    assert [one["slug"] for one in seen["organizations"]] == [api.organization.slug]
    assert mine.get("/contact").status_code == 200
    assert mine.post("/auth/links/use", json=body).json()["code"] == "LINK_NOT_FOUND"


def test_a_password_signs_in_and_signing_out_ends_the_session(owner: Browser, browser: NewBrowser) -> None:
    mine = browser()
    assert mine.get("/auth/session").status_code == 401

    answer = mine.sign_in(" AMINA@example.com ")

    assert answer.status_code == 200, answer.text
    assert mine.get("/auth/session").json()["person"]["name"] == "Amina"
    token = mine.client.cookies["gomobile_session"]
    assert mine.post("/auth/sign-out").status_code == 204
    assert "gomobile_session" not in mine.client.cookies
    mine.client.cookies.set("gomobile_session", token)
    assert mine.get("/auth/session").status_code == 401
    assert owner.get("/auth/session").status_code == 200


def test_a_session_is_taken_by_every_route_as_its_role_allows(api: make.Api, person: NewPerson) -> None:
    agent, admin = person(api.organization, "agent"), person(api.organization, "admin")
    contact = agent.post("/contact", json={"primaryPhone": make.phone()}).json()["contact"]

    refused = agent.post(f"/contact/{contact['id']}/erase", json={"reason": "requested"})

    assert (refused.status_code, refused.json()["code"]) == (403, "FORBIDDEN")
    assert contact["createdByKind"] == "person"
    assert contact["createdBy"] == agent.person
    assert admin.post(f"/contact/{contact['id']}/erase", json={"reason": "requested"}).status_code == 200


def test_a_key_wins_over_a_session(http: TestClient, api: make.Api, owner: Browser) -> None:
    mine = owner.get("/users/me", headers={"X-API-Key": api.secret}).json()
    unknown = owner.get("/users/me", headers={"X-API-Key": "gm_sk_live_nobody"})

    assert mine["firstName"].startswith("key ")
    assert unknown.status_code == 401
    assert owner.get("/users/me").json()["email"] == "amina@example.com"
