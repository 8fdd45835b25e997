"""Rows of merges, and of what hangs on the contacts of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from gomobile.accounts.caller import Actor, ActorKind
from gomobile.contacts.contact import Contact
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.ids import created_at
from gomobile.quality.merges.choosing import Change

if TYPE_CHECKING:
    from gomobile.quality.merges import answers

SQL = load("gomobile.quality.merges")

Row = dict[str, Any]

_PUT = {
    "tags": "put_tags",
    "members": "put_members",
    "phones": "put_phones",
    "consents": "put_consents",
    "engagement": "put_engagement",
}
_DROP = {
    "tags": "drop_tags",
    "members": "drop_members",
    "phones": "drop_phones",
    "consents": "drop_consents",
    "engagement": "drop_engagement",
    "exits": "drop_exits",
}


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge: `choices` has who gave each field (None: written by somebody), `moved` counts what moved; names and
    numbers are those of today, None where a contact is gone for good.
    """

    id: UUID
    survivor_id: UUID
    loser_id: UUID
    choices: dict[str, str | None]
    moved: answers.Moved
    merged_at: datetime
    merged_by_kind: ActorKind
    merged_by: UUID | None
    unmerged_at: datetime | None
    unmerged_by_kind: ActorKind | None
    unmerged_by: UUID | None
    survivor_name: str | None
    survivor_phone: str | None
    loser_name: str | None
    loser_phone: str | None


@dataclass(frozen=True, slots=True)
class Stay:
    """A static audience that the loser is in, and since when each of the two is."""

    audience_id: UUID
    entered_at: datetime
    survivor_entered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Whose rows move, in which organization, by whom."""

    org_id: UUID
    survivor_id: UUID
    loser_id: UUID
    actor: Actor

    @property
    def ids(self) -> list[UUID]:
        """Both."""
        return [self.survivor_id, self.loser_id]

    def scope(self, **values: Any) -> dict[str, Any]:
        """The parameters that most queries take."""
        return {
            "org_id": self.org_id,
            "survivor_id": self.survivor_id,
            "loser_id": self.loser_id,
            "actor_kind": self.actor.kind,
            "actor": self.actor.id,
            **values,
        }

    def moving(self, *, back: bool = False, **values: Any) -> dict[str, Any]:
        """The parameters of what moves from the loser to the survivor, or back."""
        one, other = (self.survivor_id, self.loser_id) if back else (self.loser_id, self.survivor_id)
        return self.scope(**{"from": one, "to": other, **values})


def list_field_changes(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> list[Change]:
    """What was overwritten in these contacts, newest first."""
    rows = conn.execute(SQL["list_field_changes"], {"org_id": org_id, "ids": list(ids)}).fetchall()
    return [Change(contact_id, created_at(id), before) for contact_id, id, before in rows]


def run(conn: Connection, query: str, parameters: Mapping[str, Any]) -> None:
    """Run a statement that answers nothing."""
    conn.execute(SQL[query], parameters)


def read(conn: Connection, query: str, parameters: Mapping[str, Any]) -> Any:
    """The one value that a query gives; None for none."""
    row = conn.execute(SQL[query], parameters).fetchone()
    return row[0] if row else None


def read_ids(conn: Connection, query: str, parameters: Mapping[str, Any]) -> list[UUID]:
    """The identifiers that a statement gives."""
    return [id for (id,) in conn.execute(SQL[query], parameters).fetchall()]


def belongings(conn: Connection, org_id: UUID, id: UUID) -> dict[str, list[Row]]:
    """The rows that hang on a contact, by table: tags, members, phones, consents, engagement."""
    return read(conn, "read_belongings", {"org_id": org_id, "id": id})


def list_stays(conn: Connection, pair: Pair) -> list[Stay]:
    """The static audiences that the loser is in."""
    with conn.cursor(row_factory=class_row(Stay)) as cursor:
        return cursor.execute(SQL["list_stays"], pair.moving()).fetchall()


def write_survivor(conn: Connection, pair: Pair, contact: Contact, kind: str, note: Row) -> None:
    """Store every value of the survivor; `kind` is merged or unmerged. Raises UniqueViolation `contacts_phone_key`."""
    row = {**asdict(contact), **pair.scope(kind=kind, note=Jsonb(note)), "attributes": Jsonb(contact.attributes)}
    conn.execute(SQL["write_survivor"], row)


def set_away(conn: Connection, pair: Pair, note: Row, *, away: bool) -> None:
    """Move the loser to the trash or back. Raises UniqueViolation `contacts_phone_key`."""
    conn.execute(SQL["set_away"], pair.scope(id=pair.loser_id, away=away, note=Jsonb(note)))


def put(conn: Connection, pair: Pair, table: str, rows: Iterable[Row]) -> list[UUID]:
    """Put rows back as they were; of members, the audiences that are new."""
    rows = list(rows)
    if not rows:
        return []
    values = pair.scope(rows=Jsonb(rows), ids=pair.ids)
    cursor = conn.execute(SQL[_PUT[table]], values)
    return [id for (id,) in cursor.fetchall()] if cursor.description else []


def drop(conn: Connection, pair: Pair, table: str, keys: Iterable[str]) -> list[UUID]:
    """Take rows from the survivor by their keys; of members, the audiences it was in."""
    keys = list(keys)
    if not keys:
        return []
    cursor = conn.execute(SQL[_DROP[table]], pair.scope(id=pair.survivor_id, ids=pair.ids, keys=keys))
    return [id for (id,) in cursor.fetchall()] if cursor.description else []


def get(conn: Connection, org_id: UUID, id: UUID, *, lock: bool = False) -> MergeRow | None:
    """A merge; `lock` keeps others from undoing it at the same time."""
    wanted = {"org_id": org_id, "id": id}
    if lock:
        conn.execute(SQL["lock_merge"], wanted)
    with conn.cursor(row_factory=class_row(MergeRow)) as cursor:
        return cursor.execute(SQL["get_merge"], wanted).fetchone()


def list_merges(
    conn: Connection, org_id: UUID, contact_id: UUID | None, limit: int, offset: int
) -> tuple[list[MergeRow], int]:
    """A page of merges, newest first, and how many there are."""
    wanted = {"org_id": org_id, "contact_id": contact_id}
    with conn.cursor(row_factory=class_row(MergeRow)) as cursor:
        rows = cursor.execute(SQL["list_merges"], {**wanted, "limit": limit, "offset": offset}).fetchall()
    return rows, int(read(conn, "count_merges", wanted))
