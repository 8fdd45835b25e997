"""Rows of the audit log."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from gomobile.audit.entry import GENESIS, Line
from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.audit")


@dataclass(frozen=True, slots=True)
class Which:
    """Which lines are meant; None means any."""

    action: str | None = None
    actor_id: UUID | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain is said to end, and `last`: the last line that is there."""

    sequence: int
    hash: bytes | None
    last: int


def lock_head(conn: Connection, org_id: UUID) -> tuple[int, bytes]:
    """The last sequence and hash; nobody else appends until the transaction ends."""
    row = conn.execute(SQL["lock_head"], {"org_id": org_id, "genesis": GENESIS}).fetchone()
    assert row is not None
    return int(row[0]), bytes(row[1])


def append(conn: Connection, line: Line) -> None:
    """Store a line at the end of a locked chain."""
    row: dict[str, Any] = asdict(line)
    for name in ("before", "after"):
        row[name] = None if row[name] is None else Jsonb(row[name])
    conn.execute(SQL["insert_line"], {**row, "org_id": line.organization_id})
    conn.execute(SQL["move_head"], {"org_id": line.organization_id, "sequence": line.sequence, "hash": line.hash})


def find_head(conn: Connection, org_id: UUID) -> Head:
    """The end of the chain."""
    with conn.cursor(row_factory=class_row(Head)) as cursor:
        head = cursor.execute(SQL["find_head"], {"org_id": org_id}).fetchone()
    assert head is not None
    return head


def read_chain(conn: Connection, org_id: UUID, after: int, to: int, limit: int) -> list[Line]:
    """Lines in the order of the chain."""
    with conn.cursor(row_factory=class_row(Line)) as cursor:
        values = {"org_id": org_id, "after": after, "to": to, "limit": limit}
        return cursor.execute(SQL["read_chain"], values).fetchall()


def list_lines(
    conn: Connection, org_id: UUID, which: Which, *, before: int | None, limit: int, offset: int = 0
) -> list[Line]:
    """Lines, newest first."""
    with conn.cursor(row_factory=class_row(Line)) as cursor:
        values = {"org_id": org_id, **asdict(which), "before": before, "limit": limit, "offset": offset}
        return cursor.execute(SQL["list_lines"], values).fetchall()


def count_lines(conn: Connection, org_id: UUID, which: Which) -> int:
    """How many lines fit."""
    row = conn.execute(SQL["count_lines"], {"org_id": org_id, **asdict(which)}).fetchone()
    assert row is not None
    return int(row[0])
