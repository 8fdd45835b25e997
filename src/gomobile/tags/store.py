"""Rows of tags, and of who has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from gomobile.accounts.caller import Actor, ActorKind
from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.tags")


@dataclass(frozen=True, slots=True)
class Tag:
    """A label of an organization; `contacts` have it that are neither deleted nor archived."""

    id: UUID
    name: str
    color: str | None
    description: str | None
    version: int
    created_at: datetime
    created_by_kind: ActorKind
    created_by: UUID | None
    updated_at: datetime
    contacts: int


@dataclass(frozen=True, slots=True)
class Label:
    """A tag as a contact shows it."""

    id: UUID
    name: str
    color: str | None


def list_tags(conn: Connection, org_id: UUID, search: str | None = None) -> list[Tag]:
    """Every tag, or those with this text in name or description, by name."""
    with conn.cursor(row_factory=class_row(Tag)) as cursor:
        return cursor.execute(SQL["list_tags"], {"org_id": org_id, "search": search}).fetchall()


def get(conn: Connection, org_id: UUID, id: UUID) -> Tag | None:
    """One tag."""
    with conn.cursor(row_factory=class_row(Tag)) as cursor:
        return cursor.execute(SQL["get_tag"], {"org_id": org_id, "id": id}).fetchone()


def lock(conn: Connection, org_id: UUID, id: UUID) -> int | None:
    """The version of a tag that nobody else changes until the transaction ends; None when there is no such tag."""
    row = conn.execute(SQL["lock_tag"], {"org_id": org_id, "id": id}).fetchone()
    return row[0] if row else None


def hold(conn: Connection, org_id: UUID, id: UUID) -> str | None:
    """The name of a tag that nobody changes or deletes until the transaction ends; None when there is no such tag."""
    row = conn.execute(SQL["hold_tag"], {"org_id": org_id, "id": id}).fetchone()
    return row[0] if row else None


def find_by_name(conn: Connection, org_id: UUID, name: str) -> UUID | None:
    """The tag with this name, whatever its case and accents."""
    row = conn.execute(SQL["find_by_name"], {"org_id": org_id, "name": name}).fetchone()
    return row[0] if row else None


def folded_names(conn: Connection, org_id: UUID) -> dict[str, UUID]:
    """Every tag by its name as search sees it."""
    return dict(conn.execute(SQL["folded_names"], {"org_id": org_id}).fetchall())


def fold(conn: Connection, names: Sequence[str]) -> list[str]:
    """Names as search sees them."""
    return [name for (name,) in conn.execute(SQL["fold_names"], {"names": list(names)}).fetchall()]


def insert(
    conn: Connection, org_id: UUID, actor: Actor, name: str, color: str | None, description: str | None
) -> UUID | None:
    """Store a tag; None when its name is taken."""
    values = {**_scope(org_id, actor), "name": name, "color": color, "description": description}
    row = conn.execute(SQL["insert_tag"], values).fetchone()
    return row[0] if row else None


def update(conn: Connection, org_id: UUID, tag: Tag) -> None:
    """Store what may change of a locked tag. Raises UniqueViolation `tags_name_key`."""
    values = {"org_id": org_id, "id": tag.id, "name": tag.name, "color": tag.color, "description": tag.description}
    conn.execute(SQL["update_tag"], values)


def hide(conn: Connection, org_id: UUID, id: UUID) -> None:
    """Mark a locked tag as deleted."""
    conn.execute(SQL["hide_tag"], {"org_id": org_id, "id": id})


def remove(conn: Connection, org_id: UUID, id: UUID) -> None:
    """Remove a tag that was marked."""
    conn.execute(SQL["remove_tag"], {"org_id": org_id, "id": id})


def hidden(conn: Connection) -> list[tuple[UUID, UUID, str]]:
    """Deleted tags that may still be on contacts, of every organization: `(organization, tag, name)`."""
    return conn.execute(SQL["hidden_tags"]).fetchall()


def lock_references(conn: Connection, org_id: UUID) -> None:
    """Keep others from storing rules, and from deleting what rules name, until the transaction ends."""
    conn.execute(SQL["lock_references"], {"org_id": org_id})


def users(conn: Connection, org_id: UUID, id: UUID) -> list[tuple[UUID, str]]:
    """Live audiences whose rules name a tag: `(id, name)`."""
    return conn.execute(SQL["users_of_tag"], {"org_id": org_id, "id": id}).fetchall()


def holders(conn: Connection, org_id: UUID, id: UUID, most: int) -> list[UUID]:
    """Some contacts that have a tag, in any state."""
    rows = conn.execute(SQL["contacts_of_tag"], {"org_id": org_id, "id": id, "most": most}).fetchall()
    return [contact_id for (contact_id,) in rows]


def count_holders(conn: Connection, org_id: UUID, id: UUID) -> tuple[int, int]:
    """Contacts that have a tag: those that lists show, and the archived or deleted ones."""
    row = conn.execute(SQL["count_holders"], {"org_id": org_id, "id": id}).fetchone()
    assert row is not None
    return row[0], row[1]


def labels(conn: Connection, org_id: UUID, ids: Iterable[UUID]) -> dict[UUID, list[Label]]:
    """The tags of some contacts, by name; contacts without any are left out."""
    found: dict[UUID, list[Label]] = {}
    for contact_id, *label in conn.execute(SQL["tags_of_contacts"], {"org_id": org_id, "ids": list(ids)}).fetchall():
        found.setdefault(contact_id, []).append(Label(*label))
    return found


def known_contacts(conn: Connection, org_id: UUID, ids: Iterable[UUID]) -> set[UUID]:
    """Those of these contacts that are not deleted."""
    rows = conn.execute(SQL["known_contacts"], {"org_id": org_id, "ids": list(ids)}).fetchall()
    return {id for (id,) in rows}


def add(conn: Connection, org_id: UUID, actor: Actor, tag_id: UUID, name: str, ids: Sequence[UUID]) -> list[UUID]:
    """Tag contacts; those that got the tag."""
    return _move(conn, "add_tag", {**_scope(org_id, actor), "tag_id": tag_id, "name": name, "ids": list(ids)})


def take(
    conn: Connection,
    org_id: UUID,
    actor: Actor,
    tag_id: UUID,
    name: str,
    ids: Sequence[UUID],
    *,
    deleted_too: bool = False,
) -> list[UUID]:
    """Untag contacts; those that had the tag and are not deleted."""
    values = {**_scope(org_id, actor), "tag_id": tag_id, "name": name, "ids": list(ids), "deleted_too": deleted_too}
    return _move(conn, "take_tag", values)


def forget_orphans(conn: Connection, org_id: UUID, tag_id: UUID, ids: Sequence[UUID]) -> None:
    """Take a tag off contacts that are gone for good."""
    conn.execute(SQL["forget_orphans"], {"org_id": org_id, "tag_id": tag_id, "ids": list(ids)})


def count_again(conn: Connection, org_id: UUID, ids: Sequence[UUID], *, counts: bool) -> None:
    """Count the tags of contacts in or out; contacts that are counted so already stay."""
    conn.execute(SQL["count_again"], {"org_id": org_id, "ids": list(ids), "counts": counts})


def _move(conn: Connection, query: str, values: dict[str, Any]) -> list[UUID]:
    conn.execute(SQL["plan_by_index"])
    row = conn.execute(SQL[query], values).fetchone()
    assert row is not None, "an aggregate has one row"
    return row[0]


def _scope(org_id: UUID, actor: Actor) -> dict[str, Any]:
    return {"org_id": org_id, "actor_kind": actor.kind, "actor": actor.id}
