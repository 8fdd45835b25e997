"""Factories: valid by default, no randomness."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from starlette.testclient import TestClient

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Organization
from gomobile.db.pool import Database
from gomobile.people import store as people

_numbers = itertools.count(1)


@dataclass
class Api:
    """The HTTP service as one key sees it."""

    http: TestClient
    organization: Organization
    secret: str

    def request(self, method: str, path: str, **options: Any) -> Any:
        """Send a request with this key; `path` is below /api."""
        headers = {"X-API-Key": self.secret, **options.pop("headers", {})}
        return self.http.request(method, f"/api{path}", headers=headers, **options)

    def get(self, path: str, **options: Any) -> Any:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> Any:
        return self.request("POST", path, **options)

    def put(self, path: str, **options: Any) -> Any:
        return self.request("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Any:
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Any:
        return self.request("DELETE", path, **options)


def organization(database: Database, *, country: str = "MA", plan: str = "enterprise", name: str = "") -> Organization:
    """An organization with a unique name."""
    with database.transaction() as conn:
        return accounts.create_organization(conn, name or f"Organization {next(_numbers)}", country=country, plan=plan)


def key(database: Database, owner: Organization, role: str = "admin") -> str:
    """The secret of a new key."""
    with database.transaction() as conn:
        return accounts.create_key(conn, owner.id, f"key {next(_numbers)}", role=role).secret  # type: ignore[arg-type]


def person(database: Database, owner: Organization, role: str = "agent", *, email: str = "", **more: str) -> str:
    """The id of a new person of an organization; `password_hash` and `name` are those given."""
    number = next(_numbers)
    email = email or f"person{number}@example.com"
    values = {"name": f"Person {number}", "password_hash": "", "locale": None, **more}
    with database.transaction() as conn:
        made = people.find_person(conn, email.casefold()) or people.insert_person(
            conn, email=email, email_key=email.casefold(), **values
        )
        people.insert_membership(conn, owner.id, made.id, role)
    return str(made.id)


def held_twice(api: Api, number: str) -> tuple[str, str]:
    """The contacts that have a number as their primary and as a further one: the latter came back from the trash."""
    second = api.post("/contact", json={"primaryPhone": phone()}).json()["contact"]["id"]
    api.post(f"/contact/{second}/phones", json={"primaryPhone": number})
    api.delete(f"/contact/{second}")
    first = api.post("/contact", json={"primaryPhone": number}).json()["contact"]["id"]
    assert api.post(f"/contact/{second}/restore").status_code == 200
    return first, second


def phone() -> str:
    """A valid Moroccan mobile number, another each time."""
    return f"+2126{next(_numbers):08d}"
