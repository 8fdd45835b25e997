"""The one door through which contacts enter and leave audiences, static and live.

Each move is written with all that follows from it: the stay, the count of the audience, the change feed, and the live
audiences whose rules ask about this audience. The caller holds the row locks of the contacts (`lock_live`, or it wrote
them): a contact that is deleted meanwhile would stay a member otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.audiences import store
from gomobile.audiences.audience import ExitReason
from gomobile.db.pool import Connection

Reaction = Callable[[Connection, UUID, Actor, UUID, Sequence[UUID]], None]
"""Called with the organization, the actor, the audience and the contacts that entered or left it."""

on_membership_change: list[Reaction] = []
"""What looks at contacts whose membership changed, in order; `assembly` fills it."""


def lock_live(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """Those of these contacts that can be members, neither deleted nor archived, locked until the transaction ends."""
    return store.lock_live(conn, org_id, ids) if ids else []


def lock_known(conn: Connection, org_id: UUID, ids: Sequence[UUID]) -> tuple[list[UUID], list[UUID]]:
    """Those of these contacts that can be members, and those that are archived or deleted, locked as by `lock_live`."""
    found = store.lock_contacts(conn, org_id, ids) if ids else []
    return [id for id, live in found if live], [id for id, live in found if not live]


def enter(
    conn: Connection,
    org_id: UUID,
    actor: Actor,
    audience_id: UUID,
    ids: Sequence[UUID],
    *,
    at: datetime | None = None,
) -> list[UUID]:
    """Make live contacts members since `at` (now); answers those that were none. Moves by rules are the system's."""
    entered = store.enter(conn, org_id, actor, audience_id, ids, at) if ids else []
    _react(conn, org_id, actor, audience_id, entered)
    return entered


def leave(
    conn: Connection, org_id: UUID, actor: Actor, audience_id: UUID, ids: Sequence[UUID], reason: ExitReason
) -> list[UUID]:
    """End the stays of those of these contacts that are members, and answer them. The stays are kept with `reason`."""
    left = store.leave(conn, org_id, actor, audience_id, ids, reason) if ids else []
    _react(conn, org_id, actor, audience_id, left)
    return left


def let_return(conn: Connection, org_id: UUID, actor: Actor, audience_id: UUID, ids: Sequence[UUID]) -> bool:
    """Let archived contacts enter when they come back; answers whether that is news of any."""
    return bool(ids and store.let_return(conn, org_id, actor, audience_id, ids))


def stop_return(
    conn: Connection, org_id: UUID, actor: Actor, audience_id: UUID, ids: Sequence[UUID], reason: ExitReason
) -> bool:
    """Keep archived and deleted contacts out when they come back; answers whether that is news of any."""
    return bool(ids and store.stop_return(conn, org_id, actor, audience_id, ids, reason))


def _react(conn: Connection, org_id: UUID, actor: Actor, audience_id: UUID, ids: Sequence[UUID]) -> None:
    if ids:
        for react in on_membership_change:
            react(conn, org_id, actor, audience_id, ids)
