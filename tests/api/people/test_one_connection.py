"""Passwords are checked without a connection of the pool in hand: with a single one it still gets through."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.api.people.conftest import PASSWORD, Browser

from gomobile.db.pool import Database


@pytest.fixture
def database(conninfo: str) -> Iterator[Database]:
    with Database(conninfo, max_size=1) as opened:
        yield opened


def test_a_password_and_a_second_factor_are_changed(owner: Browser) -> None:
    new = "a loud harbour at noon"
    assert owner.post("/auth/password", json={"current": PASSWORD, "new": new}).status_code == 200
    assert owner.post("/auth/totp/begin", json={"password": new}).status_code == 200
    assert owner.post("/auth/totp/confirm", json={"code": "000000"}).status_code == 400
    assert owner.post("/auth/totp/remove", json={"password": new}).status_code == 204
