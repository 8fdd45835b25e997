"""Background work of tags."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID

import procrastinate

from gomobile.accounts.caller import Actor
from gomobile.db.pool import connect
from gomobile.jobs.names import REMOVE_TAG
from gomobile.jobs.queue import defer, is_queued
from gomobile.jobs.work import Work
from gomobile.tags import service, store


def register(app: procrastinate.App, work: Work) -> None:
    """Add the tasks."""

    @app.task(name=REMOVE_TAG)
    def remove_tag(org_id: str, tag_id: str, name: str, actor_kind: str, actor_id: str | None) -> None:
        actor = Actor(actor_kind, UUID(actor_id) if actor_id else None)  # type: ignore[arg-type]
        take_off_all(work.conninfo, UUID(org_id), actor, UUID(tag_id), name, work.stop)


def take_off_all(
    conninfo: str, org_id: UUID, actor: Actor, tag_id: UUID, name: str, stop: threading.Event | None = None
) -> None:
    """Take a deleted tag off all its contacts, some thousand in each transaction."""
    done = service.AT_ONCE
    while done == service.AT_ONCE and not (stop and stop.is_set()):
        with connect(conninfo, name="gomobile-tags") as conn:
            done = service.take_off(conn, org_id, actor, tag_id, name)


def resume(conninfo: str) -> None:
    """Queue again deleted tags that a worker left on contacts."""
    with connect(conninfo, name="gomobile-resume") as conn:
        for org_id, tag_id, name in store.hidden(conn):
            about: dict[str, Any] = {"org_id": str(org_id), "tag_id": str(tag_id), "name": name}
            if not is_queued(conn, REMOVE_TAG, tag_id=str(tag_id)):
                defer(conn, REMOVE_TAG, only_once=f"tag/{tag_id}", **about, actor_kind="system", actor_id=None)
