"""Duplicates that need no estimate: one e-mail address, or one number, in two contacts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from gomobile.db.pool import Connection, connect
from gomobile.db.repeating import repeated
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


def find(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """Store the certain pairs of these contacts, and forget those that hold no more, in the transaction that wrote
    them; nobody is waited for. Returns those of these contacts of whom a twin is being written by somebody else at the
    moment, for `find_again` to look at.
    """
    store.drop_other_emails(conn, org_id, ids)
    kept = store.keep_pairs(conn, org_id, _found(store.twins(conn, org_id, ids, SHARED_EMAIL)), wait=False)
    return sorted({id for pair in kept.missed for id in (pair.left_id, pair.right_id)} & {*ids})


def find_again(conninfo: str, org_id: UUID, ids: Sequence[UUID] | None, run_id: UUID | None = None) -> Certain:
    """The same in a job, of these contacts or of all: it waits for who writes them, and holds few of them at a time."""
    with connect(conninfo, name="gomobile-duplicates", autocommit=True) as conn:
        dropped = repeated(lambda: store.drop_other_emails(conn, org_id, ids))
        twins = store.twins(conn, org_id, ids, SHARED_EMAIL)
        created = 0
        for start in range(0, len(twins), _CHUNK):
            found = _found(twins[start : start + _CHUNK])

            def keep(found: list[Found] = found) -> int:
                with conn.transaction():
                    return store.keep_pairs(conn, org_id, found, run_id).created

            created += repeated(keep)
    return Certain(len(twins), created, dropped)


def _found(twins: Sequence[Twins]) -> list[Found]:
    """Each pair once: who shares both an address and a number is found twice."""
    return list({(one.left_id, one.right_id): _pair(one) for one in twins}.values())


def _pair(twins: Twins) -> Found:
    left = (twins.left_first, twins.left_last, twins.left_full)
    right = (twins.right_first, twins.right_last, twins.right_full)
    score, entries = explain.certain(_FIELDS[twins.kind], left, right)
    return Found(twins.left_id, twins.right_id, twins.kind, score, json.dumps(entries))
