"""Merges of contacts, and their undoing."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gomobile.client.models.base import Model
from gomobile.client.models.contacts import Contact


@dataclass(frozen=True, kw_only=True)
class MergeParty(Model):
    """One of the contacts of a merge, as it is now."""

    primary_phone: str
    display_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Merge(Model):
    """A contact (`loser_id`) that went into another one; `survivor` and `loser` are None where they are gone for good.

    fields: by field, the id of the contact that gave it; None where somebody wrote a value
    moved: how much of each kind went over: `fields`, `tags`, `audiences`, `phones`, `calls`, `consents`
    """

    id: str
    survivor_id: str
    loser_id: str
    survivor: MergeParty | None = None
    loser: MergeParty | None = None
    fields: Mapping[str, str | None] = field(default_factory=dict)
    moved: Mapping[str, int] = field(default_factory=dict)
    merged_at: datetime | None = None
    merged_by_kind: str | None = None
    merged_by: str | None = None
    unmerged_at: datetime | None = None
    unmerged_by_kind: str | None = None
    unmerged_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class HeldValue(Model):
    """What one of the contacts holds in a field."""

    contact_id: str
    value: Any = None


@dataclass(frozen=True, kw_only=True)
class MergedField(Model):
    """What a field gets.

    giver: the contact that it is from; None where somebody wrote the value
    chosen: whether somebody asked for it
    values: what each contact holds
    """

    field: str
    value: Any = None
    giver: str | None = dataclasses.field(default=None, metadata={"key": "from"})
    chosen: bool = False
    values: tuple[HeldValue, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MergeResult(Model):
    """What a merge made, or with `dry_run` would make, of contacts; `merges` has one entry for each that went in."""

    contact: Contact
    dry_run: bool = False
    fields: tuple[MergedField, ...] = ()
    moved: Mapping[str, int] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unmerged(Model):
    """A merge that was undone: both contacts again, and what stayed because it was changed since."""

    merge: Merge
    restored: tuple[Contact, ...] = ()
    kept_because_changed: tuple[str, ...] = ()
