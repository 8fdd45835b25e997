"""Read and tune the policies of an organization."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection
from gomobile.policies import store
from gomobile.policies.errors import PolicyNotFound
from gomobile.policies.policy import changed, from_stored, to_json
from gomobile.policies.registry import Registered, registered

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Tuned:
    """A policy of an organization: its value, and who last changed it (nobody: all at its defaults)."""

    registered: Registered
    value: Any
    updated_at: datetime | None
    updated_by: Actor | None


def get(conn: Connection, org_id: UUID, name: str, policy: type[P]) -> P:
    """The policy as the organization tuned it; `policy` is its dataclass, whose defaults hold where it did not."""
    return from_stored(policy, store.find(conn, org_id, name))


def put(conn: Connection, org_id: UUID, actor: Actor, name: str, raw: object) -> Any:
    """Change the given settings of a policy, the others stay. Returns the whole policy.

    Raises PolicyNotFound, or InvalidInput naming each refused setting and its limits.
    """
    known = _registered(name)
    store.lock(conn, org_id, name)
    current = get(conn, org_id, name, known.policy)
    tuned = changed(current, raw)
    if tuned != current:
        store.put(conn, org_id, actor, name, to_json(tuned))
        if known.on_change is not None:
            known.on_change(conn, org_id, actor)
    return tuned


def reset(conn: Connection, org_id: UUID, actor: Actor, name: str) -> None:
    """Bring a policy back to its defaults. Raises PolicyNotFound."""
    known = _registered(name)
    store.lock(conn, org_id, name)
    current = get(conn, org_id, name, known.policy)
    store.forget(conn, org_id, name)
    if current != known.policy() and known.on_change is not None:
        known.on_change(conn, org_id, actor)


def describe(conn: Connection, org_id: UUID, name: str) -> Tuned:
    """One policy with who changed it. Raises PolicyNotFound."""
    _registered(name)
    return next(one for one in list_policies(conn, org_id) if one.registered.name == name)


def list_policies(conn: Connection, org_id: UUID) -> list[Tuned]:
    """Every policy there is, tuned or not."""
    stored = store.list_policies(conn, org_id)
    found = []
    for name, known in registered().items():
        row = stored.get(name)
        value = from_stored(known.policy, row.value if row else {})
        by = Actor(row.updated_by_kind, row.updated_by) if row else None  # type: ignore[arg-type]
        found.append(Tuned(known, value, row.updated_at if row else None, by))
    return found


def _registered(name: str) -> Registered:
    known = registered().get(name)
    if known is None:
        raise PolicyNotFound(f"There is no policy {name[:64]!r}; there are {', '.join(registered())}.")
    return known
