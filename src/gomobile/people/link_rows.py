"""Rows of links that let somebody in once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.people.person import Link

SQL = load("gomobile.people")
_NOTHING = dict.fromkeys(("token_hash", "organization_id", "person_id", "email", "email_key", "name", "role", "locale"))


def insert(conn: Connection, purpose: str, lasts: timedelta, actor: Actor, **given: Any) -> Link:
    """Store a link; what is not given is null."""
    values = {**_NOTHING, **given, "purpose": purpose, "lasts": lasts, "actor_kind": actor.kind, "actor": actor.id}
    with conn.cursor(row_factory=class_row(Link)) as cursor:
        row = cursor.execute(SQL["insert_link"], values).fetchone()
    assert row is not None
    return row


def with_hash(conn: Connection, lookup: bytes) -> list[Link]:
    """Links not used yet with this hash prefix, locked."""
    with conn.cursor(row_factory=class_row(Link)) as cursor:
        return cursor.execute(SQL["find_links"], {"lookup": lookup}).fetchall()


def get(conn: Connection, link_id: UUID) -> Link | None:
    """One link not used yet, locked."""
    with conn.cursor(row_factory=class_row(Link)) as cursor:
        return cursor.execute(SQL["get_link"], {"link_id": link_id}).fetchone()


def get_invitation(conn: Connection, org_id: UUID, link_id: UUID) -> Link | None:
    """One open invitation, locked."""
    with conn.cursor(row_factory=class_row(Link)) as cursor:
        return cursor.execute(SQL["get_invitation"], {"org_id": org_id, "link_id": link_id}).fetchone()


def renew(
    conn: Connection, link_id: UUID, token_hash: bytes | None, lasts: timedelta, person_id: UUID | None = None
) -> None:
    """Give a link another token and its whole time."""
    values = {"link_id": link_id, "token_hash": token_hash, "lasts": lasts, "person_id": person_id}
    conn.execute(SQL["renew_link"], values)


def use(conn: Connection, link_id: UUID) -> None:
    """A link has been used."""
    conn.execute(SQL["use_link"], {"link_id": link_id})


def delete(conn: Connection, link_id: UUID) -> None:
    """Take a link back."""
    conn.execute(SQL["delete_link"], {"link_id": link_id})


def delete_resets(conn: Connection, person_id: UUID) -> None:
    """Take back what lets a person choose a password."""
    conn.execute(SQL["delete_links_of"], {"person_id": person_id})


def delete_set_ups(conn: Connection) -> None:
    """Take back earlier links to the first account."""
    conn.execute(SQL["delete_set_up_links"])
