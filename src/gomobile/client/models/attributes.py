"""Custom attributes: their definition and who uses them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gomobile.client.models.base import Model


@dataclass(frozen=True, kw_only=True)
class AttributeOption(Model):
    """A choice of an enum: `id` never changes, `label` is what people see."""

    id: str
    label: str
    archived: bool = False


@dataclass(frozen=True, kw_only=True)
class AttributeDefinition(Model):
    """A custom attribute; contacts hold its value under `name`.

    `type` is `text`, `number`, `boolean`, `date`, `datetime`, `phone_number`, `email`, `url` or `enum`.
    """

    id: str
    name: str
    display_name: str
    type: str
    organization_id: str | None = None
    description: str | None = None
    options: tuple[AttributeOption, ...] = ()
    identifying: bool = False
    created_at: datetime | None = None
    updated_at: datetime | None = None
    deleted_at: datetime | None = None
    created_by: str | None = None
    updated_by: str | None = None
    deleted_by: str | None = None

    @property
    def archived(self) -> bool:
        """Whether it is hidden and takes no values."""
        return self.deleted_at is not None


@dataclass(frozen=True, kw_only=True)
class OptionUsage(Model):
    """How many contacts hold an option; `id` is None for stored values that are no option."""

    contact_count: int
    id: str | None = None
    label: str | None = None
    archived: bool = False


@dataclass(frozen=True, kw_only=True)
class AttributeHolder(Model):
    """A contact that has a value."""

    contact_id: str
    full_name: str | None = None
    primary_phone: str | None = None
    value: Any = None


@dataclass(frozen=True, kw_only=True)
class AttributeUsage(Model):
    """Who uses an attribute: to look at before archiving it."""

    id: str
    name: str
    contact_count: int
    options: tuple[OptionUsage, ...] = ()
    sample: tuple[AttributeHolder, ...] = ()
