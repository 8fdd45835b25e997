"""Rows of secondary numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.contacts.numbers")


@dataclass(frozen=True, slots=True)
class SecondaryPhone:
    """A number of a contact beside its primary one; `merge_id` is the merge that brought it."""

    phone_key: str
    primary_phone: str
    merge_id: UUID | None
    added_at: datetime


def list_secondary(conn: Connection, org_id: UUID, contact_id: UUID) -> list[SecondaryPhone]:
    """The secondary numbers of a contact, in the order in which they came."""
    with conn.cursor(row_factory=class_row(SecondaryPhone)) as cursor:
        return cursor.execute(SQL["list_secondary"], {"org_id": org_id, "contact_id": contact_id}).fetchall()


def add(conn: Connection, org_id: UUID, contact_id: UUID, phone_key: str, primary_phone: str) -> bool:
    """Give a contact a number; False when another live contact has it as a secondary one."""
    row = {"org_id": org_id, "contact_id": contact_id, "phone_key": phone_key, "primary_phone": primary_phone}
    return conn.execute(SQL["add_secondary"], row).fetchone() is not None


def remove(conn: Connection, org_id: UUID, contact_id: UUID, phone_key: str) -> bool:
    """Take a number from a contact; False when it did not have it."""
    row = {"org_id": org_id, "contact_id": contact_id, "phone_key": phone_key}
    return conn.execute(SQL["remove_secondary"], row).fetchone() is not None


def note(conn: Connection, org_id: UUID, actor: Actor, contact_id: UUID, before: Sequence[SecondaryPhone]) -> None:
    """Stamp a contact whose numbers changed and keep those that it had as history."""
    phones = [phone.primary_phone for phone in before]
    scope = {"org_id": org_id, "actor_kind": actor.kind, "actor": actor.id}
    conn.execute(SQL["note_numbers"], {**scope, "id": contact_id, "phones": phones})
