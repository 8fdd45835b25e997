"""Rows about a person."""

from __future__ import annotations

from typing import Any

from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.privacy.subject")


def gather(conn: Connection, name: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    """What a place holds, as JSON objects."""
    return [row for (row,) in conn.execute(SQL[name], values).fetchall()]


def audit_lines(conn: Connection, values: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines of the audit log whose subject is one of `subjects`."""
    return [row for (row,) in conn.execute(SQL["audit_lines"], values).fetchall()]
