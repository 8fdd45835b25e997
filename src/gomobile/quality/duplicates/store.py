"""Rows of duplicate pairs and of similar numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from psycopg.rows import class_row

from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.quality.duplicates")

PairKind = Literal["phone", "email", "probable"]
PairStatus = Literal["open", "skipped", "dismissed", "merged"]
SimilarKind = Literal["one_digit", "swapped", "same_tail"]


@dataclass(frozen=True, slots=True)
class Since:
    """A position in the change feed."""

    era: int
    xid: int


@dataclass(frozen=True, slots=True)
class Found:
    """A pair that was found; `explanation` is JSON."""

    left_id: UUID
    right_id: UUID
    kind: PairKind
    score: float
    explanation: str


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of some pairs are new, and those that were not stored."""

    created: int
    missed: list[Found]


@dataclass(frozen=True, slots=True)
class Twins:
    """Two live contacts with one e-mail address or number, and their names."""

    left_id: UUID
    right_id: UUID
    kind: PairKind
    left_first: str | None
    left_last: str | None
    left_full: str | None
    right_first: str | None
    right_last: str | None
    right_full: str | None


@dataclass(frozen=True, slots=True)
class SimilarNumbers:
    """Two contacts whose numbers differ little; `kind` is one_digit, swapped or same_tail. A phone is as it was
    written, a key is its canonical form.
    """

    left_id: UUID
    right_id: UUID
    kind: SimilarKind
    left_phone: str
    right_phone: str
    left_key: str
    right_key: str
    left_name: str | None
    right_name: str | None


def keep_pairs(
    conn: Connection, org_id: UUID, found: Sequence[Found], run_id: UUID | None = None, *, wait: bool = True
) -> Kept:
    """Store pairs of which both contacts are still there and, without `wait`, written by nobody else."""
    ids = {id for pair in found for id in (pair.left_id, pair.right_id)}
    query = SQL["lock_live" if wait else "lock_live_at_once"]
    live = {id for (id,) in conn.execute(query, {"org_id": org_id, "ids": list(ids)}).fetchall()}
    kept = [pair for pair in found if pair.left_id in live and pair.right_id in live]
    values = {
        "org_id": org_id,
        "run_id": run_id,
        "left_ids": [pair.left_id for pair in kept],
        "right_ids": [pair.right_id for pair in kept],
        "kinds": [pair.kind for pair in kept],
        "scores": [pair.score for pair in kept],
        "explanations": [pair.explanation for pair in kept],
    }
    created = sum(created for (created,) in conn.execute(SQL["keep_pairs"], values).fetchall())
    return Kept(created, [pair for pair in found if pair.left_id not in live or pair.right_id not in live])


def twins(conn: Connection, org_id: UUID, ids: Sequence[UUID] | None, largest: int) -> list[Twins]:
    """Pairs with one e-mail address or number, of these contacts or of all."""
    values = {"org_id": org_id, "ids": None if ids is None else list(ids), "largest": largest}
    query = SQL["same_email" if ids is None else "same_email_as"]
    with conn.cursor(row_factory=class_row(Twins)) as cursor:
        return [
            *cursor.execute(query, values).fetchall(),
            *cursor.execute(SQL["same_phone"], values).fetchall(),
        ]


def shared_emails(conn: Connection, org_id: UUID, largest: int) -> tuple[int, int]:
    """(addresses, contacts) of the addresses that more than `largest` contacts share."""
    row = conn.execute(SQL["shared_emails"], {"org_id": org_id, "largest": largest}).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def drop_other_emails(conn: Connection, org_id: UUID, ids: Sequence[UUID] | None) -> int:
    """Forget the open pairs whose addresses differ by now, of these contacts or of all."""
    values = {"org_id": org_id, "ids": None if ids is None else list(ids)}
    return conn.execute(SQL["drop_other_emails"], values).rowcount


def drop_open(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> None:
    """Forget the open pairs and the similar numbers of contacts that are gone."""
    conn.execute(SQL["drop_open"], {"org_id": org_id, "ids": list(ids)})
    conn.execute(SQL["drop_similar"], {"org_id": org_id, "ids": list(ids)})


def drop_stale(conn: Connection, org_id: UUID, run_id: UUID, before: datetime, ids: Sequence[UUID] | None) -> int:
    """Forget the open pairs that a run did not find again: the certain ones, and probable ones of these contacts or of
    all.
    """
    values = {"org_id": org_id, "run_id": run_id, "before": before, "ids": None if ids is None else list(ids)}
    return conn.execute(SQL["drop_stale"], values).rowcount


def replace_similar(
    conn: Connection, org_id: UUID, ids: Sequence[UUID] | None, rows: Iterable[tuple[str, str, str]]
) -> int:
    """Store the similar numbers of these contacts, or of all, in place of what was known; returns their number."""
    conn.execute(SQL["drop_similar"], {"org_id": org_id, "ids": None if ids is None else list(ids)})
    count = 0
    with conn.cursor() as cursor, cursor.copy(SQL["copy_similar"]) as copy:
        for left, right, kind in rows:
            copy.write_row((org_id, left, right, kind))
            count += 1
    return count


def list_similar(
    conn: Connection, org_id: UUID, kind: str | None, after: tuple[UUID, UUID], rows: int
) -> list[SimilarNumbers]:
    """A page of similar numbers."""
    values = {"org_id": org_id, "kind": kind, "after_left": after[0], "after_right": after[1], "rows": rows}
    with conn.cursor(row_factory=class_row(SimilarNumbers)) as cursor:
        return cursor.execute(SQL["list_similar"], values).fetchall()


def count_similar(conn: Connection, org_id: UUID, kind: str | None) -> int:
    """How many similar numbers were found."""
    row = conn.execute(SQL["count_similar"], {"org_id": org_id, "kind": kind}).fetchone()
    return int(row[0]) if row else 0
