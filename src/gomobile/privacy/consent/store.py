"""Rows of consent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import class_row

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.ids import uuid7_hex
from gomobile.privacy.consent.checks import Given
from gomobile.privacy.consent.consent import Consent

SQL = load("gomobile.privacy.consent")


@dataclass(frozen=True, slots=True)
class Listed(Consent):
    """What holds for a contact, with its number."""

    primary_phone: str
    phone_key: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which consents a list shows; None: any. `status` is that of the statement, or expired."""

    purpose: str | None = None
    channel: str | None = None
    status: str | None = None

    def values(self, org_id: UUID) -> dict[str, Any]:
        """The parameters of a query."""
        return {"org_id": org_id, "purpose": self.purpose, "channel": self.channel, "status": self.status}


def lock_contacts(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> set[UUID]:
    """Those of these contacts that are live, kept from changing until the transaction ends."""
    return {id for (id,) in conn.execute(SQL["lock_contacts"], {"org_id": org_id, "ids": list(ids)}).fetchall()}


def record(conn: Connection, org_id: UUID, actor: Actor, given: Sequence[tuple[UUID, Given]]) -> Recorded:
    """Keep statements of contacts, in this order, and let the newest hold."""
    ids = [UUID(text.decode()) for text in uuid7_hex(len(given))]
    values = {
        "org_id": org_id,
        "actor_kind": actor.kind,
        "actor": actor.id,
        "ids": ids,
        "contact_ids": [contact_id for contact_id, _ in given],
        "purposes": [one.purpose for _, one in given],
        "channels": [one.channel for _, one in given],
        "statuses": [one.status for _, one in given],
        "sources": [one.source for _, one in given],
        "proofs": [one.proof for _, one in given],
        "stated": [one.stated_at for _, one in given],
        "expiries": [one.expires_at for _, one in given],
    }
    return Recorded(ids, [id for (id,) in conn.execute(SQL["record"], values).fetchall()])


@dataclass(frozen=True, slots=True)
class Recorded:
    """The ids of statements, in the order given, and the contacts for which another one holds now."""

    ids: list[UUID]
    changed: list[UUID]


def find_present(
    conn: Connection,
    org_id: UUID,
    contact_ids: Sequence[UUID],
    purpose: str | None = None,
    channel: str | None = None,
) -> list[Consent]:
    """What holds for these contacts, also what has ended."""
    values = {"org_id": org_id, "contact_ids": list(contact_ids), "purpose": purpose, "channel": channel}
    return _cursor(conn).execute(SQL["find_present"], values).fetchall()


def find_past(
    conn: Connection, org_id: UUID, contact_ids: Sequence[UUID], purpose: str, channel: str, at: datetime
) -> list[Consent]:
    """What held for these contacts at a moment."""
    values = {"org_id": org_id, "contact_ids": list(contact_ids), "purpose": purpose, "channel": channel, "at": at}
    return _cursor(conn).execute(SQL["find_past"], values).fetchall()


def find_events(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> dict[UUID, Consent]:
    """The statements with these ids."""
    rows = _cursor(conn).execute(SQL["find_events"], {"org_id": org_id, "ids": list(ids)}).fetchall()
    return {row.id: row for row in rows}


def list_history(
    conn: Connection, org_id: UUID, contact_id: UUID, before: tuple[datetime, UUID] | None, limit: int
) -> list[Consent]:
    """Statements of a contact, the last made first."""
    at, id = before or (None, None)
    values = {"org_id": org_id, "contact_id": contact_id, "before_at": at, "before_id": id, "limit": limit}
    return _cursor(conn).execute(SQL["list_history"], values).fetchall()


def list_page(
    conn: Connection, org_id: UUID, filters: Filters, after: tuple[UUID, str, str] | None, limit: int, offset: int = 0
) -> list[Listed]:
    """What holds, contact after contact."""
    contact_id, purpose, channel = after or (None, None, None)
    values: Mapping[str, Any] = {
        **filters.values(org_id),
        "after_contact": contact_id,
        "after_purpose": purpose,
        "after_channel": channel,
        "limit": limit,
        "offset": offset,
    }
    with conn.cursor(row_factory=class_row(Listed)) as cursor:
        return cursor.execute(SQL["list_page"], values).fetchall()


def stream(conn: Connection, org_id: UUID, filters: Filters, *, batch: int = 5_000) -> Iterator[list[Listed]]:
    """Everything of a list, in batches."""
    after = None
    while rows := list_page(conn, org_id, filters, after, batch):
        yield rows
        after = (rows[-1].contact_id, rows[-1].purpose, rows[-1].channel)


def count(conn: Connection, org_id: UUID, filters: Filters) -> int:
    """How many entries a list has in all."""
    row = conn.execute(SQL["count_list"], filters.values(org_id)).fetchone()
    assert row is not None
    return int(row[0])


def due(conn: Connection, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, contact) of some consents that have ended and that nobody looked at yet."""
    return conn.execute(SQL["due"], {"limit": limit}).fetchall()  # type: ignore[return-value]


def expire(conn: Connection, org_id: UUID, contact_ids: Sequence[UUID]) -> list[UUID]:
    """Note that ended consents were looked at; the contacts for which one was."""
    rows = conn.execute(SQL["expire"], {"org_id": org_id, "contact_ids": list(contact_ids)}).fetchall()
    return sorted({id for (id,) in rows})


def next_expiry(conn: Connection) -> datetime | None:
    """When the next consent of any organization ends."""
    row = conn.execute(SQL["next_expiry"]).fetchone()
    return row[0] if row else None


def _cursor(conn: Connection) -> Cursor[Consent]:
    return conn.cursor(row_factory=class_row(Consent))
