"""Columns that this product itself writes beside the fields of a contact. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

REJECT_COLUMNS = ("line", "column", "code", "message", "value")
READ_ONLY = frozenset(
    "id organizationId displayName version attributeErrors createdAt createdBy createdByKind updatedAt updatedBy"
    " updatedByKind deletedAt deletedBy deletedByKind tags audiences".split()
)
FACT = "a read-only fact of an export"
ABOUT_REJECTS = "says why the row was rejected"


def own_columns(header: Sequence[str]) -> dict[int, str]:
    """Why a column is left out, by its position, for the read-only columns of an export and those that the file of
    rejected rows ends with.
    """
    found = {}
    end = len(header)
    while end >= len(REJECT_COLUMNS) and all(
        re.fullmatch(rf"{name}_*(?: \(\d+\))?", header[end - len(REJECT_COLUMNS) + at])
        for at, name in enumerate(REJECT_COLUMNS)
    ):
        end -= len(REJECT_COLUMNS)
        found.update(dict.fromkeys(range(end, end + len(REJECT_COLUMNS)), ABOUT_REJECTS))
    is_export = "primaryPhone" in header
    for column, name in enumerate(header):
        if name.startswith("phone.") or (is_export and name in READ_ONLY):
            found.setdefault(column, FACT)
    return found
