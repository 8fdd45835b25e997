"""What became of one call. Pure."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

Result = Literal["answered", "voicemail", "no_answer", "busy", "rejected", "failed", "not_in_service"]
RESULTS: tuple[Result, ...] = get_args(Result)

#: Q.850 causes by which a network says that a number does not exist: unallocated, number changed, invalid format.
NOT_IN_SERVICE = frozenset({1, 22, 28})


@dataclass(frozen=True, slots=True)
class CallResult:
    """A call that ended. Either the contact or the canonical phone says who was called.

    hangup_cause: of Q.850, 1 to 127
    reference: the caller's own id of the call; the same one counts once
    """

    occurred_at: datetime
    result: Result
    contact_id: UUID | None = None
    phone_key: str | None = None
    hangup_cause: int | None = None
    duration_seconds: int | None = None
    flow: str | None = None
    campaign: str | None = None
    pressed: tuple[str, ...] = ()
    reference: str | None = None


def meant(result: Result, hangup_cause: int | None) -> Result:
    """The result with what its cause adds: a call that failed for want of such a number."""
    return "not_in_service" if hangup_cause in NOT_IN_SERVICE and result not in ("answered", "voicemail") else result


def ids_at(moments: Sequence[datetime]) -> list[UUID]:
    """A UUIDv7 for each moment: in a contact's timeline a call stands where it was made, not where it was told."""
    noise = os.urandom(10 * len(moments))
    found = []
    for at, moment in enumerate(moments):
        tail = int.from_bytes(noise[10 * at : 10 * at + 10], "big")
        head = int(moment.timestamp() * 1000) << 80
        found.append(UUID(int=head | 0x7 << 76 | (tail >> 62 & 0xFFF) << 64 | 0b10 << 62 | tail & (1 << 62) - 1))
    return found
