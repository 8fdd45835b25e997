"""Rows of contacts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from gomobile.accounts.caller import Actor
from gomobile.contacts.contact import Contact
from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.contacts")


@dataclass(frozen=True, slots=True)
class Deleted:
    """A deleted contact that can be restored."""

    id: UUID
    deleted_at: datetime


def find(conn: Connection, org_id: UUID, id: UUID) -> Contact | None:
    """A contact, deleted or not."""
    return _cursor(conn).execute(SQL["find_contact"], {"org_id": org_id, "id": id}).fetchone()


def lock(conn: Connection, org_id: UUID, id: UUID) -> Contact | None:
    """A contact, deleted or not, that nobody else changes until the transaction ends."""
    return _cursor(conn).execute(SQL["lock_contact"], {"org_id": org_id, "id": id}).fetchone()


def find_many(conn: Connection, org_id: UUID, ids: Iterable[UUID]) -> list[Contact]:
    """Those of these contacts that exist, deleted or not, in any order."""
    return _cursor(conn).execute(SQL["find_contacts"], {"org_id": org_id, "ids": list(ids)}).fetchall()


def counts(conn: Connection, org_id: UUID) -> tuple[int, int]:
    """How many contacts are not deleted, and how many of these are archived."""
    row = conn.execute(SQL["sum_live"], {"org_id": org_id}).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def tagged(conn: Connection, org_id: UUID, tag_id: UUID) -> int:
    """How many contacts that are neither deleted nor archived have a tag."""
    row = conn.execute(SQL["sum_tagged"], {"org_id": org_id, "tag_id": tag_id}).fetchone()
    assert row is not None
    return int(row[0])


def members(conn: Connection, org_id: UUID, audience_id: UUID) -> int:
    """How many contacts are in an audience."""
    row = conn.execute(SQL["sum_members"], {"org_id": org_id, "audience_id": audience_id}).fetchone()
    assert row is not None
    return int(row[0])


def fold(conn: Connection, text: str) -> str:
    """A text as search and sort see it."""
    row = conn.execute(SQL["fold"], {"text": text}).fetchone()
    assert row is not None
    return row[0]


def only_bitmaps(conn: Connection, *, on: bool) -> None:
    """Let the planner use bitmap scans only, until the transaction ends or it is switched off."""
    conn.execute(SQL["only_bitmaps"], {"others": "off" if on else "on"})


def holder(conn: Connection, org_id: UUID, phone_key: str) -> UUID | None:
    """The live contact that has a number."""
    row = conn.execute(SQL["find_holder"], {"org_id": org_id, "phone_key": phone_key}).fetchone()
    return row[0] if row else None


def holders(conn: Connection, org_id: UUID, phone_keys: Sequence[str]) -> dict[str, UUID]:
    """The live contacts that have these numbers, by number."""
    rows = conn.execute(SQL["find_holders"], {"org_id": org_id, "phone_keys": list(phone_keys)}).fetchall()
    return dict(rows)


def last_deleted(conn: Connection, org_id: UUID, phone_key: str) -> Deleted | None:
    """The contact with a number that was deleted last."""
    with conn.cursor(row_factory=class_row(Deleted)) as cursor:
        return cursor.execute(SQL["find_deleted"], {"org_id": org_id, "phone_key": phone_key}).fetchone()


def insert(conn: Connection, org_id: UUID, actor: Actor, values: dict[str, Any]) -> UUID | None:
    """Store a contact; None when a live one has the number. Waits for whoever is creating it."""
    row = {**values, **_scope(org_id, actor), "attributes": Jsonb(values["attributes"])}
    made = conn.execute(SQL["insert_contact"], row).fetchone()
    return made[0] if made else None


def update(conn: Connection, actor: Actor, contact: Contact) -> Contact:
    """Store the values of a locked contact and what they overwrote. Raises UniqueViolation
    `contacts_phone_key`.
    """
    row = {
        **asdict(contact),
        **_scope(contact.organization_id, actor),
        "attributes": Jsonb(contact.attributes),
    }
    return _stamped(conn.execute(SQL["update_contact"], row).fetchone(), contact, actor)


def set_deleted(conn: Connection, actor: Actor, contact: Contact, *, deleted: bool) -> Contact:
    """Move a locked contact to the trash or back. Raises UniqueViolation `contacts_phone_key`."""
    row = {**_scope(contact.organization_id, actor), "id": contact.id, "deleted": deleted}
    made = conn.execute(SQL["set_deleted"], row).fetchone()
    stamped = _stamped(made, contact, actor)
    if deleted:
        return replace(stamped, deleted_at=stamped.updated_at, deleted_by_kind=actor.kind, deleted_by=actor.id)
    return replace(stamped, deleted_at=None, deleted_by_kind=None, deleted_by=None)


def announce(conn: Connection, org_id: UUID, actor: Actor, kind: str, ids: Sequence[UUID]) -> None:
    """Tell the change feed; `kind` is created, updated, deleted, restored or erased."""
    conn.execute(SQL["announce"], {**_scope(org_id, actor), "kind": kind, "contact_ids": list(ids)})


def count_live(conn: Connection, org_id: UUID, live: int, archived: int = 0) -> None:
    """Count contacts that came (+) or went (-), and the archived ones among them."""
    conn.execute(SQL["count_contacts"], {"org_id": org_id, "live": live, "archived": archived})


def _stamped(row: tuple[Any, ...] | None, contact: Contact, actor: Actor) -> Contact:
    assert row is not None, "the contact was locked, so it is there"
    version, updated_at = row
    return replace(contact, version=version, updated_at=updated_at, updated_by_kind=actor.kind, updated_by=actor.id)


def _scope(org_id: UUID, actor: Actor) -> dict[str, Any]:
    return {"org_id": org_id, "actor_kind": actor.kind, "actor": actor.id}


def _cursor(conn: Connection) -> Cursor[Contact]:
    return conn.cursor(row_factory=class_row(Contact))
