"""Audiences, who is in them, and what a change of that did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gomobile.client.models.base import Model
from gomobile.client.models.contacts import Contact


@dataclass(frozen=True, kw_only=True)
class Audience(Model):
    """A named group of contacts: `static`, whoever was put in, or `live`, whoever its rules hold for.

    status: `ready`, `building` while a large one finds its members, or `failed`
    """

    id: str
    name: str
    type: str
    status: str
    contact_count: int
    version: int
    description: str | None = None
    rules: Any = None
    error: str | None = None
    linked_campaigns_count: int = 0
    organization_id: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    deleted_at: datetime | None = None
    created_by: str | None = None
    updated_by: str | None = None
    deleted_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Member(Contact):
    """A contact that is in an audience, or that was until `exited_at`.

    exit_reason: `rules`, `removed`, `replaced`, `deleted`, `archived` or `merged`
    """

    entered_at: datetime
    exited_at: datetime | None = None
    exit_reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class AddedContacts(Model):
    """What became of contacts that were to enter; `unknown` are ids of no live contact."""

    added: int
    already_members: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RemovedContacts(Model):
    """What became of contacts that were to leave; `unknown` are ids of no live contact."""

    removed: int
    not_members: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InvalidNumber(Model):
    """An entry that is no number, and the code of what is wrong with it."""

    value: str | None = None
    code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Refreshed(Model):
    """What a refresh did, or would do; given = added + kept + archived + unknown + invalid + duplicates.

    archived: contacts on the list that are archived; they enter when they come back
    unknown: numbers and ids that no live contact has; import them to make them contacts
    removed: members that were not on the list
    """

    given: int
    added: int
    removed: int
    kept: int
    unknown: int
    invalid: int
    duplicates: int
    archived: int = 0
    dry_run: bool = False
    unknown_sample: tuple[str, ...] = ()
    invalid_sample: tuple[InvalidNumber, ...] = ()
