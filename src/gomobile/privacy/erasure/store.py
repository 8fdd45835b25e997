"""Rows of persons to be erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.privacy.erasure")


@dataclass(frozen=True, slots=True)
class Locked:
    """A contact that nobody else changes until the transaction ends."""

    id: UUID
    phone_key: str
    primary_email: str | None
    deleted: bool
    archived: bool
    version: int


@dataclass(frozen=True, slots=True)
class Names:
    """A number and an e-mail address that a contact has or had."""

    phone_key: str | None
    primary_email: str | None


def one_at_a_time(conn: Connection, org_id: UUID) -> None:
    """Wait for another erasure of the organization to end."""
    conn.execute(SQL["one_at_a_time"], {"org_id": org_id})


def merged_into(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """These contacts and those that were merged into them."""
    return [id for (id,) in conn.execute(SQL["find_persons"], {"org_id": org_id, "ids": list(ids)}).fetchall()]


def survivors(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """These contacts and those that they were merged into."""
    return [id for (id,) in conn.execute(SQL["find_survivor"], {"org_id": org_id, "ids": list(ids)}).fetchall()]


def lock(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> list[Locked]:
    """Those of these contacts that exist, deleted or not, locked in the order of their ids."""
    with conn.cursor(row_factory=class_row(Locked)) as cursor:
        return cursor.execute(SQL["lock_contacts"], {"org_id": org_id, "ids": list(ids)}).fetchall()


def of_number(conn: Connection, org_id: UUID, phone_key: str) -> list[UUID]:
    """The contacts with a number, deleted or not."""
    rows = conn.execute(SQL["find_of_number"], {"org_id": org_id, "phone_key": phone_key}).fetchall()
    return [id for (id,) in rows]


def names_of(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> list[Names]:
    """Every number and address of contacts."""
    with conn.cursor(row_factory=class_row(Names)) as cursor:
        return cursor.execute(SQL["find_names"], {"org_id": org_id, "ids": list(ids)}).fetchall()


def shared(
    conn: Connection, org_id: UUID, ids: Sequence[UUID], keys: Sequence[str], emails: Sequence[str]
) -> tuple[set[str], set[str]]:
    """Which of these numbers and addresses other contacts have."""
    values = {"org_id": org_id, "ids": list(ids), "keys": list(keys), "emails": list(emails)}
    rows = conn.execute(SQL["find_shared"], values).fetchall()
    return {key for key, _ in rows if key}, {email for _, email in rows if email}


def erase_place(conn: Connection, name: str, values: dict[str, Any]) -> int:
    """Erase what a place holds; how many rows it changed."""
    row = conn.execute(SQL[name], values).fetchone()
    assert row is not None
    return int(row[0])


def count_gone(conn: Connection, org_id: UUID, live: int, archived: int) -> None:
    """Take contacts off the count."""
    conn.execute(SQL["count_contacts"], {"org_id": org_id, "live": live, "archived": archived})
