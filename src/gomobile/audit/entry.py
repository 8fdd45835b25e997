"""One line of the audit log, and the hash that chains it to the line before. Pure.

The hash of a line is SHA-256 over the hash of the line before (32 zero bytes for the first one) followed by the UTF-8
text of a JSON array, without spaces and with sorted keys: organization, sequence, time (UTC, microseconds, `Z`),
action, kind, id and name of the actor, address, request id, kind and id of the subject, before, after. What is missing
is null. Anybody can compute it again from an export: see docs/guide/audit-log.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from gomobile.accounts.caller import ActorKind

GENESIS = bytes(32)
"""The hash before the first line."""

Facts = Mapping[str, Any]
"""Names and values that are no personal data: texts, whole numbers, booleans, null, and lists and objects of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be recorded: the action, what it was done to, and what it changed.

    `subject_id` is an identifier or a phone hash, never a number or a name.
    """

    action: str
    subject_kind: str | None = None
    subject_id: str | None = None
    before: Facts | None = None
    after: Facts | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log as it is stored."""

    organization_id: UUID
    sequence: int
    at: datetime
    action: str
    actor_kind: ActorKind
    actor: UUID | None
    actor_name: str | None
    address: str | None
    request_id: str | None
    subject_kind: str | None
    subject_id: str | None
    before: Facts | None
    after: Facts | None
    previous_hash: bytes
    hash: bytes

    def expected_hash(self) -> bytes:
        """The hash that this line has if nobody changed it."""
        return hashlib.sha256(bytes(self.previous_hash) + self.canonical().encode()).digest()

    def canonical(self) -> str:
        """The text that is hashed."""
        values = [
            str(self.organization_id),
            self.sequence,
            self.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
            self.action,
            self.actor_kind,
            str(self.actor) if self.actor else None,
            self.actor_name,
            self.address,
            self.request_id,
            self.subject_kind,
            self.subject_id,
            self.before,
            self.after,
        ]
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)


def plain(facts: Facts | None) -> dict[str, Any] | None:
    """Facts as JSON keeps them without loss; raises TypeError for a fraction, which PostgreSQL may write otherwise."""
    if facts is None:
        return None
    found = json.loads(json.dumps(facts, default=_text), parse_float=_no_fraction, parse_constant=_no_fraction)
    assert isinstance(found, dict)
    return found


def _text(value: object) -> str:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    raise TypeError(f"{type(value).__name__} cannot be recorded in the audit log")


def _no_fraction(text: str) -> float:
    raise TypeError(f"{text} cannot be recorded in the audit log: it is no whole number")
