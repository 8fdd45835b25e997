"""Files of imports that nobody needs any more, whatever left them: a refusal, a crash, a cancelled import."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from gomobile.clock import now
from gomobile.db.pool import Connection
from gomobile.imports import files, store
from gomobile.policies import service as policies
from gomobile.privacy.retention.policy import NAME, RetentionPolicy
from gomobile.settings import Settings

UNTOUCHED = timedelta(days=1)
"""A younger folder may be of an upload that is not committed yet."""
RESUMABLE_DAYS = 30
"""How long the file of a cancelled or failed import stays where its refused rows are kept for ever."""


def remove(conn: Connection, settings: Settings) -> int:
    """Remove the files of imports that are not known, have done their duty, or ended long ago without it; how many.

    Of every organization.
    """
    old = files.kept(settings, untouched=UNTOUCHED)
    left = set(old)
    if left:
        limits: dict[UUID, datetime] = {}
        for org_id, id, ended_at in store.unfinished_of(conn, old):
            if org_id not in limits:
                limits[org_id] = _limit(conn, org_id)
            if ended_at is None or ended_at > limits[org_id]:
                left.discard(id)
    for id in left:
        files.remove(settings, id)
    return len(left)


def _limit(conn: Connection, org_id: UUID) -> datetime:
    """Imports that ended before it cannot be resumed any more."""
    days = policies.get(conn, org_id, NAME, RetentionPolicy).import_rejects_days
    return now() - timedelta(days=RESUMABLE_DAYS if days is None else days)
