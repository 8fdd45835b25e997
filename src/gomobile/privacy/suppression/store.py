"""Rows of suppressions, and the keys of number hashes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import class_row

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.privacy.phone_hash import SECRET_BYTES
from gomobile.privacy.suppression.suppression import Suppression

SQL = load("gomobile.privacy.suppression")


@dataclass(frozen=True, slots=True)
class NewSuppression:
    """A suppression to add."""

    phone_hash: bytes
    phone_key: str
    channel: str
    reason: str
    source: str | None = None
    proof: str | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which suppressions a list shows; None: any. `digits` are looked for inside a number."""

    hash: bytes | None = None
    digits: str | None = None
    channel: str | None = None
    reason: str | None = None
    state: str | None = None

    def values(self, org_id: UUID) -> dict[str, Any]:
        """The parameters of a query."""
        return {
            "org_id": org_id,
            "hash": self.hash,
            "digits": self.digits,
            "channel": self.channel,
            "reason": self.reason,
            "state": self.state,
        }


def get_secret(conn: Connection, org_id: UUID) -> bytes | None:
    """The key of an organization's number hashes; None before its first use."""
    row = conn.execute(SQL["get_secret"], {"org_id": org_id}).fetchone()
    return bytes(row[0]) if row else None


def take_secret(conn: Connection, org_id: UUID) -> bytes:
    """The key of an organization's number hashes, made at its first use; of two who make one at once, both get one."""
    found = get_secret(conn, org_id)
    if found is None:
        made = secrets.token_bytes(SECRET_BYTES)
        conn.execute(SQL["make_secret"], {"org_id": org_id, "secret": made})
        found = get_secret(conn, org_id)
    assert found is not None
    return found


def add(conn: Connection, org_id: UUID, actor: Actor, rows: Sequence[NewSuppression]) -> set[tuple[bytes, str]]:
    """Store suppressions, unique by hash and channel; the hashes and channels of those that were not there."""
    facts: dict[tuple[str, str, str | None, str | None, datetime | None], int] = {}
    which = [
        facts.setdefault((row.channel, row.reason, row.source, row.proof, row.expires_at), len(facts)) for row in rows
    ]
    values = {
        "org_id": org_id,
        "actor_kind": actor.kind,
        "actor": actor.id,
        "hashes": _lines(row.phone_hash.hex() for row in rows),
        "phone_keys": _lines(row.phone_key for row in rows),
        "facts": _lines(map(str, which)),
        "channels": [fact[0] for fact in facts],
        "reasons": [fact[1] for fact in facts],
        "sources": [fact[2] for fact in facts],
        "proofs": [fact[3] for fact in facts],
        "expiries": [fact[4] for fact in facts],
    }
    return {(bytes(hash), channel) for hash, channel in conn.execute(SQL["add"], values).fetchall()}


def end_expired(conn: Connection, org_id: UUID, hashes: Iterable[bytes]) -> None:
    """Make history of suppressions of these numbers whose time is over."""
    conn.execute(SQL["end_expired"], {"org_id": org_id, "hashes": _lines(hash.hex() for hash in hashes)})


def find_present(conn: Connection, org_id: UUID, hashes: Sequence[bytes]) -> list[Suppression]:
    """The suppressions of these numbers that were neither lifted nor made history."""
    return _cursor(conn).execute(SQL["find_present"], {"org_id": org_id, "hashes": list(hashes)}).fetchall()


def find_holding(conn: Connection, org_id: UUID, hashes: Sequence[bytes], channel: str) -> list[Suppression]:
    """What keeps these numbers from being reached by a channel right now, one per number."""
    values = {"org_id": org_id, "hashes": _lines(hash.hex() for hash in hashes), "channel": channel}
    return _cursor(conn).execute(SQL["find_holding"], values).fetchall()


def find_history(conn: Connection, org_id: UUID, hash: bytes) -> list[Suppression]:
    """Every suppression of a number, newest first."""
    return _cursor(conn).execute(SQL["find_history"], {"org_id": org_id, "hash": hash}).fetchall()


def get(conn: Connection, org_id: UUID, id: UUID) -> Suppression | None:
    """One suppression, whatever its state."""
    return _cursor(conn).execute(SQL["get"], {"org_id": org_id, "id": id}).fetchone()


def list_page(
    conn: Connection, org_id: UUID, filters: Filters, *, before: UUID | None, limit: int, offset: int
) -> list[Suppression]:
    """Suppressions, newest first, older than `before`."""
    values = {**filters.values(org_id), "before": before, "limit": limit, "offset": offset}
    return _cursor(conn).execute(SQL["list_page"], values).fetchall()


def stream(conn: Connection, org_id: UUID, filters: Filters, *, batch: int = 5_000) -> Iterator[list[Suppression]]:
    """Every suppression of a list, newest first, in batches."""
    before = None
    while rows := list_page(conn, org_id, filters, before=before, limit=batch, offset=0):
        yield rows
        before = rows[-1].id


def count(conn: Connection, org_id: UUID, filters: Filters) -> int:
    """How many suppressions a list has in all."""
    row = conn.execute(SQL["count_list"], filters.values(org_id)).fetchone()
    assert row is not None
    return int(row[0])


def lift(conn: Connection, org_id: UUID, actor: Actor, id: UUID, reason: str) -> bool:
    """End a suppression that holds; False when it does not."""
    values = {"org_id": org_id, "id": id, "actor_kind": actor.kind, "actor": actor.id, "reason": reason}
    return conn.execute(SQL["lift"], values).fetchone() is not None


def lock_holders(conn: Connection, org_id: UUID, phone_keys: Sequence[str]) -> list[UUID]:
    """The live contacts that have any of these numbers, kept from changing until the transaction ends."""
    rows = conn.execute(SQL["lock_holders"], {"org_id": org_id, "phone_keys": _lines(phone_keys)}).fetchall()
    return [id for (id,) in rows]


def numbers_of(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> list[tuple[UUID, str]]:
    """(contact, number) for every number of these contacts, further ones too."""
    return conn.execute(SQL["numbers_of"], {"org_id": org_id, "ids": list(ids)}).fetchall()  # type: ignore[return-value]


def any_hash_only(conn: Connection, org_id: UUID) -> bool:
    """Whether there are suppressions whose number is not known any more."""
    row = conn.execute(SQL["any_hash_only"], {"org_id": org_id}).fetchone()
    return bool(row and row[0])


def recognise(conn: Connection, org_id: UUID, hashes: dict[str, bytes]) -> None:
    """Note the numbers, by their hashes, of suppressions that were a hash alone."""
    values = {
        "org_id": org_id,
        "hashes": _lines(hash.hex() for hash in hashes.values()),
        "phone_keys": _lines(hashes),
    }
    conn.execute(SQL["recognise"], values)


def due(conn: Connection, limit: int) -> list[tuple[UUID, UUID, str | None]]:
    """Some suppressions whose time is over; (organization, id, number) of each."""
    return conn.execute(SQL["due"], {"limit": limit}).fetchall()  # type: ignore[return-value]


def expire(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> int:
    """Make history of those of these suppressions whose time is over; how many."""
    return conn.execute(SQL["expire"], {"org_id": org_id, "ids": list(ids)}).rowcount


def next_expiry(conn: Connection) -> datetime | None:
    """When the next suppression of any organization expires."""
    row = conn.execute(SQL["next_expiry"]).fetchone()
    return row[0] if row else None


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _cursor(conn: Connection) -> Cursor[Suppression]:
    return conn.cursor(row_factory=class_row(Suppression))
