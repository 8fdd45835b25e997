"""A saved view as a value, and what one may hold. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from gomobile.accounts.caller import Caller
from gomobile.errors import FieldError

ViewList = Literal[
    "contacts", "audiences", "members", "tags", "attributes", "imports", "duplicates", "suppressions", "consents",
    "call_results", "audit",
]  # fmt: skip
MAX_NAME = 64
MAX_QUERY = 32 * 1024
"""Bytes of a query as JSON."""
MAX_DEPTH = 50
"""Objects and lists within each other: one of hundreds would keep everybody from listing a shared view."""
MAX_NUMBER = 2**53 - 1
"""Of a greater one a browser loses digits, and an answer cannot hold it."""
MAX_COLUMNS = 200
MAX_VIEWS = 200
"""Views of one owner for one list."""
_TEXTS = ("search", "sortBy")


@dataclass(frozen=True, slots=True)
class View:
    """How somebody arranged a list: `query` holds search, filter, order, columns and whatever else the list takes."""

    id: UUID
    list: ViewList
    name: str
    query: dict[str, Any]
    shared: bool
    position: int
    owner_kind: str
    owner: UUID | None
    version: int
    created_at: datetime
    updated_at: datetime

    def belongs_to(self, caller: Caller) -> bool:
        """Whether the caller made it."""
        return (self.owner_kind, self.owner) == (caller.kind, caller.id)


def problems_of(name: str | None, query: Mapping[str, Any] | None) -> list[FieldError]:
    """What is wrong with a name and a query; None for one that is not given."""
    problems = []
    if name is not None and not (name and len(name) <= MAX_NAME and name.isprintable()):
        text = f"A name has 1 to {MAX_NAME} characters that can be printed."
        problems.append(FieldError("name", "format", text, {"max": MAX_NAME}, name[:100]))
    if query is not None:
        problems += _query_problems(query)
    return problems


def _is_deep(query: Mapping[str, Any]) -> bool:
    level: list[Any] = [query]
    for _ in range(MAX_DEPTH):
        level = [
            part
            for whole in level
            for part in (whole.values() if isinstance(whole, dict) else whole)
            if isinstance(part, dict | list)
        ]
        if not level:
            return False
    return True


def _holds_great_number(part: Any) -> bool:
    if isinstance(part, dict | list):
        return any(map(_holds_great_number, part.values() if isinstance(part, dict) else part))
    return isinstance(part, int | float) and not abs(part) <= MAX_NUMBER


def _query_problems(query: Mapping[str, Any]) -> list[FieldError]:
    if _is_deep(query):
        text = f"A view goes {MAX_DEPTH} levels deep; use an audience for its rules."
        return [FieldError("query", "maxDepth", text, {"max": MAX_DEPTH})]
    if _holds_great_number(query):
        text = f"A number in a view is at most {MAX_NUMBER:,} from zero; give a smaller one, or a text."
        return [FieldError("query", "range", text, {"max": MAX_NUMBER})]
    written = json.dumps(query, separators=(",", ":"))
    size = len(written.encode())
    if size > MAX_QUERY:
        text = (
            f"A view takes {MAX_QUERY:,} bytes; this one has {size:,}. Use fewer columns, or an audience for its rules."
        )
        return [FieldError("query", "maxLength", text, {"max": MAX_QUERY})]
    problems = [
        FieldError(f"query.{key}", "type", f"{key} is a text.")
        for key in _TEXTS
        if not isinstance(query.get(key), str | None)
    ]
    if "\\u0000" in written:
        problems.append(FieldError("query", "invalidCharacter", "A text in the view holds a NUL character; remove it."))
    if not isinstance(query.get("filter"), dict | None):
        problems.append(FieldError("query.filter", "type", "filter is a rule tree, an object."))
    if query.get("sortOrder") not in (None, "asc", "desc"):
        text = "sortOrder is asc or desc."
        problems.append(FieldError("query.sortOrder", "enum", text, {"enum": ["asc", "desc"]}))
    columns = query.get("columns", [])
    if not isinstance(columns, list) or len(columns) > MAX_COLUMNS or not all(isinstance(one, str) for one in columns):
        text = f"columns is a list of at most {MAX_COLUMNS} names of fields."
        problems.append(FieldError("query.columns", "type", text, {"max": MAX_COLUMNS}))
    return problems
