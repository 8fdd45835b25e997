"""Suppressions as callers see them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from gomobile.clock import iso, now
from gomobile.exports.csv_stream import csv_stream
from gomobile.privacy.suppression import answers
from gomobile.privacy.suppression.suppression import Suppression

COLUMNS = (
    *("phone", "channel", "reason", "source", "proof", "expiresAt", "state", "createdAt", "liftedAt", "liftReason"),
    "phoneHash",
)


def suppression_json(one: Suppression, at: datetime | None = None) -> answers.Suppression:
    """A suppression as the API shows it; `phone` is null where the number was erased."""
    return {
        "id": one.id,
        "phone": one.phone_key,
        "phoneHash": one.phone_hash.hex(),
        "channel": one.channel,
        "reason": one.reason,
        "source": one.source,
        "proof": one.proof,
        "state": one.state(at or now()),
        "expiresAt": one.expires_at,
        "createdAt": one.created_at,
        "createdByKind": one.created_by_kind,
        "createdBy": one.created_by,
        "liftedAt": one.lifted_at,
        "liftedByKind": one.lifted_by_kind,
        "liftedBy": one.lifted_by,
        "liftReason": one.lift_reason,
    }


def holding_json(found: Sequence[Suppression]) -> list[answers.HoldingSuppression]:
    """Those that hold now, in short, as a contact shows them."""
    at = now()
    return [
        {
            "id": one.id,
            "phone": one.phone_key,
            "channel": one.channel,
            "reason": one.reason,
            "since": one.created_at,
            "expiresAt": one.expires_at,
        }
        for one in found
        if one.state(at) == "active"
    ]


def verdict_json(
    given: str, phone_key: str | None, found: Suppression | None, problem: str | None
) -> answers.SuppressionVerdict:
    """Whether a number may be reached; `suppressed` is null where no number could be read."""
    return {
        "phone": given,
        "e164": phone_key,
        "suppressed": None if problem else found is not None,
        "channel": found.channel if found else None,
        "reason": found.reason if found else None,
        "since": found.created_at if found else None,
        "expiresAt": found.expires_at if found else None,
        "error": problem,
    }


def suppressions_csv(batches: Iterable[Sequence[Suppression]]) -> Iterator[bytes]:
    """CSV in UTF-8 with a mark for Excel; of erased numbers there is the hash alone. An import takes it back."""
    at = now()
    return csv_stream(COLUMNS, (_cells(one, at) for batch in batches for one in batch))


def _cells(one: Suppression, at: datetime) -> list[str | None]:
    return [
        one.phone_key,
        one.channel,
        one.reason,
        one.source,
        one.proof,
        iso(one.expires_at),
        one.state(at),
        iso(one.created_at),
        iso(one.lifted_at),
        one.lift_reason,
        one.phone_hash.hex(),
    ]
