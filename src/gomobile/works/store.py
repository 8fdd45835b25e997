"""Rows about long works."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.works")


def names_of_authors(conn: Connection, org_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of keys and people."""
    return dict(conn.execute(SQL["names_of_authors"], {"org_id": org_id, "ids": list(ids)}).fetchall())
