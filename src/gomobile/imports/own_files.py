"""Columns that this product itself writes beside the fields of a contact. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

REJECT_COLUMNS = ("line", "column", "code", "message", "value")

READ_ONLY = frozenset(
    {
        *("id", "organizationId", "displayName", "version", "attributeErrors", "tags", "audiences", "suppressed"),
        *("createdAt", "createdBy", "createdByKind", "updatedAt", "updatedBy", "updatedByKind"),
        *("deletedAt", "deletedBy", "deletedByKind"),
    }
)
_FACTS = ("e164", "status", "type", "region", "carrier", "timeZone", "national", "international")
PHONE_FACTS = frozenset(f"phone.{fact}" for fact in _FACTS)


def own_columns(header: Sequence[str]) -> dict[int, str]:
    """Why a column is left out, by position.

    Those are the read-only facts of an export, which is known by its `primaryPhone`, and what the file of
    rejected rows ends with, also after several rounds of mending.
    """
    found: dict[int, str] = {}
    count = len(REJECT_COLUMNS)
    end = len(header)
    while end >= count and all(map(_is_named, header[end - count : end], REJECT_COLUMNS)):
        end -= count
        found |= dict.fromkeys(range(end, end + count), "it says why the row was rejected")
    if "primaryPhone" in header:
        found |= {
            n: "a read-only fact of an export"
            for n, name in enumerate(header[:end])
            if name in READ_ONLY or name in PHONE_FACTS
        }
    return found


def _is_named(header: str, name: str) -> bool:
    """A name that the file had already got a `_`, or a number from the reader."""
    return re.fullmatch(rf"{name}_*(?: \(\d+\))?", header) is not None
