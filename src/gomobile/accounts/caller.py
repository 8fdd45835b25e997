"""Who is asking. Pure values that travel with a request or job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from gomobile.accounts.plans import PLANS, Plan, PlanName

Role = Literal["owner", "admin", "manager", "agent"]
ROLES: tuple[Role, ...] = ("owner", "admin", "manager", "agent")
"""What a person may be in an organization, the one that may most first."""
KeyRole = Literal["admin", "manager", "agent"]
KEY_ROLES: tuple[KeyRole, ...] = ("admin", "manager", "agent")
"""What a key may be: owners are people."""
ActorKind = Literal["key", "import", "bulk", "system", "person"]
_RANK: dict[Role, int] = {"agent": 0, "manager": 1, "admin": 2, "owner": 3}


@dataclass(frozen=True, slots=True)
class Organization:
    """A tenant. `default_region` (ISO 3166-1 alpha-2) is how numbers without a country code are read."""

    id: UUID
    name: str
    slug: str
    plan: PlanName
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
    """Who made a change: `key`, `import`, `bulk` (an action on many), `system`, or a `person`, with its id."""

    kind: ActorKind
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: an API key, or a person who signed in, and the organization that they act in.

    `id` and `name` are those of the key or the person; `session_id` is set for a person alone.
    """

    organization: Organization
    kind: Literal["key", "person"]
    id: UUID
    name: str
    role: Role
    session_id: UUID | None = None

    @property
    def person_id(self) -> UUID | None:
        """The person; None for a key."""
        return self.id if self.kind == "person" else None

    @property
    def actor(self) -> Actor:
        """The caller as the author of a change."""
        return Actor(self.kind, self.id)

    def may(self, role: Role) -> bool:
        """True when the caller's role is at least `role`."""
        return includes(self.role, role)


def includes(role: Role, other: Role) -> bool:
    """True when `role` may do all that `other` may."""
    return _RANK[role] >= _RANK[other]
