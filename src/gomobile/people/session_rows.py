"""Rows of sessions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from psycopg.rows import class_row, dict_row

from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.people.person import Session

SQL = load("gomobile.people")


def insert(conn: Connection, **values: Any) -> Session:
    """Store a session."""
    with conn.cursor(row_factory=class_row(Session)) as cursor:
        row = cursor.execute(SQL["insert_session"], values).fetchone()
    assert row is not None
    return row


def authenticate(conn: Connection, lookup: bytes) -> list[dict[str, Any]]:
    """Sessions with this hash prefix, with person and organization."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(SQL["authenticate_session"], {"lookup": lookup}).fetchall()


def touch(conn: Connection, session_id: UUID, idle: timedelta, longest: timedelta) -> None:
    """Note that a session was used."""
    conn.execute(SQL["touch_session"], {"session_id": session_id, "idle": idle, "longest": longest})


def of_person(conn: Connection, person_id: UUID) -> list[Session]:
    """Where a person is signed in."""
    with conn.cursor(row_factory=class_row(Session)) as cursor:
        return cursor.execute(SQL["list_sessions"], {"person_id": person_id}).fetchall()


def end(conn: Connection, person_id: UUID, session_id: UUID) -> bool:
    """End one session; False when the person has no such session."""
    return conn.execute(SQL["end_session"], {"person_id": person_id, "session_id": session_id}).rowcount > 0


def end_all(conn: Connection, person_id: UUID, keep_id: UUID | None) -> int:
    """End the sessions of a person, but one if it is given; says how many."""
    return conn.execute(SQL["end_sessions"], {"person_id": person_id, "keep_id": keep_id}).rowcount


def choose(conn: Connection, session_id: UUID, organization_id: UUID) -> None:
    """Look at another organization."""
    conn.execute(SQL["choose_organization"], {"session_id": session_id, "organization_id": organization_id})
