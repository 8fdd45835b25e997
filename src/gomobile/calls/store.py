"""Rows of call results and of the figures that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from psycopg.rows import class_row, dict_row

from gomobile.accounts.caller import Actor, ActorKind
from gomobile.calls.result import CallResult, Result
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.quality.reachability import ReachabilityPolicy, State

SQL = load("gomobile.calls")


@dataclass(frozen=True, slots=True)
class Call:
    """A call result as it is kept."""

    id: UUID
    contact_id: UUID | None
    phone_key: str | None
    occurred_at: datetime
    result: Result
    hangup_cause: int | None
    duration_seconds: int | None
    flow: str | None
    campaign: str | None
    pressed: list[str]
    reference: str | None
    actor_kind: ActorKind
    actor: UUID | None


@dataclass(frozen=True, slots=True)
class Engagement:
    """The figures of a contact; a contact that was never called has the defaults."""

    attempts: int = 0
    answers: int = 0
    consecutive_failures: int = 0
    consecutive_failed: int = 0
    consecutive_not_in_service: int = 0
    recent_attempts: int = 0
    first_called_at: datetime | None = None
    last_called_at: datetime | None = None
    last_answered_at: datetime | None = None
    last_reached_at: datetime | None = None
    last_result: Result | None = None
    last_hangup_cause: int | None = None
    reachability: State = "unknown"
    reachability_since: datetime | None = None
    verified_at: datetime | None = None


def lock_contacts(conn: Connection, org_id: UUID, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Keep these contacts from changing until the transaction ends; those that exist, with their number."""
    return dict(conn.execute(SQL["lock_contacts"], {"org_id": org_id, "ids": list(ids)}).fetchall())


def insert_results(
    conn: Connection, org_id: UUID, actor: Actor, results: Sequence[tuple[UUID, CallResult]]
) -> dict[UUID, UUID | None]:
    """Keep results under these ids; those that are new, with their contact."""
    rows = [{"id": id, **asdict(result)} for id, result in results]
    packed = orjson.dumps(rows).decode()
    values = {"org_id": org_id, "results": packed, "actor_kind": actor.kind, "actor": actor.id}
    return dict(conn.execute(SQL["insert_results"], values).fetchall())


def tell(conn: Connection, org_id: UUID, ids: Sequence[UUID], policy: ReachabilityPolicy) -> list[UUID]:
    """Add new results to the figures of their contacts; whose."""
    conn.execute(SQL["plan_by_index"])
    contacts = [id for (id,) in conn.execute(SQL["tell"], {"org_id": org_id, "ids": list(ids)}).fetchall()]
    judge(conn, org_id, contacts, policy)
    return contacts


def recount(conn: Connection, org_id: UUID, contact_ids: Sequence[UUID], policy: ReachabilityPolicy) -> None:
    """Count the figures of contacts anew from the results that are kept."""
    conn.execute(SQL["recount"], {"org_id": org_id, "contact_ids": list(contact_ids)})
    judge(conn, org_id, contact_ids, policy)


def judge(conn: Connection, org_id: UUID, contact_ids: Sequence[UUID], policy: ReachabilityPolicy) -> None:
    """Work out what is counted in a row, the last result and the reachability of contacts."""
    conn.execute(SQL["plan_by_index"])
    conn.execute(SQL["judge"], {"org_id": org_id, "contact_ids": list(contact_ids), **policy.limits()})


def find_engagement(conn: Connection, org_id: UUID, contact_id: UUID) -> Engagement:
    """The figures of a contact."""
    with conn.cursor(row_factory=class_row(Engagement)) as cursor:
        values = {"org_id": org_id, "contact_id": contact_id}
        return cursor.execute(SQL["find_engagement"], values).fetchone() or Engagement()


def find_engagements(conn: Connection, org_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, Engagement]:
    """The figures of contacts, as far as there are any."""
    with conn.cursor(row_factory=dict_row) as cursor:
        values = {"org_id": org_id, "contact_ids": list(contact_ids)}
        rows = cursor.execute(SQL["find_engagements"], values).fetchall()
    return {row.pop("contact_id"): Engagement(**row) for row in rows}


def verify(conn: Connection, org_id: UUID, contact_ids: Sequence[UUID], at: datetime) -> None:
    """Let the results until `at` no longer count."""
    conn.execute(SQL["verify"], {"org_id": org_id, "contact_ids": list(contact_ids), "at": at})


def next_differing(
    conn: Connection, org_id: UUID, after: UUID, rows: int, policy: ReachabilityPolicy
) -> tuple[UUID | None, list[UUID]]:
    """The last of the next contacts with figures, and those of them whose state is another one by this policy."""
    values: dict[str, Any] = {"org_id": org_id, "after": after, "rows": rows, **policy.limits()}
    row = conn.execute(SQL["next_differing"], values).fetchone()
    assert row is not None
    return row[0], row[1]


def set_judged(conn: Connection, org_id: UUID, contact_ids: Sequence[UUID], policy: ReachabilityPolicy) -> list[UUID]:
    """Store the state that a policy gives these contacts; whose changed."""
    values = {"org_id": org_id, "contact_ids": list(contact_ids), **policy.limits()}
    return [id for (id,) in conn.execute(SQL["set_judged"], values).fetchall()]


def list_calls(
    conn: Connection, org_id: UUID, contact_id: UUID, after: tuple[datetime, UUID] | None, rows: int
) -> list[Call]:
    """The calls to a contact, latest first."""
    after_at, after_id = after or (None, None)
    values = {"org_id": org_id, "contact_id": contact_id, "after_at": after_at, "after_id": after_id, "rows": rows}
    with conn.cursor(row_factory=class_row(Call)) as cursor:
        return cursor.execute(SQL["list_calls"], values).fetchall()


def has_unknown(conn: Connection, org_id: UUID) -> bool:
    """Whether any result waits for a contact."""
    row = conn.execute(SQL["has_unknown"], {"org_id": org_id}).fetchone()
    return bool(row and row[0])


def attach(conn: Connection, org_id: UUID, contact_ids: Sequence[UUID]) -> list[UUID]:
    """Give results that wait for the numbers of these contacts to them; who got some."""
    values = {"org_id": org_id, "contact_ids": list(contact_ids)}
    return sorted({id for (id,) in conn.execute(SQL["attach"], values).fetchall()})


def attachable(conn: Connection, rows: int) -> list[tuple[UUID, UUID]]:
    """Contacts, of any organization, whose first number has results that wait for them: organization and contact."""
    return conn.execute(SQL["attachable"], {"rows": rows}).fetchall()
