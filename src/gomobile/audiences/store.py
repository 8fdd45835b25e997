"""Rows of audiences and of who is in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import class_row

from gomobile.accounts.caller import Actor
from gomobile.audiences.audience import Audience, AudienceSort, AudienceType
from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.audiences")

Lock = Literal["get_audience", "lock_audience", "lock_audience_now", "share_audience"]


@dataclass(frozen=True, slots=True)
class Stay(Audience):
    """An audience that a contact is in."""

    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Belonging:
    """That a contact is in an audience."""

    contact_id: UUID
    id: UUID
    name: str
    type: AudienceType


@dataclass(frozen=True, slots=True)
class Reference:
    """A live audience and what its rules depend on."""

    id: UUID
    name: str
    uses: list[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A list compared with the members of an audience: who is to enter, who to leave, how many are on both, who is on
    the list but archived, and who is not on it but would return from the archive or the trash; how many entries are no
    contact, and the positions (from 1) of the first of those.
    """

    entering: list[UUID]
    leaving: list[UUID]
    kept: int
    archived: list[UUID]
    returning: list[UUID]
    unknown: int
    unknown_sample: list[int]


def get(conn: Connection, org_id: UUID, id: UUID, lock: Lock = "get_audience") -> Audience | None:
    """One audience, deleted or not, locked as `lock` says. Raises LockNotAvailable for `lock_audience_now`."""
    values = {"org_id": org_id, "id": id}
    match lock:
        case "get_audience":
            return _cursor(conn).execute(SQL["get_audience"], values).fetchone()
        case "lock_audience":
            return _cursor(conn).execute(SQL["lock_audience"], values).fetchone()
        case "lock_audience_now":
            return _cursor(conn).execute(SQL["lock_audience_now"], values).fetchone()
        case "share_audience":
            return _cursor(conn).execute(SQL["share_audience"], values).fetchone()


def find_named(conn: Connection, org_id: UUID, names: Sequence[str]) -> list[Audience]:
    """The audiences in use with one of these names, whatever their case and accents."""
    return _cursor(conn).execute(SQL["find_audiences"], {"org_id": org_id, "names": list(names)}).fetchall()


def list_page(
    conn: Connection,
    org_id: UUID,
    *,
    type: AudienceType | None,
    search: str | None,
    sort_by: AudienceSort,
    descending: bool,
    limit: int,
    offset: int,
) -> tuple[list[Audience], int]:
    """A page of the audiences in use, and how many there are in all."""
    filters = {"org_id": org_id, "type": type, "search": search}
    page = {**filters, "sort_by": sort_by, "descending": descending, "limit": limit, "offset": offset}
    found = _cursor(conn).execute(SQL["list_audiences"], page).fetchall()
    row = conn.execute(SQL["count_audiences"], filters).fetchone()
    assert row is not None
    return found, int(row[0])


def list_of(conn: Connection, org_id: UUID, contact_id: UUID) -> list[Stay]:
    """The audiences in use that a contact is in, by name."""
    with conn.cursor(row_factory=class_row(Stay)) as cursor:
        return cursor.execute(SQL["list_audiences_of"], {"org_id": org_id, "contact_id": contact_id}).fetchall()


def list_of_many(conn: Connection, org_id: UUID, contact_ids: Sequence[UUID]) -> list[Belonging]:
    """The audiences in use that each of these contacts is in, by name."""
    with conn.cursor(row_factory=class_row(Belonging)) as cursor:
        values = {"org_id": org_id, "contact_ids": list(contact_ids)}
        return cursor.execute(SQL["list_audiences_of_many"], values).fetchall()


def lock_references(conn: Connection, org_id: UUID) -> None:
    """Keep others from storing rules, and from deleting what rules name, until the transaction ends."""
    conn.execute(SQL["lock_references"], {"org_id": org_id})


def list_referring(conn: Connection, org_id: UUID) -> list[Reference]:
    """The live audiences in use with what their rules depend on."""
    with conn.cursor(row_factory=class_row(Reference)) as cursor:
        return cursor.execute(SQL["list_referring"], {"org_id": org_id}).fetchall()


def insert(conn: Connection, org_id: UUID, actor: Actor, values: dict[str, Any]) -> UUID | None:
    """Store an audience; None when one in use has its name. `values` are name, description, type, rules, uses and
    status.
    """
    row = {**values, **_author(org_id, actor), "rules": _json(values["rules"])}
    made = conn.execute(SQL["insert_audience"], row).fetchone()
    return made[0] if made else None


def update(conn: Connection, actor: Actor, changed: Audience, *, rebuild: bool) -> None:
    """Store name, description and rules. Raises UniqueViolation `audiences_name_key`."""
    values = {
        **_author(changed.organization_id, actor),
        "id": changed.id,
        "name": changed.name,
        "description": changed.description,
        "rules": _json(changed.rules),
        "uses": changed.uses,
        "rebuild": rebuild,
    }
    conn.execute(SQL["update_audience"], values)


def touch(conn: Connection, org_id: UUID, actor: Actor, id: UUID) -> int:
    """Count another version of an audience; returns it."""
    row = conn.execute(SQL["touch_audience"], {**_author(org_id, actor), "id": id}).fetchone()
    assert row is not None
    return int(row[0])


def set_deleted(conn: Connection, org_id: UUID, actor: Actor, id: UUID, *, deleted: bool) -> None:
    """Take a locked audience out of use or back. Raises UniqueViolation `audiences_name_key`."""
    conn.execute(SQL["set_audience_deleted"], {**_author(org_id, actor), "id": id, "deleted": deleted})


def lock_live(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """Those of these contacts that are neither deleted nor archived; nobody else changes them meanwhile."""
    rows = conn.execute(SQL["lock_live"], {"org_id": org_id, "ids": _array(ids)}).fetchall()
    return [id for (id,) in rows]


def lock_contacts(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> list[tuple[UUID, bool]]:
    """(contact, whether it is neither deleted nor archived); nobody else changes them meanwhile."""
    return conn.execute(SQL["lock_contacts"], {"org_id": org_id, "ids": _array(ids)}).fetchall()


def enter(
    conn: Connection, org_id: UUID, actor: Actor, audience_id: UUID, ids: Sequence[UUID], at: datetime | None
) -> list[UUID]:
    """Store members; answers those that are new."""
    values = {**_scope(org_id, actor, audience_id, ids), "at": at}
    return [id for (id,) in conn.execute(SQL["enter"], values).fetchall()]


def leave(
    conn: Connection, org_id: UUID, actor: Actor, audience_id: UUID, ids: Sequence[UUID], reason: str
) -> list[UUID]:
    """Move members to the ended stays; answers them."""
    values = {**_scope(org_id, actor, audience_id, ids), "reason": reason}
    return [id for (id,) in conn.execute(SQL["leave"], values).fetchall()]


def stop_return(
    conn: Connection, org_id: UUID, actor: Actor, audience_id: UUID, ids: Sequence[UUID], reason: str
) -> list[UUID]:
    """Give the last stays of contacts that went away `reason` instead; answers those that would have returned."""
    values = {**_scope(org_id, actor, audience_id, ids), "reason": reason}
    return [id for (id,) in conn.execute(SQL["stop_return"], values).fetchall()]


def let_return(conn: Connection, org_id: UUID, actor: Actor, audience_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """Note archived contacts as those who return; answers those that would not have."""
    rows = conn.execute(SQL["let_return"], _scope(org_id, actor, audience_id, ids)).fetchall()
    return [id for (id,) in rows]


def compare_phones(conn: Connection, org_id: UUID, audience_id: UUID, phone_keys: Sequence[str]) -> Comparison:
    """Compare canonical phones with the members."""
    values = {"org_id": org_id, "audience_id": audience_id, "keys": "\n".join(phone_keys)}
    with conn.cursor(row_factory=class_row(Comparison)) as cursor:
        row = cursor.execute(SQL["compare_phones"], values).fetchone()
    assert row is not None
    return row


def compare_contacts(conn: Connection, org_id: UUID, audience_id: UUID, ids: Sequence[UUID]) -> Comparison:
    """Compare contacts with the members."""
    values = {"org_id": org_id, "audience_id": audience_id, "ids": _array(ids)}
    with conn.cursor(row_factory=class_row(Comparison)) as cursor:
        row = cursor.execute(SQL["compare_contacts"], values).fetchone()
    assert row is not None
    return row


def list_member_ids(conn: Connection, org_id: UUID, audience_id: UUID) -> list[UUID]:
    """Every present member, in any order."""
    values = {"org_id": org_id, "audience_id": audience_id}
    return [id for (id,) in conn.execute(SQL["list_member_ids"], values).fetchall()]


def list_entries(conn: Connection, org_id: UUID, audience_id: UUID, ids: Sequence[UUID]) -> list[tuple[UUID, datetime]]:
    """(contact, since when) of those that are members."""
    values = {"org_id": org_id, "audience_id": audience_id, "ids": _array(ids)}
    return conn.execute(SQL["list_entries"], values).fetchall()  # type: ignore[return-value]


def count_exits(conn: Connection, org_id: UUID, audience_id: UUID) -> int:
    """How many stays in an audience ended."""
    row = conn.execute(SQL["count_exits"], {"org_id": org_id, "audience_id": audience_id}).fetchone()
    assert row is not None
    return int(row[0])


@contextmanager
def only_bitmaps(conn: Connection) -> Iterator[None]:
    """Let the planner collect by index only: a walk in order would never end for a search that finds few."""
    conn.execute(SQL["only_bitmaps"], {"others": "off"})
    yield
    conn.execute(SQL["only_bitmaps"], {"others": "on"})


def find_by_keys(conn: Connection, org_id: UUID, phone_keys: Sequence[str]) -> list[UUID]:
    """The live contacts that have these canonical phones, by whichever of their numbers."""
    rows = conn.execute(SQL["find_by_keys"], {"org_id": org_id, "keys": "\n".join(phone_keys)}).fetchall()
    return [id for (id,) in rows]


def list_entered_by(conn: Connection, org_id: UUID, import_id: UUID) -> list[tuple[UUID, list[UUID]]]:
    """(audience, contacts) that an import made members and that are since."""
    return conn.execute(SQL["list_entered_by"], {"org_id": org_id, "import_id": import_id}).fetchall()  # type: ignore[return-value]


def exit_removed(conn: Connection, org_id: UUID, actor: Actor, ids: Sequence[UUID]) -> None:
    """End every stay of contacts in static audiences, with the reason that their rows tell."""
    conn.execute(SQL["exit_removed"], {**_author(org_id, actor), "ids": _array(ids)})


def enter_returned(conn: Connection, org_id: UUID, actor: Actor, ids: Sequence[UUID]) -> None:
    """Let contacts enter the static audiences again that they left by being deleted, archived or merged."""
    conn.execute(SQL["enter_returned"], {**_author(org_id, actor), "ids": _array(ids)})


def _cursor(conn: Connection) -> Cursor[Audience]:
    return conn.cursor(row_factory=class_row(Audience))


def _array(ids: Sequence[UUID]) -> str:
    """An array as PostgreSQL writes it: half the time of the driver's own for 100,000 of them."""
    return "{" + ",".join(map(str, ids)) + "}"


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _author(org_id: UUID, actor: Actor) -> dict[str, Any]:
    return {"org_id": org_id, "actor_kind": actor.kind, "actor": actor.id}


def _scope(org_id: UUID, actor: Actor, audience_id: UUID, ids: Sequence[UUID]) -> dict[str, Any]:
    return {**_author(org_id, actor), "audience_id": audience_id, "ids": _array(ids)}
