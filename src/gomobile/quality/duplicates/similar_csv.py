"""Similar numbers as a CSV. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gomobile.exports.csv_stream import csv_stream
from gomobile.quality.duplicates.store import SimilarNumbers

HEADER = ("kind", "contactId", "primaryPhone", "displayName", "otherContactId", "otherPrimaryPhone", "otherDisplayName")


def similar_csv(blocks: Iterable[list[SimilarNumbers]]) -> Iterator[bytes]:
    """The file, its header first, piece by piece."""
    return csv_stream(HEADER, (_cells(one) for block in blocks for one in block), mark=False)


def _cells(one: SimilarNumbers) -> list[str | None]:
    return [
        one.kind,
        str(one.left_id),
        one.left_phone,
        one.left_name,
        str(one.right_id),
        one.right_phone,
        one.right_name,
    ]
