"""Before, after and now: what is to be done with a row or value when a merge is undone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from gomobile.contacts.fields import FIELDS

_KEYS = {
    "tags": ("tag_id",),
    "members": ("audience_id",),
    "phones": ("phone_key",),
    "consents": ("purpose", "channel"),
}


class Back(Enum):
    """LEAVE: nothing to do. RESTORE: put back what was before. KEEP: somebody changed it since the merge."""

    LEAVE = "leave"
    RESTORE = "restore"
    KEEP = "keep"


def put_back(before: Any, after: Any, now: Any) -> Back:
    """Tell from what was `before` a merge, what it left (`after`) and what is there `now`; None: nothing."""
    if before == after or now == before:
        return Back.LEAVE
    return Back.RESTORE if now == after else Back.KEEP


def by_key(table: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows of a table of one contact by what tells them apart."""
    return {"/".join(row[column] for column in _KEYS[table]): row for row in rows}


def column_names() -> dict[str, str]:
    """The fields of a contact by column, but for numbers and attributes."""
    return {field.column: name for name, field in FIELDS.items()}
