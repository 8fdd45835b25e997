"""Rows of organizations and keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row, dict_row

from gomobile.accounts.caller import KeyRole, Organization
from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.accounts")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An API key without its secret."""

    id: UUID
    name: str
    role: KeyRole
    key_prefix: str
    is_active: bool
    expires_at: datetime | None
    last_used_at: datetime | None
    created_by: UUID | None
    created_at: datetime
    updated_at: datetime


def insert_organization(conn: Connection, **values: Any) -> Organization:
    """Create an organization."""
    with conn.cursor(row_factory=class_row(Organization)) as cursor:
        row = cursor.execute(SQL["insert_organization"], values).fetchone()
    assert row is not None
    return row


def find_organization(conn: Connection, slug: str | None) -> Organization | None:
    """The organization with this slug; the first one for None."""
    with conn.cursor(row_factory=class_row(Organization)) as cursor:
        return cursor.execute(SQL["find_organization"], {"slug": slug}).fetchone()


def get_organization(conn: Connection, org_id: UUID) -> Organization | None:
    """The organization with this id."""
    with conn.cursor(row_factory=class_row(Organization)) as cursor:
        return cursor.execute(SQL["get_organization"], {"org_id": org_id}).fetchone()


def lock_organization(conn: Connection, org_id: UUID) -> Organization | None:
    """The same, kept from changing until the transaction ends."""
    with conn.cursor(row_factory=class_row(Organization)) as cursor:
        return cursor.execute(SQL["lock_organization"], {"org_id": org_id}).fetchone()


def list_organizations(conn: Connection) -> list[Organization]:
    """Every organization, oldest first."""
    with conn.cursor(row_factory=class_row(Organization)) as cursor:
        return cursor.execute(SQL["list_organizations"]).fetchall()


def update_organization(conn: Connection, org_id: UUID, **values: Any) -> Organization | None:
    """Change what is not None."""
    with conn.cursor(row_factory=class_row(Organization)) as cursor:
        return cursor.execute(SQL["update_organization"], {"org_id": org_id, **values}).fetchone()


def insert_key(conn: Connection, org_id: UUID, **values: Any) -> ApiKey:
    """Store a key."""
    with conn.cursor(row_factory=class_row(ApiKey)) as cursor:
        row = cursor.execute(SQL["insert_key"], {"org_id": org_id, **values}).fetchone()
    assert row is not None
    return row


def list_keys(conn: Connection, org_id: UUID, search: str | None) -> list[ApiKey]:
    """Keys that are not revoked."""
    with conn.cursor(row_factory=class_row(ApiKey)) as cursor:
        return cursor.execute(SQL["list_keys"], {"org_id": org_id, "search": search}).fetchall()


def update_key(conn: Connection, org_id: UUID, key_id: UUID, **values: Any) -> ApiKey | None:
    """Change a key; None when there is no such key."""
    with conn.cursor(row_factory=class_row(ApiKey)) as cursor:
        return cursor.execute(SQL["update_key"], {"org_id": org_id, "id": key_id, **values}).fetchone()


def revoke_key(conn: Connection, org_id: UUID, key_id: UUID) -> bool:
    """Revoke a key for good; False when there is no such key."""
    return conn.execute(SQL["revoke_key"], {"org_id": org_id, "id": key_id}).rowcount > 0


def authenticate(conn: Connection, lookup: bytes) -> list[dict[str, Any]]:
    """Usable keys with this hash prefix, joined with their organization."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(SQL["authenticate"], {"lookup": lookup}).fetchall()


def touch_key(conn: Connection, org_id: UUID, key_id: UUID) -> None:
    """Note that a key was used."""
    conn.execute(SQL["touch_key"], {"org_id": org_id, "id": key_id})


def used_now(conn: Connection, org_id: UUID) -> dict[str, int]:
    """Requests in the current second, by kind."""
    return dict(conn.execute(SQL["used_now"], {"org_id": org_id}).fetchall())


def count_request(conn: Connection, org_id: UUID, bucket: str) -> tuple[int, int]:
    """Count one request; returns (requests in this second, Unix time at which the second ends)."""
    row = conn.execute(SQL["count_request"], {"org_id": org_id, "bucket": bucket}).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])
