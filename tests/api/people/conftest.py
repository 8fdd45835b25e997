"""People who signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient
from tests import make
from tests.api.described import DescribedClient

from gomobile.accounts.caller import Organization, Role
from gomobile.db.pool import Database
from gomobile.people import passwords, sessions
from gomobile.people.sessions import Device

PASSWORD = "a quiet harbour at dawn"
APP = {"X-Requested-With": "gomobile"}


@dataclass
class Browser:
    """The HTTP service as somebody in a browser sees it: a cookie, and the header of the app."""

    client: TestClient
    email: str = ""
    person: str = ""

    def request(self, method: str, path: str, **options: Any) -> Any:
        headers = {**APP, **options.pop("headers", {})}
        return self.client.request(method, f"/api{path}", headers=headers, **options)

    def get(self, path: str, **options: Any) -> Any:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> Any:
        return self.request("POST", path, **options)

    def patch(self, path: str, **options: Any) -> Any:
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Any:
        return self.request("DELETE", path, **options)

    def sign_in(self, email: str, password: str = PASSWORD, **more: Any) -> Any:
        return self.post("/auth/sign-in", json={"email": email, "password": password, **more})


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Of PASSWORD; made once, since it takes long on purpose."""
    return passwords.hash_password(PASSWORD)


@pytest.fixture
def browser(http: TestClient) -> Callable[[], Browser]:
    """Another browser, of nobody yet."""
    return lambda: Browser(DescribedClient(http.app, raise_server_exceptions=False))


NewPerson = Callable[..., Browser]


@pytest.fixture
def person(database: Database, browser: Callable[[], Browser], password_hash: str) -> NewPerson:
    """Make a person of an organization, signed in."""
    count = 0

    def new(owner: Organization, role: Role = "agent", *, email: str = "", name: str = "") -> Browser:
        nonlocal count
        count += 1
        email = email or f"somebody{count}@example.com"
        id = make.person(
            database, owner, role, email=email, name=name or f"Somebody {count}", password_hash=password_hash
        )
        with database.transaction() as conn:
            begun = sessions.begin(conn, UUID(id), Device("testclient", "tests"), keep=False, org_id=owner.id)
        opened = browser()
        opened.client.cookies.set("gomobile_session", begun.token)
        opened.email, opened.person = email, id
        return opened

    return new


@pytest.fixture
def owner(api: make.Api, person: NewPerson) -> Browser:
    """The owner of the organization, signed in."""
    return person(api.organization, "owner", email="amina@example.com", name="Amina")
