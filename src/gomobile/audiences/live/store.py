"""Rows of live audiences while their members are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.audiences.live")
FIRST = UUID(int=0)
LiveRow = tuple[UUID, Any, str, int, datetime | None]
"""id, rules, status, version, due_until."""


def keep(conn: Connection, org_id: UUID, id: UUID) -> None:
    """Keep others from changing an audience until the transaction ends. The organization's lock comes after it."""
    conn.execute(SQL["keep"], {"org_id": org_id, "id": id})


def share_lock(conn: Connection, org_id: UUID) -> None:
    """Hold off builds until the transaction ends; with others who do the same."""
    conn.execute(SQL["share_lock"], {"org_id": org_id})


def exclusive_lock(conn: Connection, org_id: UUID) -> None:
    """Wait for every writer that has looked at the audiences, and hold off the next until the transaction ends."""
    conn.execute(SQL["exclusive_lock"], {"org_id": org_id})


def stamp(conn: Connection, org_id: UUID) -> tuple[Any, ...] | None:
    """What the compiled rules depend on; None without live audiences."""
    row = conn.execute(SQL["live_stamp"], {"org_id": org_id}).fetchone()
    return row if row is not None and row[0] is not None else None


def list_live(conn: Connection, org_id: UUID) -> list[LiveRow]:
    """The live audiences that are not deleted."""
    return conn.execute(SQL["list_live"], {"org_id": org_id}).fetchall()  # type: ignore[return-value]


def next_range(conn: Connection, org_id: UUID, after: UUID, rows: int) -> UUID | None:
    """The last of the next `rows` contacts; None at the end."""
    row = conn.execute(SQL["next_range"], {"org_id": org_id, "after": after, "rows": rows}).fetchone()
    return row[0] if row else None


def building(conn: Connection, org_id: UUID, id: UUID) -> tuple[int, UUID | None] | None:
    """Version and position of an audience whose members are being found; None when they are not."""
    row = conn.execute(SQL["building"], {"org_id": org_id, "id": id}).fetchone()
    return (row[0], row[1]) if row else None


def rebuild(conn: Connection, org_id: UUID, id: UUID) -> None:
    """Let the members of an audience be found from the beginning."""
    conn.execute(SQL["rebuild"], {"org_id": org_id, "id": id})


def note_built(conn: Connection, org_id: UUID, id: UUID, version: int, built_to: UUID) -> bool:
    """Note a position; False when the rules have changed since."""
    values = {"org_id": org_id, "id": id, "version": version, "built_to": built_to}
    return conn.execute(SQL["note_built"], values).fetchone() is not None


def finish_build(conn: Connection, org_id: UUID, id: UUID, version: int) -> bool:
    """Everybody was looked at; False when the rules have changed since."""
    return conn.execute(SQL["finish_build"], {"org_id": org_id, "id": id, "version": version}).fetchone() is not None


def fail_build(conn: Connection, org_id: UUID, id: UUID, version: int, error: str) -> None:
    """The rules cannot be evaluated; nothing is noted when they have changed since."""
    conn.execute(SQL["fail_build"], {"org_id": org_id, "id": id, "version": version, "error": error})


def list_building(conn: Connection) -> list[tuple[UUID, UUID]]:
    """(organization, audience) of every build that has not ended."""
    return conn.execute(SQL["list_building"]).fetchall()  # type: ignore[return-value]


def organizations_due(conn: Connection, now: datetime) -> list[UUID]:
    """Organizations with contacts whose moment has come."""
    return [row[0] for row in conn.execute(SQL["organizations_due"], {"now": now}).fetchall()]


def contacts_due(conn: Connection, org_id: UUID, now: datetime, rows: int) -> list[UUID]:
    """Some contacts whose moment has come."""
    values = {"org_id": org_id, "now": now, "rows": rows}
    return [row[0] for row in conn.execute(SQL["contacts_due"], values).fetchall()]


def drop_due(conn: Connection, org_id: UUID, now: datetime, ids: Sequence[UUID]) -> None:
    """Forget moments that have passed or whose contact is gone."""
    conn.execute(SQL["drop_due"], {"org_id": org_id, "now": now, "ids": list(ids)})


def short_horizons(conn: Connection, now: datetime) -> list[tuple[UUID, UUID, bool]]:
    """(organization, audience, whether its horizon is filled) of those to extend or fill."""
    return conn.execute(SQL["list_short_horizons"], {"now": now}).fetchall()  # type: ignore[return-value]


def extend_horizon(conn: Connection, org_id: UUID, id: UUID, due_until: datetime) -> None:
    """Note moments up to `due_until` from now on."""
    conn.execute(SQL["extend_horizon"], {"org_id": org_id, "id": id, "due_until": due_until})


def finish_horizon(conn: Connection, org_id: UUID, id: UUID, version: int, due_until: datetime) -> None:
    """All moments up to the horizon are noted."""
    values = {"org_id": org_id, "id": id, "version": version, "due_until": due_until}
    conn.execute(SQL["finish_horizon"], values)
