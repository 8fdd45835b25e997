"""An organization with contacts that look alike, and scans without waiting for a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from gomobile.quality.duplicates import service
from gomobile.quality.duplicates.run_store import Run
from gomobile.settings import Settings
from tests import make


@dataclass
class Queue:
    """The duplicates of one organization."""

    api: make.Api
    conninfo: str
    settings: Settings

    def contact(self, **fields: Any) -> str:
        """A new contact; returns its id."""
        answer = self.api.post("/contact", json={"primaryPhone": make.phone(), **fields})
        assert answer.status_code == 201, answer.text
        return answer.json()["contact"]["id"]

    def scan(self, *, full: bool = False) -> dict[str, Any]:
        """Ask for a scan, do it as a worker would, and return it."""
        asked = self.api.post("/duplicates/runs", json={"full": full})
        assert asked.status_code == 202, asked.text
        self.work(asked.json()["id"])
        return self.api.get(f"/duplicates/runs/{asked.json()['id']}").json()

    def work(self, id: str) -> Run:
        """Do a scan that was asked for."""
        return service.scan(self.conninfo, self.settings, self.api.organization.id, UUID(id))

    def accept(self, id: str) -> Run:
        """Do an acceptance that was asked for."""
        return service.accept(self.conninfo, self.api.organization.id, UUID(id))

    def pairs(self, **params: Any) -> list[dict[str, Any]]:
        """The pairs of a list."""
        answer = self.api.get("/duplicates", params={"limit": 100, **params})
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    def ids(self, **params: Any) -> set[tuple[str, str]]:
        """The pairs of a list by the ids of their contacts."""
        return {(pair["leftId"], pair["rightId"]) for pair in self.pairs(**params)}


@pytest.fixture
def queue(api: make.Api, conninfo: str, app_settings: Settings) -> Queue:
    return Queue(api, conninfo, app_settings)
