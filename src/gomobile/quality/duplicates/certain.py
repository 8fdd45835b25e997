"""Duplicates that need no estimate: one e-mail address, or one number, in two contacts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from gomobile.db.pool import Connection
from gomobile.quality.duplicates import explain, store
from gomobile.quality.duplicates.blocks import SHARED_EMAIL
from gomobile.quality.duplicates.store import Found, Twins

_FIELDS = {"email": "primaryEmail", "phone": "primaryPhone"}
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Certain:
    """What was found: `pairs` in all, `created` of them new, `dropped` that hold no more."""

    pairs: int
    created: int
    dropped: int


def find(conn: Connection, org_id: UUID, ids: Sequence[UUID] | None, run_id: UUID | None = None) -> Certain:
    """Store the certain pairs of these contacts, or of all, and forget those that hold no more."""
    dropped = store.drop_other_emails(conn, org_id, ids)
    twins = store.twins(conn, org_id, ids, SHARED_EMAIL)
    created = 0
    for start in range(0, len(twins), _CHUNK):
        found = {(one.left_id, one.right_id): _found(one) for one in twins[start : start + _CHUNK]}
        created += store.keep_pairs(conn, org_id, list(found.values()), run_id)
    return Certain(len(twins), created, dropped)


def _found(twins: Twins) -> Found:
    left = (twins.left_first, twins.left_last, twins.left_full)
    right = (twins.right_first, twins.right_last, twins.right_full)
    score, entries = explain.certain(_FIELDS[twins.kind], left, right)
    return Found(twins.left_id, twins.right_id, twins.kind, score, json.dumps(entries))
