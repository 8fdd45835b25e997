"""Organizations, keys and those who act, as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import NotRequired
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind, KeyRole, Role
from gomobile.accounts.plans import PlanName


class Actor(TypedDict):
    """Who did something; `id` of the key, import, bulk action or person, null for the system."""

    kind: ActorKind
    id: UUID | None


class OrganizationName(TypedDict):
    """Which organization it is."""

    id: UUID
    name: str
    slug: str


class Me(TypedDict):
    """Who asks: a key by its name, or a person."""

    id: UUID
    email: str | None
    firstName: str
    lastName: str | None
    role: Role
    organization: OrganizationName


class PlanLimits(TypedDict):
    """What the plan allows."""

    requestsPerSecond: int
    bulkRequestsPerSecond: int
    contactsPerBulkRequest: int


class Organization(TypedDict):
    """An organization; `defaultRegion` is where numbers without a country code belong."""

    id: UUID
    name: str
    slug: str
    plan: PlanName
    country: str
    timezone: str
    currency: str
    defaultRegion: str
    limits: PlanLimits


class OrganizationUsed(TypedDict):
    """How much is used of the limits."""

    contacts: int
    requestsThisSecond: int
    bulkRequestsThisSecond: int


class OrganizationUsage(Organization):
    """The organization, and how much it uses."""

    usage: OrganizationUsed


class ApiKey(TypedDict):
    """An API key without its secret; `createdBy` is the key or the person that made it."""

    id: UUID
    name: str
    role: KeyRole
    keyPrefix: str
    isActive: bool
    expiresAt: datetime | None
    lastUsedAt: datetime | None
    createdBy: UUID | None
    createdAt: datetime
    updatedAt: datetime


class ApiKeyList(TypedDict):
    """The keys of the organization, newest first."""

    apiKeys: list[ApiKey]


class ApiKeyCreated(ApiKey):
    """A new key; `secret` is in the first answer alone, not in that to a repetition with the same Idempotency-Key."""

    secret: NotRequired[str]
