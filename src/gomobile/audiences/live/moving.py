"""Let contacts enter and leave live audiences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from gomobile.audiences.live import statements, store
from gomobile.audiences.live.plan import Plan
from gomobile.clock import now
from gomobile.db.pool import Connection


def move(
    conn: Connection,
    org_id: UUID,
    plan: Plan,
    ids: Sequence[UUID],
    *,
    scope: Literal["new", "known"] = "known",
    gone: bool = False,
) -> None:
    """Look at these contacts with every rule of the plan; `gone` ones belong to none, whatever the rules say.

    The transaction holds the lock of each contact's row and the organization's lock.
    """
    arguments = {"org_id": org_id, "now": now(), "ids": list(ids)}
    if gone:
        conn.execute(store.SQL["leave_all"], {**arguments, "audiences": [rule.id for rule in plan]})
        return
    for level in plan.levels:
        conn.execute(statements.move(level, plan.shared, scope), {**arguments, **statements.values(level, plan.shared)})  # type: ignore[arg-type]


def move_range(conn: Connection, org_id: UUID, plan: Plan, after: UUID, up_to: UUID) -> dict[UUID, int]:
    """The same for all live contacts of a range of ids; returns how many each audience gained (or lost: negative)."""
    arguments: dict[str, Any] = {"org_id": org_id, "now": now(), "after": after, "up_to": up_to}
    gained: dict[UUID, int] = {}
    for level in plan.levels:
        statement = statements.move(level, plan.shared, "range")
        for audience_id, kind, size in conn.execute(statement, {**arguments, **statements.values(level, plan.shared)}):  # type: ignore[arg-type]
            gained[audience_id] = gained.get(audience_id, 0) + (size if kind == "entered" else -size)
    return gained
