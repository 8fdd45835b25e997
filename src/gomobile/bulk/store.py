"""Rows of bulk actions."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import OperationalError
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from gomobile.accounts.caller import Actor
from gomobile.bulk.action import BulkAction
from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.bulk")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some contacts of an action, and those of them that it changed."""

    number: int
    contact_ids: list[UUID]
    changed_ids: list[UUID]


def insert(
    conn: Connection,
    org_id: UUID,
    actor: Actor,
    *,
    action: str,
    parameters: dict[str, Any],
    filter: dict[str, Any],
    expected: int,
) -> UUID:
    """Note an action."""
    values = {"org_id": org_id, "action": action, "expected": expected, "actor_kind": actor.kind, "actor": actor.id}
    values |= {"parameters": Jsonb(parameters), "filter": Jsonb(filter)}
    row = conn.execute(SQL["insert_action"], values).fetchone()
    assert row is not None
    return row[0]


def get(conn: Connection, org_id: UUID, id: UUID) -> BulkAction | None:
    """One action."""
    with conn.cursor(row_factory=class_row(BulkAction)) as cursor:
        return cursor.execute(SQL["get_action"], {"org_id": org_id, "id": id}).fetchone()


def list_actions(
    conn: Connection, org_id: UUID, limit: int, offset: int, before: UUID | None
) -> tuple[list[BulkAction], int]:
    """Actions, newest first, older than `before`, and how many there are in all."""
    with conn.cursor(row_factory=class_row(BulkAction)) as cursor:
        values = {"org_id": org_id, "limit": limit, "offset": offset, "before": before}
        rows = cursor.execute(SQL["list_actions"], values).fetchall()
    total = conn.execute(SQL["count_actions"], {"org_id": org_id}).fetchone()
    assert total is not None
    return rows, total[0]


def move(
    conn: Connection, org_id: UUID, id: UUID, status: str, *, of: Sequence[str], error: dict[str, Any] | None = None
) -> bool:
    """Change the state if it is one of `of`; False when it is not."""
    values = {"org_id": org_id, "id": id, "status": status, "from": list(of)}
    return conn.execute(SQL["move_action"], {**values, "error": Jsonb(error) if error else None}).rowcount > 0


def begin_undo(conn: Connection, org_id: UUID, actor: Actor, id: UUID) -> bool:
    """Mark an action that has ended as being undone; False for another one."""
    values = {"org_id": org_id, "id": id, "actor_kind": actor.kind, "actor": actor.id}
    return conn.execute(SQL["begin_undo"], values).rowcount > 0


def request_cancel(conn: Connection, org_id: UUID, id: UUID) -> str | None:
    """Ask whoever does an action to stop; its state, None when there is nothing to stop."""
    row = conn.execute(SQL["request_cancel"], {"org_id": org_id, "id": id}).fetchone()
    return row[0] if row else None


def set_matched(conn: Connection, org_id: UUID, id: UUID, matched: int) -> None:
    """Note how many contacts an action is about."""
    conn.execute(SQL["set_matched"], {"org_id": org_id, "id": id, "matched": matched})


def count_given(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> int:
    """How many of these contacts there are, in any state."""
    row = conn.execute(SQL["count_given"], {"org_id": org_id, "ids": list(ids)}).fetchone()
    assert row is not None
    return row[0]


def fix_given(conn: Connection, org_id: UUID, id: UUID, ids: Sequence[UUID], size: int) -> int:
    """Fix contacts that were given by id as the set of an action; how many they are."""
    values = {"org_id": org_id, "id": id, "ids": list(ids), "size": size}
    return sum(size for (size,) in conn.execute(SQL["fix_given"], values).fetchall())


def next_chunk(conn: Connection, org_id: UUID, id: UUID) -> Chunk | None:
    """The first chunk that is not done, locked."""
    with conn.cursor(row_factory=class_row(Chunk)) as cursor:
        return cursor.execute(SQL["next_chunk"], {"org_id": org_id, "id": id}).fetchone()


def next_to_undo(conn: Connection, org_id: UUID, id: UUID) -> Chunk | None:
    """The first chunk that is done and not undone, locked."""
    with conn.cursor(row_factory=class_row(Chunk)) as cursor:
        return cursor.execute(SQL["next_to_undo"], {"org_id": org_id, "id": id}).fetchone()


def finish_chunk(conn: Connection, org_id: UUID, id: UUID, number: int, changed: Sequence[UUID]) -> None:
    """Note whom a chunk changed."""
    values = {"org_id": org_id, "id": id, "number": number, "changed_ids": list(changed)}
    conn.execute(SQL["finish_chunk"], values)


def finish_undo(conn: Connection, org_id: UUID, id: UUID, number: int, undone: int) -> None:
    """Note how many of a chunk were put back."""
    conn.execute(SQL["finish_undo"], {"org_id": org_id, "id": id, "number": number, "undone": undone})


def hold(conn: Connection, id: UUID) -> bool:
    """Hold an action for this session; False when another one holds it."""
    return conn.execute(SQL["hold_action"], {"id": id}).fetchone() == (True,)


def release(conn: Connection, id: UUID) -> None:
    """Let go of an action that `hold` holds; a connection that is lost has done so already."""
    with suppress(OperationalError):
        conn.execute(SQL["release"], {"id": id})


def stale(conn: Connection) -> list[tuple[UUID, UUID, str]]:
    """Actions that were being done or undone, of every organization: `(organization, action, status)`."""
    return conn.execute(SQL["stale_actions"]).fetchall()


def lock_contacts(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> None:
    """Keep contacts from changing until the transaction ends."""
    conn.execute(SQL["plan_by_index"])
    conn.execute(SQL["lock_contacts"], {"org_id": org_id, "ids": list(ids)})


def still_ours(
    conn: Connection, org_id: UUID, id: UUID, what: str, ids: Sequence[UUID], tag_id: UUID | None = None
) -> list[UUID]:
    """Contacts of which this action made the last change of `what`: tag, trash or archive."""
    values = {"org_id": org_id, "id": id, "what": what, "ids": list(ids), "tag_id": str(tag_id) if tag_id else None}
    return _ids(conn, "still_ours", values)


def still_moved(conn: Connection, org_id: UUID, id: UUID, audience_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """Contacts that this action was the last to put into an audience, or to take out of it."""
    return _ids(conn, "still_moved", {"org_id": org_id, "id": id, "audience_id": audience_id, "ids": list(ids)})


def previous_values(
    conn: Connection, org_id: UUID, id: UUID, field: str, slug: str | None, value: str, ids: Sequence[UUID]
) -> tuple[list[UUID], list[str]]:
    """Contacts whose value is still the one that this action gave, and the JSON of the one before it."""
    values = {"org_id": org_id, "id": id, "field": field, "slug": slug, "value": value, "ids": list(ids)}
    rows = conn.execute(SQL["previous_values"], values).fetchall()
    return [contact_id for contact_id, _ in rows], [before for _, before in rows]


def set_field(
    conn: Connection,
    org_id: UUID,
    actor: Actor,
    field: str,
    slug: str | None,
    ids: Sequence[UUID],
    values: Sequence[str],
) -> list[UUID]:
    """Give each contact its value, as JSON, of a field, or of the attribute `slug`; those that had another one."""
    conn.execute(SQL["plan_by_index"])
    arguments = {"org_id": org_id, "actor_kind": actor.kind, "actor": actor.id, "field": field, "slug": slug}
    row = conn.execute(SQL["set_field"], {**arguments, "ids": list(ids), "values": list(values)}).fetchone()
    assert row is not None, "an aggregate has one row"
    return row[0]


def _ids(conn: Connection, query: str, values: dict[str, Any]) -> list[UUID]:
    return [id for (id,) in conn.execute(SQL[query], values).fetchall()]
