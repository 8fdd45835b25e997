"""Rows of saved views."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from gomobile.accounts.caller import Caller
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.views.view import View

SQL = load("gomobile.views")


def list_views(conn: Connection, org_id: UUID, list: str | None, caller: Caller) -> list[View]:
    """Views of the caller and shared ones."""
    values = {"org_id": org_id, "list": list, "owner_kind": caller.kind, "owner": caller.id}
    with conn.cursor(row_factory=class_row(View)) as cursor:
        return cursor.execute(SQL["list_views"], values).fetchall()


def get_view(conn: Connection, org_id: UUID, id: UUID, *, lock: bool = False) -> View | None:
    """One view; `lock` keeps it from changing until the transaction ends."""
    with conn.cursor(row_factory=class_row(View)) as cursor:
        return cursor.execute(SQL["lock_view" if lock else "get_view"], {"org_id": org_id, "id": id}).fetchone()


def count_views(conn: Connection, org_id: UUID, list: str, caller: Caller) -> int:
    """How many views of a list the caller has."""
    values = {"org_id": org_id, "list": list, "owner_kind": caller.kind, "owner": caller.id}
    row = conn.execute(SQL["count_views"], values).fetchone()
    assert row is not None
    return row[0]


def insert_view(conn: Connection, org_id: UUID, caller: Caller, **values: Any) -> View | None:
    """Save a view; None when its owner has one of this name."""
    values |= {"query": Jsonb(values["query"]), "owner_kind": caller.kind, "owner": caller.id}
    with conn.cursor(row_factory=class_row(View)) as cursor:
        return cursor.execute(SQL["insert_view"], {"org_id": org_id, **values}).fetchone()


def update_view(conn: Connection, org_id: UUID, view: View) -> View:
    """Store a locked view; raises UniqueViolation when its owner has another one of this name."""
    values = {
        "org_id": org_id,
        "id": view.id,
        "name": view.name,
        "query": Jsonb(view.query),
        "shared": view.shared,
        "position": view.position,
    }
    with conn.cursor(row_factory=class_row(View)) as cursor:
        row = cursor.execute(SQL["update_view"], values).fetchone()
    assert row is not None
    return row


def delete_view(conn: Connection, org_id: UUID, id: UUID) -> None:
    """Forget a view."""
    conn.execute(SQL["delete_view"], {"org_id": org_id, "id": id})
