"""Rows of attribute definitions."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import class_row

from gomobile.attributes.definition import Definition, EnumOption
from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.attributes")


@dataclass(frozen=True, slots=True)
class Holder:
    """A contact that holds a value."""

    id: UUID
    full_name: str | None
    primary_phone: str
    value: Any


def list_definitions(conn: Connection, org_id: UUID, *, archived: bool) -> list[Definition]:
    """Definitions in the order of creation; the archived ones only when asked for."""
    return _cursor(conn).execute(SQL["list_definitions"], {"org_id": org_id, "archived": archived}).fetchall()


def get_definition(conn: Connection, org_id: UUID, id: UUID, *, lock: bool = False) -> Definition | None:
    """One definition, archived or not; `lock` keeps it from changing until the transaction ends."""
    query = SQL["lock_definition" if lock else "get_definition"]
    return _cursor(conn).execute(query, {"org_id": org_id, "id": id}).fetchone()


def find_by_display_name(conn: Connection, org_id: UUID, display_name: str) -> Definition | None:
    """The definition in use with this display name, whatever its case and accents."""
    found = {"org_id": org_id, "display_name": display_name}
    return _cursor(conn).execute(SQL["find_by_display_name"], found).fetchone()


def taken_names(conn: Connection, org_id: UUID) -> set[str]:
    """Every name in use or archived."""
    return {name for (name,) in conn.execute(SQL["taken_names"], {"org_id": org_id}).fetchall()}


def insert_definition(
    conn: Connection, org_id: UUID, *, options: Sequence[EnumOption], **values: Any
) -> Definition | None:
    """Store a definition; None when its name or display name is taken."""
    row = {"org_id": org_id, "options": _options_json(options), **values}
    return _cursor(conn).execute(SQL["insert_definition"], row).fetchone()


def update_definition(conn: Connection, org_id: UUID, definition: Definition, actor: UUID | None) -> Definition:
    """Store description, options and mark of a locked definition."""
    values = {
        "org_id": org_id,
        "id": definition.id,
        "description": definition.description,
        "options": _options_json(definition.options),
        "identifying": definition.identifying,
        "actor": actor,
    }
    row = _cursor(conn).execute(SQL["update_definition"], values).fetchone()
    assert row is not None
    return row


def set_archived(conn: Connection, org_id: UUID, id: UUID, *, archived: bool, actor: UUID | None) -> Definition:
    """Archive a locked definition or bring it back; raises UniqueViolation when its display name is taken."""
    values = {"org_id": org_id, "id": id, "archived": archived, "actor": actor}
    row = _cursor(conn).execute(SQL["set_archived"], values).fetchone()
    assert row is not None
    return row


def count_holders(conn: Connection, org_id: UUID, name: str) -> int:
    """Live contacts with a value."""
    row = conn.execute(SQL["count_holders"], {"org_id": org_id, "name": name}).fetchone()
    assert row is not None
    return int(row[0])


def count_option_holders(conn: Connection, org_id: UUID, name: str) -> dict[str, int]:
    """Live contacts by stored enum value."""
    return dict(conn.execute(SQL["count_option_holders"], {"org_id": org_id, "name": name}).fetchall())


def users(conn: Connection, org_id: UUID, name: str) -> list[tuple[UUID, str]]:
    """Live audiences whose rules name an attribute: `(id, name)`."""
    return conn.execute(SQL["users_of_attribute"], {"org_id": org_id, "name": name}).fetchall()


def sample_holders(conn: Connection, org_id: UUID, name: str, limit: int) -> list[Holder]:
    """A few live contacts with a value."""
    with conn.cursor(row_factory=class_row(Holder)) as cursor:
        values = {"org_id": org_id, "name": name, "limit": limit}
        return cursor.execute(SQL["sample_holders"], values).fetchall()


def _cursor(conn: Connection) -> Cursor[Definition]:
    return conn.cursor(row_factory=_definition_row)


def _definition_row(cursor: Cursor[Any]) -> Callable[[Sequence[Any]], Definition]:
    names = [column.name for column in cursor.description or ()]

    def make(row: Sequence[Any]) -> Definition:
        values = dict(zip(names, row, strict=True))
        values["options"] = tuple(EnumOption(**option) for option in values["options"])
        return Definition(**values)

    return make


def _options_json(options: Sequence[EnumOption]) -> str:
    return json.dumps([asdict(option) for option in options], ensure_ascii=False)
