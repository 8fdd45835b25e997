"""Who may work on an audience at the same time.

Everybody locks the audience first and contacts after it, in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from psycopg import errors as pg

from gomobile.audiences import store
from gomobile.audiences.audience import Audience
from gomobile.audiences.errors import AudienceBusy, AudienceIsLive, AudienceNotFound
from gomobile.db.pool import Connection
from gomobile.errors import PreconditionFailed


def lock_to_change(conn: Connection, org_id: UUID, id: UUID, versions: Collection[int] | None) -> Audience:
    """An audience that nobody else changes, nor adds to, until the transaction ends.

    `versions` are those that the caller expects, None for any. Raises AudienceNotFound or PreconditionFailed.
    """
    return _in_use(store.get(conn, org_id, id, "lock_audience"), versions)


def lock_to_replace(conn: Connection, org_id: UUID, id: UUID, versions: Collection[int] | None) -> Audience:
    """The same for a static audience whose members are replaced; the second of two is told AudienceBusy at once.

    Waiting would let it undo in silence what the first one did. Raises AudienceIsLive, too.
    """
    try:
        with conn.transaction():
            found = store.get(conn, org_id, id, "lock_audience_now")
    except pg.LockNotAvailable as error:
        raise AudienceBusy from error
    return _static(_in_use(found, versions))


def lock_to_add(conn: Connection, org_id: UUID, id: UUID) -> Audience:
    """A static audience that nobody deletes or replaces until the transaction ends; others may add to it, too.

    Raises AudienceNotFound or AudienceIsLive.
    """
    return _static(_in_use(store.get(conn, org_id, id, "share_audience"), None))


def _in_use(found: Audience | None, versions: Collection[int] | None) -> Audience:
    if found is None or found.deleted_at is not None:
        raise AudienceNotFound
    if versions is not None and found.version not in versions:
        raise PreconditionFailed(version=found.version)
    return found


def _static(found: Audience) -> Audience:
    if found.type == "live":
        raise AudienceIsLive
    return found
