"""Who a key is, its organization, and API keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from gomobile.client.models.base import Model


@dataclass(frozen=True, kw_only=True)
class PlanLimits(Model):
    """What the plan of an organization allows, per second and per bulk request."""

    requests_per_second: int | None = None
    bulk_requests_per_second: int | None = None
    contacts_per_bulk_request: int | None = None


@dataclass(frozen=True, kw_only=True)
class Organization(Model):
    """The tenant of a key. `default_region` is how numbers without a country code are read."""

    id: str
    name: str
    slug: str
    plan: str | None = None
    country: str | None = None
    timezone: str | None = None
    currency: str | None = None
    default_region: str | None = None
    limits: PlanLimits | None = None


@dataclass(frozen=True, kw_only=True)
class Me(Model):
    """Who the key is. `role` is `admin`, `manager` or `agent`; `first_name` is the name of the key."""

    id: str
    organization: Organization
    role: str | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class ApiKey(Model):
    """An API key, without its secret."""

    id: str
    name: str
    role: str | None = None
    key_prefix: str | None = None
    is_active: bool = True
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    created_by: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class NewApiKey(ApiKey):
    """A key just made: `secret` is told this once, and kept out of repr()."""

    secret: str = field(repr=False)
