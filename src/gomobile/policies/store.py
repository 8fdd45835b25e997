"""Rows of policies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.policies")


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """The stored settings of a policy, by their JSON name."""

    name: str
    value: dict[str, Any]
    updated_at: datetime
    updated_by_kind: str
    updated_by: UUID | None


def find(conn: Connection, org_id: UUID, name: str) -> dict[str, Any]:
    """What is stored of a policy; nothing when all is at its default."""
    row = conn.execute(SQL["find_policy"], {"org_id": org_id, "name": name}).fetchone()
    return row[0] if row else {}


def list_policies(conn: Connection, org_id: UUID) -> dict[str, PolicyRow]:
    """The stored policies by name."""
    with conn.cursor(row_factory=class_row(PolicyRow)) as cursor:
        rows = cursor.execute(SQL["list_policies"], {"org_id": org_id}).fetchall()
    return {row.name: row for row in rows}


def lock(conn: Connection, org_id: UUID, name: str) -> None:
    """Keep others from changing a policy until the transaction ends."""
    conn.execute(SQL["lock_policy"], {"org_id": org_id, "name": name})


def forget(conn: Connection, org_id: UUID, name: str) -> None:
    """Let a policy be at its defaults again."""
    conn.execute(SQL["forget_policy"], {"org_id": org_id, "name": name})


def put(conn: Connection, org_id: UUID, actor: Actor, name: str, value: dict[str, Any]) -> None:
    """Store a policy."""
    values = {"org_id": org_id, "name": name, "value": Jsonb(value), "actor_kind": actor.kind, "actor": actor.id}
    conn.execute(SQL["store_policy"], values)
