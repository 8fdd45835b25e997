"""The numbers of the health page.

Counting reads every contact a few times: 0.1 s at 50,000, 2 s at a million. So the numbers of a large organization are
kept; they are counted again in the background every hour, and when somebody looks at numbers older than a few minutes.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from gomobile import clock
from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Organization
from gomobile.attributes import service as attributes
from gomobile.db.pool import Connection
from gomobile.jobs.names import SUMMARIZE_QUALITY
from gomobile.jobs.queue import defer
from gomobile.policies import service as policies
from gomobile.quality import reach, store
from gomobile.quality.counting import count
from gomobile.quality.health import Item, items
from gomobile.quality.policies import ARCHIVE, ArchivePolicy

_SMALL = 50_000
"""Contacts up to which every look counts anew."""
_FRESH = timedelta(minutes=10)
"""Age up to which kept numbers are shown without counting again in the background."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers by name, what each is about, when and in how many seconds they were counted; `refreshing`: they are
    being counted again in the background.
    """

    items: list[Item]
    counts: dict[str, int]
    computed_at: datetime
    seconds: float
    refreshing: bool


def summarize(conn: Connection, organization: Organization, *, fresh: bool = False) -> Summary:
    """The numbers of the health page; `fresh` counts now, however long that takes."""
    wanted = _items(conn, organization)
    kept = None if fresh else store.find_summary(conn, organization.id)
    if kept is None or not {*(one.name for one in wanted), *reach.COUNTED} <= kept.counts.keys():
        kept = None
    if kept is None or store.live(conn, organization.id) <= _SMALL:
        return compute(conn, organization)
    old = clock.now() - kept.computed_at > _FRESH
    if old:
        queue(conn, organization.id)
    return Summary(wanted, kept.counts, kept.computed_at, kept.seconds, refreshing=old)


def compute(conn: Connection, organization: Organization) -> Summary:
    """Count now and, for a large organization, keep the numbers."""
    now, started = clock.now(), time.monotonic()
    wanted = _items(conn, organization)
    rules = {one.name: one.rules for one in wanted if one.rules is not None}
    counts = count(conn, organization, rules | reach.COUNTED, now)
    counts["contacts"] = counts.pop("")
    counts["duplicates"] = store.open_duplicates(conn, organization.id)
    counts["archived"] = store.archived(conn, organization.id)
    first = reach.first_id(now, organization.timezone)
    counts |= reach.kept_days(store.created_per_day(conn, organization.id, organization.timezone, first))
    seconds = round(time.monotonic() - started, 3)
    if store.live(conn, organization.id) > _SMALL:
        store.keep_summary(conn, organization.id, counts, seconds, now)
    return Summary(wanted, counts, now, seconds, refreshing=False)


def refresh(conn: Connection, org_id: UUID) -> None:
    """Count again what is kept of an organization."""
    compute(conn, accounts.organization_of(conn, org_id))


def queue(conn: Connection, org_id: UUID) -> None:
    """Let a worker count again."""
    defer(conn, SUMMARIZE_QUALITY, only_once=f"quality/{org_id}", org_id=str(org_id))


def queue_all(conn: Connection) -> None:
    """Let a worker count again for every organization that is too large to be counted at each look."""
    for org_id in store.large_organizations(conn, _SMALL):
        queue(conn, org_id)


def _items(conn: Connection, organization: Organization) -> list[Item]:
    definitions: Any = attributes.list_definitions(conn, organization.id)
    return items(definitions, policies.get(conn, organization.id, ARCHIVE, ArchivePolicy))
