"""Is a number still what we take it for? Providers say; the one that comes with the product works offline.

A provider that asks a network (HLR, number portability) has the same shape. `recheck` stores what a provider says of
status, type and region. The canonical number, by which a contact is known, never changes by itself: where it would be
another one today, that is reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import polars as pl

from gomobile.contacts import service as contacts
from gomobile.contacts.reactions import contacts_changed
from gomobile.db.pool import Connection
from gomobile.phones.facts import facts
from gomobile.phones.vectorized import normalize_series
from gomobile.quality import store
from gomobile.quality.hygiene.step import Step, Work
from gomobile.quality.matching import Matcher


@dataclass(frozen=True, slots=True)
class Number:
    """A number to verify: its canonical form, how it was written, and the region that it is known to be of."""

    key: str
    written: str
    region: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a provider says of a number.

    key: its canonical form by the provider's knowledge; another one than the contact's is reported, never stored
    in_service: whether the network knows it; None when the provider cannot tell
    """

    status: str
    type: str
    region: str | None
    key: str
    in_service: bool | None = None


class Provider(Protocol):
    """Verifies numbers, a few thousand at a time."""

    def verify(self, numbers: Sequence[Number]) -> Sequence[Verdict]:
        """A verdict for each number, in their order."""
        ...


class OfflineProvider:
    """Reads numbers by libphonenumber's data of this version. It cannot tell whether a number is in service."""

    def __init__(self, default_region: str) -> None:
        """`default_region`: where numbers without a country code are from (ISO 3166-1 alpha-2)."""
        self._region = default_region

    def verify(self, numbers: Sequence[Number]) -> list[Verdict]:
        """A verdict for each number."""
        keys = self._keys(numbers)
        return [
            Verdict(found.status, found.type, found.region, key)
            for one, key in zip(numbers, keys, strict=True)
            for found in (facts(one.key),)
        ]

    def _keys(self, numbers: Sequence[Number]) -> list[str]:
        """The canonical form of each number as it was written: of its own region or, failing that, of the default."""
        written = pl.Series([one.written for one in numbers], dtype=pl.String)
        today = normalize_series(written, self._region)["key"].to_list()
        others: dict[str, list[int]] = {}
        for at, (one, key) in enumerate(zip(numbers, today, strict=True)):
            if key != one.key and one.region is not None and len(one.region) == 2 and one.region.isalpha():
                others.setdefault(one.region, []).append(at)
        for region, places in others.items():
            again = normalize_series(written.gather(places), region)["key"]
            for at, key in zip(places, again, strict=True):
                today[at] = key if key == numbers[at].key else today[at]
        return [key if key is not None else one.key for key, one in zip(today, numbers, strict=True)]


def recheck(conn: Connection, work: Work, provider: Provider, rows: int) -> Step:
    """Verify the numbers of the next `rows` contacts and store what changed of status, type and region."""
    org_id = work.organization.id
    last, ids, looked = _next(conn, work, rows)
    if not work.dry_run:
        ids = store.lock_contacts(conn, org_id, ids)
    held = store.numbers(conn, org_id, ids)
    verdicts = provider.verify([Number(one.phone_key, one.primary_phone, one.phone_region) for one in held])
    pairs = list(zip(held, verdicts, strict=True))
    changes = {
        one.id: verdict
        for one, verdict in pairs
        if (one.phone_status, one.phone_type, one.phone_region) != (verdict.status, verdict.type, verdict.region)
    }
    other_keys = [one.id for one, verdict in pairs if verdict.key != one.phone_key]
    if changes and not work.dry_run:
        _store(conn, work, changes)
    counts = {
        "checked": looked,
        "verified": len(held),
        "changed": len(changes),
        "wouldBeAnotherNumber": len(other_keys),
    }
    for _, verdict in pairs:
        counts[verdict.status] = counts.get(verdict.status, 0) + 1
    return Step(last, counts, {"changed": sorted(changes), "wouldBeAnotherNumber": other_keys})


def _next(conn: Connection, work: Work, rows: int) -> tuple[UUID | None, list[UUID], int]:
    chosen = work.only.get("contacts")
    if chosen is not None:
        ids = sorted(UUID(id) for id in chosen if UUID(id) > work.after)[:rows]
        return (ids[-1] if ids else None), ids, len(ids)
    matcher = Matcher(conn, work.organization, work.only.get("filter"), work.at, archived=not work.only)
    return matcher.next(work.after, rows)


def _store(conn: Connection, work: Work, changes: Mapping[UUID, Verdict]) -> None:
    org_id = work.organization.id
    ids = sorted(changes)
    store.set_facts(conn, org_id, [(id, changes[id].status, changes[id].type, changes[id].region) for id in ids])
    contacts.announce(conn, org_id, work.actor, "updated", ids)
    contacts_changed(conn, org_id, work.actor, "updated", ids)
