"""Similar numbers as a CSV. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from gomobile.exports.formula import guard
from gomobile.quality.duplicates.store import SimilarNumbers

HEADER = ("kind", "contactId", "primaryPhone", "displayName", "otherContactId", "otherPrimaryPhone", "otherDisplayName")


def similar_csv(blocks: Iterable[list[SimilarNumbers]]) -> Iterator[bytes]:
    """The lines of the file, its header first, a block at a time."""
    yield _lines([HEADER])
    for block in blocks:
        yield _lines(
            (
                one.kind,
                str(one.left_id),
                one.left_phone,
                one.left_name or "",
                str(one.right_id),
                one.right_phone,
                one.right_name or "",
            )
            for one in block
        )


def _lines(rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([guard(cell) for cell in row] for row in rows)
    return text.getvalue().encode()
