"""What happens when suppressions and consents end: the contacts that they are about are looked at again.

That a suppression no longer holds needs none of this: it is read against the clock. What is kept about contacts, as
who belongs to a live audience, is brought up to date here.
"""

from __future__ import annotations

import threading
from datetime import timedelta

from gomobile.clock import now
from gomobile.db.pool import connect
from gomobile.jobs.names import END_EXPIRED
from gomobile.jobs.queue import defer
from gomobile.privacy.consent import service as consent
from gomobile.privacy.suppression import service as suppression

BATCH = 2_000
_AHEAD = timedelta(seconds=65)
"""How far to look ahead: to the next look of the clock."""


def end_expired(conninfo: str, stop: threading.Event) -> int:
    """End what is over, some in each transaction, and queue the next time when it is near; how many ended."""
    count = 0
    for noun in (suppression, consent):
        while not stop.is_set():
            with connect(conninfo, name="gomobile-expiry") as conn:
                ended = noun.expire(conn, limit=BATCH)
            if not ended:
                break
            count += ended
    with connect(conninfo, name="gomobile-expiry") as conn:
        moments = [moment for moment in (suppression.next_expiry(conn), consent.next_expiry(conn)) if moment]
        if moments and min(moments) < now() + _AHEAD:
            defer(conn, END_EXPIRED, only_once=END_EXPIRED, at=min(moments))
    return count
