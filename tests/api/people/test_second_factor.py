"""The second factor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyotp.totp import TOTP
from starlette.testclient import TestClient
from tests import make
from tests.api.described import DescribedClient
from tests.api.people.conftest import PASSWORD, Browser

from gomobile.db.pool import Database
from gomobile.people import second_factor

NewBrowser = Callable[[], Browser]


class App(TOTP):
    """An authenticator app: with the code that turned it on, and the recovery codes that its owner wrote down."""

    confirmed_with: str
    recovery: list[str]


@pytest.fixture
def app(owner: Browser) -> App:
    """The owner's authenticator app, with the second factor on."""
    begun = owner.post("/auth/totp/begin", json={"password": PASSWORD}).json()
    made = App(begun["secret"])
    made.confirmed_with = made.now()
    confirmed = owner.post("/auth/totp/confirm", json={"code": made.confirmed_with})
    assert confirmed.status_code == 200, confirmed.text
    made.recovery = confirmed.json()["recoveryCodes"]
    return made


def forget_steps(database: Database) -> None:
    """As if the last code had been used long ago."""
    with database.transaction() as conn:
        conn.execute("UPDATE people SET totp_last_step = 0")


def test_setting_up_shows_what_the_app_reads(owner: Browser) -> None:
    begun = owner.post("/auth/totp/begin", json={"password": PASSWORD}).json()

    assert begun["uri"].startswith("otpauth://totp/gomobile:amina%40example.com?secret=" + begun["secret"])
    assert begun["qr"].startswith("<svg")
    assert owner.get("/auth/session").json()["person"]["totp"] is False
    wrong = owner.post("/auth/totp/confirm", json={"code": "12345"})
    assert wrong.json()["fieldDetails"]["code"][0]["code"] == "wrongCode"
    assert owner.get("/auth/session").json()["person"]["totp"] is False


def test_a_session_alone_does_not_set_it_up(owner: Browser) -> None:
    refused = owner.post("/auth/totp/begin", json={"password": "not the password"})

    assert refused.json()["fieldDetails"]["password"][0]["code"] == "wrongPassword"
    assert owner.post("/auth/totp/confirm", json={"code": "123456"}).json()["code"] == "TOTP_NOT_BEGUN"


def test_a_code_is_asked_for_after_the_password_and_works_once(
    owner: Browser, browser: NewBrowser, app: App, database: Database
) -> None:
    forget_steps(database)
    mine, code = browser(), app.now()

    assert mine.sign_in(owner.email, "not the password").json()["code"] == "INVALID_CREDENTIALS"
    assert mine.sign_in(owner.email).json()["code"] == "CODE_REQUIRED"
    assert mine.sign_in(owner.email, code="000000").json()["code"] == "INVALID_CODE"
    assert mine.sign_in(owner.email, code=code).status_code == 200
    assert browser().sign_in(owner.email, code=code).json()["code"] == "INVALID_CODE"


def test_the_code_that_turned_it_on_is_used_up(owner: Browser, browser: NewBrowser, app: App) -> None:
    answer = browser().sign_in(owner.email, code=app.confirmed_with)
    assert answer.json()["code"] == "INVALID_CODE"


def test_codes_are_guessed_no_faster_than_passwords(owner: Browser, browser: NewBrowser, app: App) -> None:
    statuses = [browser().sign_in(owner.email, code=f"{number:06}").status_code for number in range(8)]

    assert 429 in statuses


def test_a_recovery_code_works_once_however_it_is_written(
    owner: Browser, browser: NewBrowser, app: Any, database: Database
) -> None:
    code = app.recovery[3]

    assert len(set(app.recovery)) == 10
    assert browser().sign_in(owner.email, code=f" {code.upper().replace('-', ' ')} ").status_code == 200
    assert browser().sign_in(owner.email, code=code).json()["code"] == "INVALID_CODE"
    assert browser().sign_in(owner.email, code=app.recovery[4]).status_code == 200
    with database.transaction() as conn:
        stored = str(conn.execute("SELECT recovery_hashes::text FROM people").fetchall())
    assert all(one not in stored for one in app.recovery)


def test_it_is_turned_off_with_the_password(owner: Browser, browser: NewBrowser, app: App, api: make.Api) -> None:
    assert owner.post("/auth/totp/begin", json={"password": PASSWORD}).json()["code"] == "TOTP_ON"
    assert owner.post("/auth/totp/confirm", json={"code": "1"}).json()["code"] == "TOTP_ON"
    wrong = owner.post("/auth/totp/remove", json={"password": "not the password"})
    assert wrong.json()["fieldDetails"]["password"][0]["code"] == "wrongPassword"
    assert owner.post("/auth/totp/remove", json={"password": PASSWORD}).status_code == 204
    assert browser().sign_in(owner.email).status_code == 200
    assert owner.post("/auth/totp/confirm", json={"code": "1"}).json()["code"] == "TOTP_NOT_BEGUN"
    actions = [line["action"] for line in api.get("/audit-log").json()["data"]]
    assert {"person.totp_on", "person.totp_off"} <= set(actions)


@given(st.integers(0, 2**33), st.integers(-90, 90))
def test_a_code_is_good_for_its_step_and_its_neighbours(at: int, off: int) -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    at = max(at, 120)
    found = second_factor.step_of(secret, TOTP(secret).at(at + off), datetime.fromtimestamp(at, UTC))
    apart = abs((at + off) // 30 - at // 30)

    assert (found == (at + off) // 30) == (apart <= 1) or found is not None


@given(st.text(max_size=20))
def test_no_text_is_a_code_by_accident_of_its_form(text: str) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    found = second_factor.step_of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", text, at)

    assert found is None or (text.isascii() and "".join(text.split()).isdigit())


def test_codes_are_limited_wherever_they_come_from(
    http: TestClient, owner: Browser, browser: NewBrowser, app: App, database: Database
) -> None:
    def from_network(number: int) -> Any:
        client = DescribedClient(http.app, raise_server_exceptions=False, client=(f"2001:db8:{number:x}::1", 50_000))
        return Browser(client).sign_in(owner.email, code="000000")

    forget_steps(database)
    answers = [from_network(number) for number in range(30)]

    assert [one.json()["code"] for one in answers[:10]] == ["INVALID_CODE"] * 10
    assert "TOO_MANY_ATTEMPTS" in [one.json()["code"] for one in answers]
    # Who does not know the password is told nothing of it, and keeps nobody out.
    assert browser().sign_in(owner.email, "not the password").json()["code"] == "INVALID_CREDENTIALS"
    with database.transaction() as conn:
        conn.execute("UPDATE sign_in_attempts SET blocked_until = now()")
    assert browser().sign_in(owner.email, code=app.now()).status_code == 200
