"""Consent as a value, and the rule that says which statement holds. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from gomobile.accounts.caller import ActorKind

Channel = Literal["call", "sms", "whatsapp", "email"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
Status = Literal["granted", "denied", "withdrawn"]
STATUSES: tuple[Status, ...] = get_args(Status)
MAX_PURPOSE = 40
PURPOSE = r"[a-z][a-z0-9_-]*"
"""How a purpose is written: marketing, service, survey, or any word of the organization's own."""


@dataclass(frozen=True, slots=True)
class Consent:
    """A statement of a contact about a purpose and channel; `stated_at` is when it was made, not when it was noted."""

    id: UUID
    contact_id: UUID
    purpose: str
    channel: Channel
    status: Status
    source: str | None
    proof: str | None
    stated_at: datetime
    expires_at: datetime | None
    recorded_at: datetime
    actor_kind: ActorKind
    actor: UUID | None

    def expired(self, at: datetime) -> bool:
        """Whether its time is over at a moment."""
        return self.expires_at is not None and self.expires_at <= at

    def allows(self, at: datetime) -> bool:
        """Whether the contact may be reached at a moment, for all that consent says."""
        return self.status == "granted" and not self.expired(at)


def holding(statements: Iterable[Consent]) -> Consent | None:
    """The statement that holds, of those about one purpose and channel: the one made last, whenever it was noted.

    Of two made at the same moment the one noted later.
    """
    return max(statements, key=lambda one: (one.stated_at, one.id.int), default=None)
