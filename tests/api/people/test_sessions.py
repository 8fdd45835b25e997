"""Sessions: how long they last, what ends them, and who may use them."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests import make
from tests.api.people.conftest import PASSWORD, Browser, NewPerson

from gomobile.db.pool import Database
from gomobile.people.sessions import IDLE, IDLE_KEPT, LONGEST

NewBrowser = Callable[[], Browser]


def lapse(database: Database, time: timedelta) -> None:
    """Let time go by for every session."""
    with database.transaction() as conn:
        conn.execute(
            "UPDATE sessions SET created_at = created_at - %(t)s, last_seen_at = last_seen_at - %(t)s,"
            " expires_at = expires_at - %(t)s",
            {"t": time},
        )


def rest(database: Database) -> timedelta:
    """How long the only session still lasts."""
    with database.transaction() as conn:
        (found,) = conn.execute("SELECT expires_at - now() FROM sessions").fetchone() or (timedelta(),)
    return found


def test_a_repetition_after_signing_in_again_gets_the_first_answer(
    owner: Browser, browser: NewBrowser, database: Database
) -> None:
    body, key = {"name": "Callers"}, {"Idempotency-Key": "first-audience"}
    made = owner.post("/audience", json=body, headers=key)
    later = browser()
    assert later.sign_in(owner.email).status_code == 200

    repeated, other = [later.post("/audience", json=one, headers=key) for one in (body, {"name": "Others"})]

    assert (made.status_code, repeated.content) == (201, made.content)
    assert other.json()["code"] == "IDEMPOTENCY_KEY_REUSED"
    with database.transaction() as conn:
        ((stored,),) = conn.execute("SELECT request_hash FROM idempotency_keys").fetchall()
    sent = made.request
    quick = hmac.digest(b"", f"POST {sent.url.path}?\n".encode() + sent.content, "sha256")
    assert bytes(stored) != quick


def test_a_session_slides_with_use_and_ends_without(owner: Browser, database: Database) -> None:
    lapse(database, IDLE - timedelta(minutes=5))
    assert owner.get("/auth/session").status_code == 200
    assert rest(database) > IDLE - timedelta(minutes=1)
    lapse(database, IDLE + timedelta(seconds=1))

    assert owner.get("/auth/session").status_code == 401


def test_a_session_is_noted_as_used_at_most_once_a_minute(owner: Browser, database: Database) -> None:
    lapse(database, timedelta(seconds=50))
    owner.get("/auth/session")

    assert rest(database) < IDLE - timedelta(seconds=49)


def test_who_stays_signed_in_has_thirty_days_and_ninety_at_most(
    owner: Browser, browser: NewBrowser, database: Database
) -> None:
    owner.post("/auth/sign-out")
    mine = browser()
    answer = mine.sign_in(owner.email, keep=True)
    assert "Max-Age=7776000" in answer.headers["set-cookie"]
    assert rest(database) > IDLE_KEPT - timedelta(minutes=1)
    for _ in range(3):
        lapse(database, timedelta(days=29))
        assert mine.get("/auth/session").status_code == 200
    assert rest(database) < LONGEST - timedelta(days=86)
    lapse(database, timedelta(days=4))

    assert mine.get("/auth/session").status_code == 401


def test_signing_out_everywhere_ends_every_session_of_the_person_alone(
    api: make.Api, owner: Browser, browser: NewBrowser, person: NewPerson
) -> None:
    second, colleague = browser(), person(api.organization)
    second.sign_in(owner.email)
    assert len(second.get("/auth/sessions").json()["data"]) == 2

    answer = second.post("/auth/sign-out-everywhere")

    assert answer.json() == {"ended": 2}
    assert [one.get("/auth/session").status_code for one in (owner, second, colleague)] == [401, 401, 200]


def test_one_session_is_ended_from_another(owner: Browser, browser: NewBrowser) -> None:
    second = browser()
    second.sign_in(owner.email)
    sessions = second.get("/auth/sessions").json()["data"]
    (other,) = [one["id"] for one in sessions if not one["current"]]

    assert second.delete(f"/auth/sessions/{other}").status_code == 204
    assert owner.get("/auth/session").status_code == 401
    assert second.delete(f"/auth/sessions/{other}").json()["code"] == "SESSION_NOT_FOUND"


def test_nobody_ends_the_session_of_somebody_else(api: make.Api, owner: Browser, person: NewPerson) -> None:
    colleague = person(api.organization, "admin")
    (theirs,) = owner.get("/auth/sessions").json()["data"]

    assert colleague.delete(f"/auth/sessions/{theirs['id']}").status_code == 404
    assert owner.get("/auth/session").status_code == 200


def test_a_key_is_nobody_who_could_sign_out(api: make.Api) -> None:
    for method, path in (("GET", "/auth/session"), ("POST", "/auth/sign-out"), ("GET", "/auth/sessions")):
        assert api.request(method, path).json()["code"] == "PERSON_REQUIRED"


def test_another_organization_is_chosen(api: make.Api, other: make.Api, person: NewPerson) -> None:
    mine = person(api.organization, "owner", email="amina@example.com")
    person(other.organization, "agent", email="amina@example.com")
    api.post("/contact", json={"primaryPhone": make.phone()})

    chosen = mine.post("/auth/organization", json={"organizationId": str(other.organization.id)})

    assert chosen.json()["role"] == "agent"
    assert len(chosen.json()["organizations"]) == 2
    assert mine.get("/auth/session").json()["organization"]["slug"] == other.organization.slug
    assert mine.get("/contact").json()["data"] == []
    assert mine.get("/people").json()["code"] == "FORBIDDEN"


def test_a_window_of_the_organization_before_writes_into_no_other(
    api: make.Api, other: make.Api, person: NewPerson
) -> None:
    mine = person(api.organization, "owner", email="amina@example.com")
    person(other.organization, "owner", email="amina@example.com")
    before = {"X-Organization": str(api.organization.id)}
    contact = {"primaryPhone": make.phone()}
    assert mine.post("/contact", json=contact, headers=before).status_code == 201
    mine.post("/auth/organization", json={"organizationId": str(other.organization.id)})

    refused = mine.post("/contact", json=contact, headers=before)

    assert (refused.status_code, refused.json()["code"]) == (409, "ORGANIZATION_CHANGED")
    assert mine.get("/contact", headers=before).status_code == 409
    of_before = {"organization": str(api.organization.id)}
    assert mine.get("/contact/export", params=of_before).json()["code"] == "ORGANIZATION_CHANGED"
    assert mine.get("/contact/export", params={"organization": str(other.organization.id)}).status_code == 200
    assert mine.get("/contact").json()["data"] == []
    now = {"X-Organization": str(other.organization.id)}
    assert mine.post("/contact", json=contact, headers=now).status_code == 201


def test_an_organization_of_others_is_not_chosen(owner: Browser, other: make.Api) -> None:
    answer = owner.post("/auth/organization", json={"organizationId": str(other.organization.id)})

    assert (answer.status_code, answer.json()["code"]) == (403, "NO_ORGANIZATION")


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({}, False),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, False),
        ({"X-Requested-With": ""}, True),
        ({"Origin": "https://evil.example"}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "http://testserver:81"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
    ],
)
def test_what_another_site_sends_with_the_cookie_is_refused(
    owner: Browser, headers: dict[str, str], *, refused: bool
) -> None:
    answer = owner.post("/contact", json={"primaryPhone": make.phone()}, headers=headers)

    assert (answer.json().get("code") == "CROSS_SITE_REQUEST", answer.status_code) == (refused, 403 if refused else 201)
    assert owner.get("/contact", headers=headers).status_code == 200


def test_another_site_signs_nobody_in(owner: Browser, browser: NewBrowser) -> None:
    body = {"email": owner.email, "password": PASSWORD}
    foreign = browser().post("/auth/sign-in", json=body, headers={"Origin": "https://evil.example"})
    text = browser().post("/auth/sign-in", content=b"{}", headers={"Content-Type": "text/plain"})

    assert (foreign.status_code, foreign.json()["code"]) == (403, "CROSS_SITE_REQUEST")
    assert text.status_code == 415


def test_a_key_needs_no_header_of_the_app(api: make.Api, owner: Browser) -> None:
    headers = {"X-API-Key": api.secret, "X-Requested-With": "", "Origin": "https://crm.example"}

    assert owner.post("/contact", json={"primaryPhone": make.phone()}, headers=headers).status_code == 201


def test_the_cookie_is_secure_over_https(owner: Browser, browser: NewBrowser) -> None:
    mine = browser()
    mine.client.base_url = "https://testserver"

    assert "; Secure" in mine.sign_in(owner.email).headers["set-cookie"]


@pytest.mark.parametrize("token", ["", "x", "é" * 20, "A" * 43, "A" * 4_000])
def test_what_is_no_session_is_refused(browser: NewBrowser, token: str) -> None:
    answer: Any = browser().get("/contact", headers={"Cookie": f"gomobile_session={token}".encode()})

    assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHORIZED")


def test_no_secret_of_a_session_is_stored(owner: Browser, database: Database) -> None:
    token = owner.client.cookies["gomobile_session"]
    with database.transaction() as conn:
        rows = conn.execute("SELECT to_jsonb(s)::text FROM sessions s").fetchall()

    assert rows
    assert all(token not in text for (text,) in rows)
