"""A suppression as a value, and the words for it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from gomobile.accounts.caller import ActorKind

Channel = Literal["all", "call", "sms", "whatsapp", "email"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
State = Literal["active", "expired", "lifted"]

REASONS: dict[str, str] = {
    "asked": "The person asked not to be contacted.",
    "complaint": "The person complained.",
    "regulator": "A list of a regulator, or an order.",
    "wrong_person": "The number belongs to somebody else.",
    "legal": "A legal matter is open.",
    "other": "Anything else.",
}
"""Suggested reasons; any other text is one too."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A number that must not be reached by a channel, until it expires or is lifted.

    `phone_key` is None where the number was erased and only its keyed hash stayed.
    """

    id: UUID
    phone_hash: bytes
    phone_key: str | None
    channel: Channel
    reason: str
    source: str | None
    proof: str | None
    expires_at: datetime | None
    created_at: datetime
    created_by_kind: ActorKind
    created_by: UUID | None
    expired_at: datetime | None
    lifted_at: datetime | None
    lifted_by_kind: ActorKind | None
    lifted_by: UUID | None
    lift_reason: str | None

    def state(self, at: datetime) -> State:
        """Whether it holds at a moment, and if not, why."""
        if self.lifted_at is not None:
            return "lifted"
        if self.expired_at is not None or (self.expires_at is not None and self.expires_at <= at):
            return "expired"
        return "active"
