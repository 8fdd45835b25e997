"""Consent as callers see it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from gomobile.clock import iso, now
from gomobile.exports.csv_stream import csv_stream
from gomobile.privacy.consent import answers
from gomobile.privacy.consent.consent import Consent

COLUMNS = ("contactId", "phone", "purpose", "channel", "status", "expired", "source", "proof", "statedAt", "expiresAt")


def consent_json(one: Consent, at: datetime | None = None) -> answers.Consent:
    """A statement as the API shows it; `expired` says that its time is over."""
    return {
        "id": one.id,
        "contactId": one.contact_id,
        "purpose": one.purpose,
        "channel": one.channel,
        "status": one.status,
        "expired": one.expired(at or now()),
        "source": one.source,
        "proof": one.proof,
        "statedAt": one.stated_at,
        "expiresAt": one.expires_at,
        "recordedAt": one.recorded_at,
        "recordedByKind": one.actor_kind,
        "recordedBy": one.actor,
    }


def listed_json(one: Any, at: datetime | None = None) -> answers.ListedConsent:
    """An entry of the list: what holds, with the number of the contact."""
    return {**consent_json(one, at), "primaryPhone": one.primary_phone, "e164": one.phone_key}


def consents_csv(batches: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """CSV in UTF-8 with a mark for Excel."""
    at = now()
    return csv_stream(COLUMNS, (_cells(one, at) for batch in batches for one in batch))


def _cells(one: Any, at: datetime) -> list[str | None]:
    return [
        str(one.contact_id),
        one.phone_key,
        one.purpose,
        one.channel,
        one.status,
        "true" if one.expired(at) else "false",
        one.source,
        one.proof,
        iso(one.stated_at),
        iso(one.expires_at),
    ]
