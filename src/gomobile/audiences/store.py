"""Rows of audiences and of who is in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection
from gomobile.db.queries import load

SQL = load("gomobile.audiences")


def lock_live(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """Those of these contacts that are neither deleted nor archived; nobody else changes them meanwhile."""
    rows = conn.execute(SQL["lock_live"], {"org_id": org_id, "ids": list(ids)}).fetchall()
    return [id for (id,) in rows]


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


def exit_removed(conn: Connection, org_id: UUID, actor: Actor, ids: Sequence[UUID]) -> None:
    """End every stay of contacts in static audiences, with the reason that their rows tell."""
    conn.execute(SQL["exit_removed"], {**_author(org_id, actor), "ids": list(ids)})


def enter_returned(conn: Connection, org_id: UUID, actor: Actor, ids: Sequence[UUID]) -> None:
    """Let contacts enter the static audiences again that they left by being deleted, archived or merged."""
    conn.execute(SQL["enter_returned"], {**_author(org_id, actor), "ids": list(ids)})


def _author(org_id: UUID, actor: Actor) -> dict[str, Any]:
    return {"org_id": org_id, "actor_kind": actor.kind, "actor": actor.id}


def _scope(org_id: UUID, actor: Actor, audience_id: UUID, ids: Sequence[UUID]) -> dict[str, Any]:
    return {**_author(org_id, actor), "audience_id": audience_id, "ids": list(ids)}
