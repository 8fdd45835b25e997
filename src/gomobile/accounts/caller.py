"""Who is asking. Pure values that travel with a request or job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from gomobile.accounts.plans import PLANS, Plan

Role = Literal["admin", "manager", "agent"]
ROLES: tuple[Role, ...] = ("admin", "manager", "agent")
ActorKind = Literal["key", "import", "bulk", "system", "person"]
_RANK = {"agent": 0, "manager": 1, "admin": 2}


@dataclass(frozen=True, slots=True)
class Organization:
    """A tenant. `default_region` (ISO 3166-1 alpha-2) is how numbers without a country code are read."""

    id: UUID
    name: str
    slug: str
    plan: str
    country: str
    timezone: str
    currency: str
    default_region: str

    @property
    def limits(self) -> Plan:
        """What the plan allows."""
        return PLANS[self.plan]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who made a change: `key`, `import`, `bulk` (an action on many), `system` (and later `person`) with its id."""

    kind: ActorKind
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated API key and the organization that it belongs to."""

    organization: Organization
    key_id: UUID
    key_name: str
    role: Role

    @property
    def actor(self) -> Actor:
        """The caller as the author of a change."""
        return Actor("key", self.key_id)

    def may(self, role: Role) -> bool:
        """True when the caller's role is at least `role`."""
        return _RANK[self.role] >= _RANK[role]
