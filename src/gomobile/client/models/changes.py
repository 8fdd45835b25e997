"""What happened to contacts: the change feed of all, and the timeline of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gomobile.client.models.base import Model
from gomobile.client.models.contacts import Contact


@dataclass(frozen=True, kw_only=True)
class Actor(Model):
    """Who made a change: `kind` is `key`, `import`, `person` or `system`."""

    kind: str
    id: str | None = None
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Change(Model):
    """One change of one contact.

    cursor: what to keep once this change is dealt with: the feed continues after it
    kind: `created`, `updated`, `deleted`, `restored`, `erased`, or `entered` or `exited` the audience `audience_id`
    contact: as it is now, not as it was then; None when it is gone
    """

    cursor: str
    kind: str
    contact_id: str
    at: datetime | None = None
    actor: Actor | None = None
    contact: Contact | None = None
    audience_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class FieldChange(Model):
    """A field that changed, from `previous` to `value`."""

    field: str
    previous: Any = None
    value: Any = None


@dataclass(frozen=True, kw_only=True)
class Stay(Model):
    """The audience of a move, and why a contact left it."""

    id: str
    name: str
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Interaction(Model):
    """An event of a contact's timeline; `kind` is `created`, `updated`, `deleted`, `restored`, `entered`, `exited` …"""

    id: str
    kind: str
    at: datetime | None = None
    actor: Actor | None = None
    changes: tuple[FieldChange, ...] = ()
    audience: Stay | None = None
