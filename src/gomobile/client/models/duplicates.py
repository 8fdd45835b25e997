"""Contacts that may be one person, and the work that looks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gomobile.client.models.base import Model
from gomobile.client.models.contacts import Contact
from gomobile.client.models.job import Job


@dataclass(frozen=True, kw_only=True)
class ComparedField(Model):
    """What came of comparing a field: `outcome` such as `same`, `oneTypo` or `different`.

    weight: log2 of how much likelier that is for duplicates than for others; None where it was not weighed
    """

    field: str
    outcome: str
    weight: float | None = None


@dataclass(frozen=True, kw_only=True)
class DuplicateGroup(Model):
    """All contacts that pairs connect with one, oldest first; `members` holds the first hundred ids."""

    members: tuple[str, ...] = ()
    size: int = 0


@dataclass(frozen=True, kw_only=True)
class DuplicatePair(Model):
    """Two contacts that may be one person.

    kind: `phone` or `email` (certain), or `probable`; score: from 0 to 1
    status: `open`, `skipped`, `dismissed` or `merged`
    left, right: None where the contact is gone
    """

    left_id: str
    right_id: str
    kind: str
    score: float
    status: str
    explanation: tuple[ComparedField, ...] = ()
    left: Contact | None = None
    right: Contact | None = None
    group_id: str | None = None
    group: DuplicateGroup | None = None
    found_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by_kind: str | None = None
    decided_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class DuplicateRun(Job):
    """A scan for duplicates, or an acceptance of every pair from `min_score` on.

    kind: `scan` or `accept`; status: `queued`, `running`, `completed`, `failed` or `cancelled`
    progress, report: how far it is and what it did, in the words of the API
    """

    kind: str
    full: bool | None = None
    min_score: float | None = None
    progress: Mapping[str, Any] = field(default_factory=dict)
    report: Mapping[str, Any] = field(default_factory=dict)
    created_at: datetime | None = None
    created_by: str | None = None
    created_by_kind: str | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class NumberHolder(Model):
    """A contact with its number as it was written, and in its canonical form."""

    id: str
    primary_phone: str
    phone_key: str | None = None
    display_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class SimilarNumbers(Model):
    """Two numbers of which one may be a slip of the other; `kind` is `one_digit`, `swapped` or `same_tail`."""

    kind: str
    left: NumberHolder
    right: NumberHolder
