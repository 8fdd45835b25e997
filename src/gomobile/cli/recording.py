"""What a command did, in the audit log."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uuid import UUID

    from gomobile.db.pool import Connection


def record(
    conn: Connection,
    org_id: UUID,
    action: str,
    subject_kind: str,
    subject_id: object,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Record an action of this machine's user, last in its transaction; see `gomobile.audit.service.record`."""
    from gomobile.accounts.caller import Actor
    from gomobile.audit import service

    service.record(
        conn,
        Actor("system"),
        action,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        before=before,
        after=after,
        org_id=org_id,
        actor_name=f"{_user()} (command line)",
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without an entry in passwd
        return "unknown"
