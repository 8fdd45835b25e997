"""Contacts with everything that can hang on them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Database
from tests import make
from tests.api.contacts.test_create import create


class People:
    """Makes contacts of one organization and looks at them."""

    def __init__(self, api: make.Api, database: Database) -> None:
        self.api = api
        self.database = database
        self.actor = Actor("system")

    @property
    def org_id(self) -> UUID:
        return self.api.organization.id

    def contact(self, phone: str = "", **values: Any) -> str:
        return create(self.api, primaryPhone=phone or make.phone(), **values).json()["contact"]["id"]

    def shown(self, id: str) -> dict[str, Any]:
        answer = self.api.get(f"/contact/{id}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def numbers(self, id: str) -> list[str]:
        return [phone["key"] for phone in self.api.get(f"/contact/{id}/phones").json()["phones"]]

    def merge(self, survivor: str, *losers: str, **body: Any) -> dict[str, Any]:
        answer = self.api.post(f"/contact/{survivor}/merge", json={"contacts": losers, **body})
        assert answer.status_code == (200 if body.get("dryRun") else 201), answer.text
        return answer.json()

    def unmerge(self, merge: str) -> dict[str, Any]:
        answer = self.api.post(f"/merges/{merge}/unmerge")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def rows(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        with self.database.transaction() as conn:
            return conn.execute(query, {"org_id": self.org_id, **values}).fetchall()  # type: ignore[arg-type]


@pytest.fixture
def people(api: make.Api, database: Database) -> People:
    return People(api, database)
