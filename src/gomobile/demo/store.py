"""Rows of demos."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from gomobile.accounts.caller import Actor, ActorKind
from gomobile.db.pool import Connection
from gomobile.db.queries import load

if TYPE_CHECKING:
    from gomobile.http.answers import Failure

SQL = load("gomobile.demo")

Status = Literal["running", "completed", "failed"]


@dataclass(frozen=True, slots=True)
class Demo:
    """The filling of an organization: `done` of `steps` are made. `kept` has ids by name, `made` counts."""

    organization_id: UUID
    status: Status
    people: int
    seed: int
    today: date
    done: int
    steps: int
    doing: str
    error: Failure | None
    created_by_kind: ActorKind
    created_by: UUID | None
    started_at: datetime
    finished_at: datetime | None
    kept: dict[str, str] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)


def insert(conn: Connection, org_id: UUID, actor: Actor, *, people: int, seed: int, today: date, steps: int) -> bool:
    """Note a filling that is about to begin; False when there is one."""
    values = {"org_id": org_id, "people": people, "seed": seed, "today": today, "steps": steps}
    author = {"actor_kind": actor.kind, "actor": actor.id}
    return conn.execute(SQL["insert_demo"], {**values, **author}).rowcount > 0


def get(conn: Connection, org_id: UUID) -> Demo | None:
    """How far it is."""
    with conn.cursor(row_factory=class_row(Demo)) as cursor:
        return cursor.execute(SQL["get_demo"], {"org_id": org_id}).fetchone()


def note_doing(conn: Connection, org_id: UUID, doing: str) -> None:
    """Say what is being made."""
    conn.execute(SQL["note_doing"], {"org_id": org_id, "doing": doing})


def note_done(conn: Connection, org_id: UUID, done: int, kept: dict[str, str], made: dict[str, int]) -> None:
    """Count a step."""
    conn.execute(SQL["note_done"], {"org_id": org_id, "done": done, "kept": Jsonb(kept), "made": Jsonb(made)})


def finish(conn: Connection, org_id: UUID, status: Status, error: Failure | None = None) -> None:
    """Settle it."""
    conn.execute(SQL["finish_demo"], {"org_id": org_id, "status": status, "error": Jsonb(error) if error else None})


def unfinished(conn: Connection) -> list[UUID]:
    """The organizations whose filling has not ended."""
    return [org_id for (org_id,) in conn.execute(SQL["unfinished_demos"]).fetchall()]


def hold(conn: Connection, org_id: UUID) -> bool:
    """Hold it for this session; False when another session does."""
    row = conn.execute(SQL["hold_demo"], {"org_id": org_id}).fetchone()
    return bool(row and row[0])


def release(conn: Connection, org_id: UUID) -> None:
    """Let go of it; a connection that is lost has done so already."""
    if not conn.closed:
        conn.execute(SQL["release_demo"], {"org_id": org_id})


def list_contacts(conn: Connection, org_id: UUID) -> dict[str, UUID]:
    """Every live contact by its canonical number."""
    return dict(conn.execute(SQL["list_contacts"], {"org_id": org_id}).fetchall())
