"""`docs/reference/answers.md`: what the HTTP API answers, as a real service gave it to a short story."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from starlette.testclient import TestClient

from gomobile.accounts import service as accounts
from gomobile.db.pool import Database
from gomobile.http.app import create_app
from gomobile.imports import service as imports
from gomobile.settings import Settings
from scripts.reference.markdown import page

INTRODUCTION = """
One request after the other, to a new organization in Morocco with an admin key. Identifiers, times and cursors are made
up; all else is what the service answers. Fields that are not needed here are never left out: an absent value is `null`.
Timestamps are UTC with milliseconds. Programs should accept new fields and new values of a field.
"""
CSV = b"mobile,name,city\n06 12 34 56 78,Amina Alaoui,Rabat\n0661 00 14 76,Omar Tazi,Fes\nunknown,Nobody,\n"
MOMENT = "2026-10-01T09:30:00.000Z"

_UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(?:Z|\+00:00)")
_SECRET = re.compile(r"gm_sk_live_[\w-]+")
_ALWAYS = {
    "seconds": 0.2, "rate": 10_000, "cursor": "WzEs…", "nextCursor": "WzEs…", "requestId": "5f0c…",
    "requestsThisSecond": 2,
}  # fmt: skip


@dataclass
class Story:
    """Sends requests, and keeps each answer for the ones that follow."""

    http: TestClient
    headers: dict[str, str]
    parts: list[str]
    ids: dict[str, str]

    def tell(self, title: str, method: str, path: str, **options: Any) -> Any:
        """Send a request and write it and its answer down."""
        answer = self.http.request(method, f"/api{path}", headers=self.headers, **options)
        assert answer.status_code < 500, answer.text
        request = f"{method} /api{path}"
        if "json" in options:
            request += "\n" + json.dumps(options["json"], ensure_ascii=False)
        if "files" in options:
            request += f"\nfile={options['files']['file'][0]}"
        shown = json.dumps(self._steady(answer.json()), indent=2, ensure_ascii=False)
        self.parts += [f"## {title}", f"```text\n{self._named(request)}\n```"]
        self.parts.append(f"{answer.status_code} {answer.reason_phrase}:\n\n```json\n{shown}\n```")
        return answer.json()

    def _steady(self, value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: self._steady(inside, name) for name, inside in value.items()}
        if isinstance(value, list):
            return [self._steady(inside) for inside in value]
        if key in _ALWAYS and value is not None:
            return _ALWAYS[key]
        return self._named(value) if isinstance(value, str) else value

    def _named(self, text: str) -> str:
        text = _TIME.sub(MOMENT, _SECRET.sub("gm_sk_live_…", text))
        return _UUID.sub(lambda found: self.ids.setdefault(found[0], _id(len(self.ids) + 1)), text)


def answers_page(conninfo: str, settings: Settings, folder: Path) -> str:
    """The page, told to a migrated database without organizations; files go to `folder`."""
    settings = replace(settings, data_dir=folder)
    with Database(conninfo) as database, TestClient(create_app(database, settings)) as http:
        with database.transaction() as conn:
            owner = accounts.create_organization(conn, "Acme", country="MA")
            secret = accounts.create_key(conn, owner.id, "Admin", role="admin").secret
        story = Story(http, {"X-API-Key": secret}, [], {})
        _tell_all(story, conninfo, settings, owner.id)
    return page("Answers of the HTTP API", INTRODUCTION, *story.parts)


def _tell_all(story: Story, conninfo: str, settings: Settings, org_id: UUID) -> None:
    tell = story.tell
    tell("Who a key is", "GET", "/users/me")
    tell("The organization", "GET", "/organization")
    tell("A new API key", "POST", "/auth/api-keys", json={"name": "CRM sync", "role": "manager"})
    tier = {"displayName": "Tier", "type": "enum", "options": ["Gold", "Silver"]}
    attribute = tell("A new custom attribute", "POST", "/custom-attributes", json=tier)
    given = {"primaryPhone": "06 12 34 56 78", "firstName": "Amina", "customAttributes": {"tier": "Gold", "size": 3}}
    contact = tell("A new contact, one attribute refused", "POST", "/contact", json=given)["contact"]
    path = f"/contact/{contact['id']}"
    tell("The number exists already", "POST", "/contact", json={"primaryPhone": "+212612345678"})
    tell("Refused values, all at once", "PATCH", path, json={"gender": "other", "colour": "red"})
    tell("A list", "GET", "/contact?limit=1&include=customAttributes")
    batch = {"data": [{"primaryPhone": "0612345678", "city": "Rabat"}, {"primaryPhone": "unknown"}]}
    tell("An upsert", "POST", "/contact/upsert?results=true", json=batch)
    tell("What happened to a contact", "GET", f"{path}/interactions")
    tell("The change feed", "GET", "/contact/changes?limit=1")
    tell("Who uses an attribute", "GET", f"/custom-attributes/{attribute['id']}/usage")
    upload = {"file": ("clients.csv", CSV)}
    taken = tell("An import, taken in", "POST", "/imports", files=upload)
    imports.preview(conninfo, settings, org_id, UUID(taken["id"]))
    tell("Its dry run", "GET", f"/imports/{taken['id']}")
    imports.run(conninfo, settings, org_id, UUID(taken["id"]))
    tell("Its result", "GET", f"/imports/{taken['id']}")
    tell("A saved mapping", "POST", "/import-mappings", json={"name": "CRM", "importId": taken["id"]})
    session = tell("The published upload", "POST", "/contact/ingestion/upload", files=upload)["sessionId"]
    columns = [{"column": 0, "field": "primaryPhone"}, {"column": 1, "field": "fullName"}]
    check = {"sessionId": session, "columnMappings": columns}
    tell("The published check", "POST", "/contact/ingestion/validate", json=check)
    tell("A contact in the trash", "DELETE", path)
    tell("No such contact", "GET", path)


def _id(number: int) -> str:
    return f"01a20000-0000-7000-8000-{number:012d}"
