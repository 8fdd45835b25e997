"""Bulk actions to test with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from gomobile.bulk import action, selecting, service
from gomobile.bulk.action import BulkAction
from tests import make


@dataclass
class Bulk:
    """Actions of an organization of 23 contacts, done at once; chunks are small."""

    api: make.Api
    conninfo: str
    people: list[str] = field(default_factory=list)

    def start(self, action: str, parameters: dict[str, Any] | None = None, filter: Any = None) -> str:
        """Confirm an action with the present count; its id."""
        chosen = filter if filter is not None else {}
        counted = self.api.post("/bulk-actions/count", json={"filter": chosen})
        assert counted.status_code == 200, counted.text
        body = {"action": action, "filter": chosen, "expectedCount": counted.json()["count"]}
        answer = self.api.post("/bulk-actions", json=body | ({"parameters": parameters} if parameters else {}))
        assert answer.status_code == 202, answer.text
        return answer.json()["id"]

    def run(self, id: str, **options: Any) -> BulkAction:
        return service.run(self.conninfo, self.api.organization.id, UUID(id), **options)

    def do(self, action: str, parameters: dict[str, Any] | None = None, filter: Any = None) -> str:
        """Confirm an action and do it."""
        id = self.start(action, parameters, filter)
        assert self.run(id).status == "completed", self.show(id)
        return id

    def undo(self, id: str) -> dict[str, Any]:
        """Undo an action; what it tells of it."""
        assert self.api.post(f"/bulk-actions/{id}/undo").json()["status"] == "undoing"
        assert service.undo(self.conninfo, self.api.organization.id, UUID(id)).status == "undone"
        return self.show(id)["undo"]

    def show(self, id: str) -> dict[str, Any]:
        return self.api.get(f"/bulk-actions/{id}").json()

    def state(self) -> dict[str, dict[str, Any]]:
        """Every contact, in the trash or not, without what each change stamps."""
        found = {}
        for deleted in (False, True):
            body = {"archived": "all", "deleted": deleted, "limit": 100, "include": "customAttributes"}
            for one in self.api.post("/contact/query", json=body).json()["data"]:
                audiences = self.api.get(f"/contact/{one['id']}/audiences") if not deleted else None
                stamps = {"version", "updatedAt", "updatedBy", "updatedByKind", "archivedAt", "deletedAt"}
                stamps |= {"deletedBy", "deletedByKind"}
                kept = {name: value for name, value in one.items() if name not in stamps}
                kept["archived"], kept["deleted"] = one["archivedAt"] is not None, deleted
                kept["audiences"] = audiences.text.count('"entered') if audiences else None
                found[one["id"]] = kept
        return found


MakeBulk = Callable[[], Bulk]


@pytest.fixture
def bulk(api: make.Api, conninfo: str, monkeypatch: pytest.MonkeyPatch) -> Bulk:
    monkeypatch.setattr(action, "CHUNK", 5)
    monkeypatch.setattr(selecting, "CHUNK", 5)
    made = Bulk(api, conninfo)
    data = [
        {"primaryPhone": make.phone(), "firstName": "Amal" if n % 2 else "Zineb", "city": "Rabat" if n % 3 else None}
        for n in range(23)
    ]
    answer = api.post("/contact/upsert?results=true", json={"data": data})
    made.people = [one["id"] for one in answer.json()["results"]]
    return made
