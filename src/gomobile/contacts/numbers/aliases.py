"""Who a number belongs to that is nobody's primary one, and where a contact went that was merged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import polars as pl
from psycopg.rows import class_row

from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.contacts.numbers")


@dataclass(frozen=True, slots=True)
class Alias:
    """A secondary number of a live contact, and the primary number of that contact."""

    phone_key: str
    primary_key: str
    contact_id: UUID


@dataclass(frozen=True, slots=True)
class MergedInto:
    """Where a contact went: `survivor_id` has it now, at the end of a chain; `merge_id` is the first merge."""

    merge_id: UUID
    survivor_id: UUID


def find_aliases(conn: Connection, org_id: UUID, phone_keys: Iterable[str]) -> dict[str, Alias]:
    """Those of these numbers that are secondary ones of a live contact and nobody's primary one, by number."""
    row = conn.execute(SQL["has_secondary"], {"org_id": org_id}).fetchone()
    if not row or not row[0]:
        return {}
    with conn.cursor(row_factory=class_row(Alias)) as cursor:
        found = cursor.execute(SQL["find_aliases"], {"org_id": org_id, "phone_keys": list(phone_keys)})
        return {alias.phone_key: alias for alias in found}


def load_aliases(conn: Connection, org_id: UUID) -> pl.DataFrame:
    """Every secondary number of an organization: `phone_key` and the `primary_key` of its contact."""
    rows = conn.execute(SQL["list_aliases"], {"org_id": org_id}).fetchall()
    return pl.DataFrame(rows, schema={"phone_key": pl.String, "primary_key": pl.String}, orient="row")


def identities(phone_keys: pl.Series, aliases: pl.DataFrame) -> pl.Series:
    """The numbers with each secondary one replaced by the primary one of its contact. Pure."""
    if aliases.is_empty():
        return phone_keys
    return phone_keys.replace(aliases["phone_key"], aliases["primary_key"])


def merged_into(conn: Connection, org_id: UUID, id: UUID) -> MergedInto | None:
    """Where a contact went, if it was merged into another and that was not undone."""
    with conn.cursor(row_factory=class_row(MergedInto)) as cursor:
        return cursor.execute(SQL["find_merged_into"], {"org_id": org_id, "id": id}).fetchone()


def family(conn: Connection, org_id: UUID, id: UUID) -> list[UUID]:
    """A contact and everyone who was merged into it, directly or through others."""
    return [found for (found,) in conn.execute(SQL["find_family"], {"org_id": org_id, "id": id}).fetchall()]
