"""Rows that mention a person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.privacy.person import Person, scrub
from gomobile.privacy.places import Trace

SQL = load("gomobile.privacy.traces")

#: The queries of each place that are looked through.
QUERIES = {
    "import_problems": ("find_import_problems", "store_import_problems"),
    "import_corrections": ("find_import_corrections", "store_import_corrections"),
    "imports": ("find_imports", "store_imports"),
    "idempotency_keys": ("find_idempotency_keys", "store_idempotency_keys"),
    "bulk_actions": ("find_bulk_actions", "store_bulk_actions"),
    "saved_views": ("find_saved_views", "store_saved_views"),
    "hygiene_runs": ("find_hygiene_runs", "store_hygiene_runs"),
    "duplicate_runs": ("find_duplicate_runs", "store_duplicate_runs"),
    "procrastinate_jobs": ("find_procrastinate_jobs", "store_procrastinate_jobs"),
}
#: Contents that are JSON within a text.
_WRITTEN = ("table", "body")
#: Contents that are made of records; of the others single values are blanked, and the rest goes on working.
_RECORDS = ("preview", "report", "body")


@dataclass(frozen=True, slots=True)
class Mention:
    """A row that mentions a person: its key, what it holds, and the same without them."""

    key: Any
    content: Any
    without: Any


def find_mentions(conn: Connection, org_id: UUID, trace: Trace, person: Person) -> list[Mention]:
    """The rows of a place that mention a person. All its rows of the organization are looked through."""
    values = {"org_id": org_id, "pattern": person.pattern, "likes": [f"%{id}%" for id in sorted(map(str, person.ids))]}
    rows = conn.execute(SQL[QUERIES[trace.name][0]], values).fetchall()
    found = []
    for key, stored in rows:
        content = _read(stored)
        if trace.by == "row":
            if _cells_mention(content, person):
                found.append(Mention(key, content, None))
            continue
        parts = {
            name: scrub(part, person, values_only=trace.by == "value" or name not in _RECORDS)
            for name, part in content.items()
        }
        if parts != content:
            found.append(Mention(key, content, parts))
    return found


def store_without(conn: Connection, org_id: UUID, trace: Trace, mention: Mention) -> None:
    """Put a row back without the person."""
    content = Jsonb(_written(mention.without)) if mention.without is not None else None
    conn.execute(SQL[QUERIES[trace.name][1]], {"org_id": org_id, "key": Jsonb(mention.key), "content": content})


def _cells_mention(content: Any, person: Person) -> bool:
    return any(isinstance(cell, str) and person.mentioned_in(cell) for cell in content["cells"]) or (
        scrub(content["problems"], person) != content["problems"]
    )


def _read(content: dict[str, Any]) -> dict[str, Any]:
    found = dict(content)
    for name in _WRITTEN:
        if str(found.get(name)).startswith(("{", "[")):
            found[name] = json.loads(found[name])
    return found


def _written(content: dict[str, Any]) -> dict[str, Any]:
    found = dict(content)
    for name in _WRITTEN:
        if isinstance(found.get(name), dict | list):
            found[name] = json.dumps(found[name], ensure_ascii=False)
    return found
