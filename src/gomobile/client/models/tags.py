"""Tags."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gomobile.client.models.base import Model


@dataclass(frozen=True, kw_only=True)
class Tag(Model):
    """A label on contacts; `contact_count` of them are neither deleted nor archived (None as a contact shows it)."""

    id: str
    name: str
    color: str | None = None
    description: str | None = None
    contact_count: int | None = None
    version: int | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Tagging(Model):
    """What became of contacts that were to get or lose a tag; `changed`, `unchanged` and `unknown` add up."""

    changed: int
    unchanged: int
    unknown: tuple[str, ...] = ()
