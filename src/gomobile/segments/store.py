"""The names that rules may use."""

from __future__ import annotations

from uuid import UUID

from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.segments")


def tags(conn: Connection, org_id: UUID) -> list[tuple[UUID, str]]:
    """Every tag's id and name."""
    return [(id, name) for id, name in conn.execute(SQL["tags"], {"org_id": org_id}).fetchall()]


def audiences(conn: Connection, org_id: UUID) -> list[UUID]:
    """The ids of the audiences that are not deleted."""
    return [id for (id,) in conn.execute(SQL["audiences"], {"org_id": org_id}).fetchall()]
