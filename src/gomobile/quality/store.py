"""Rows about the quality of contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.quality")


@dataclass(frozen=True, slots=True)
class HeldNumber:
    """The number of a contact, and what is known of it."""

    id: UUID
    phone_key: str
    primary_phone: str
    phone_status: str
    phone_type: str
    phone_region: str | None


@dataclass(frozen=True, slots=True)
class Misfit:
    """Live contacts whose value of an attribute does not fit it any more, for one reason."""

    attribute: str
    reason: str
    contacts: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether a contact can be called, beside suppressions."""

    id: UUID
    phone_key: str
    phone_status: str
    primary_email: str | None
    archived: bool
    deleted: bool
    reachability: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Numbers of the health page that were counted before."""

    counts: dict[str, int]
    seconds: float
    computed_at: datetime


def lock_contacts(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """The live ones among these contacts, kept from changing until the transaction ends."""
    rows = conn.execute(SQL["lock_contacts"], {"org_id": org_id, "ids": list(ids)}).fetchall()
    return [id for (id,) in rows]


def numbers(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> list[HeldNumber]:
    """The numbers of contacts, in the order of their ids."""
    with conn.cursor(row_factory=class_row(HeldNumber)) as cursor:
        return cursor.execute(SQL["numbers"], {"org_id": org_id, "ids": list(ids)}).fetchall()


def set_facts(conn: Connection, org_id: UUID, rows: Sequence[tuple[UUID, str, str, str | None]]) -> None:
    """Store status, type and region of numbers, by contact."""
    ids, statuses, types, regions = (list(column) for column in zip(*rows, strict=True))
    values = {"org_id": org_id, "ids": ids, "statuses": statuses, "types": types, "regions": regions}
    conn.execute(SQL["set_facts"], values)


def tagged(conn: Connection, org_id: UUID, tag_id: UUID, ids: Sequence[UUID]) -> set[UUID]:
    """Which of these contacts have a tag."""
    values = {"org_id": org_id, "tag_id": tag_id, "ids": list(ids)}
    return {id for (id,) in conn.execute(SQL["tagged"], values).fetchall()}


def misfits(conn: Connection, org_id: UUID) -> list[Misfit]:
    """Values that do not fit their attribute any more, by attribute and reason."""
    with conn.cursor(row_factory=class_row(Misfit)) as cursor:
        return cursor.execute(SQL["misfits"], {"org_id": org_id}).fetchall()


def standing(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> dict[UUID, Standing]:
    """What decides whether contacts can be called; those that do not exist are left out."""
    with conn.cursor(row_factory=class_row(Standing)) as cursor:
        rows = cursor.execute(SQL["standing"], {"org_id": org_id, "ids": list(ids)}).fetchall()
    return {row.id: row for row in rows}


def live(conn: Connection, org_id: UUID) -> int:
    """How many contacts there are, archived ones included."""
    return _number(conn, "live", org_id)


def archived(conn: Connection, org_id: UUID) -> int:
    """How many contacts are archived."""
    return _number(conn, "archived", org_id)


def open_duplicates(conn: Connection, org_id: UUID) -> int:
    """How many pairs wait for a decision."""
    return _number(conn, "open_duplicates", org_id)


def created_per_day(conn: Connection, org_id: UUID, zone: str, first: UUID) -> dict[date, int]:
    """Contacts by the day on which they were created, from the id `first` on."""
    return dict(conn.execute(SQL["created_per_day"], {"org_id": org_id, "zone": zone, "first": first}).fetchall())


def find_summary(conn: Connection, org_id: UUID) -> Kept | None:
    """The kept numbers of the health page."""
    with conn.cursor(row_factory=class_row(Kept)) as cursor:
        return cursor.execute(SQL["find_summary"], {"org_id": org_id}).fetchone()


def keep_summary(conn: Connection, org_id: UUID, counts: dict[str, int], seconds: float, computed_at: datetime) -> None:
    """Keep the numbers of the health page."""
    values = {"org_id": org_id, "counts": Jsonb(counts), "seconds": seconds, "computed_at": computed_at}
    conn.execute(SQL["keep_summary"], values)


def large_organizations(conn: Connection, contacts: int) -> list[UUID]:
    """Organizations with more contacts than this."""
    return [id for (id,) in conn.execute(SQL["large_organizations"], {"contacts": contacts}).fetchall()]


def _number(conn: Connection, query: str, org_id: UUID) -> int:
    row = conn.execute(SQL[query], {"org_id": org_id}).fetchone()
    assert row is not None, "an aggregate has one row"
    return int(row[0])
