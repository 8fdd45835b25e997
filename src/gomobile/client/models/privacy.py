"""Suppressions and consents."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gomobile.client.models.base import Model


@dataclass(frozen=True, kw_only=True)
class Suppression(Model):
    """A number that must not be reached; `phone` is None where it was erased and only its hash stayed.

    `channel` is `all`, `call`, `sms`, `whatsapp` or `email`, `state` is `active`, `expired` or `lifted`.
    """

    id: str
    channel: str
    reason: str
    state: str
    phone: str | None = None
    phone_hash: str | None = None
    source: str | None = None
    proof: str | None = None
    expires_at: datetime | None = None
    created_at: datetime | None = None
    created_by: str | None = None
    lifted_at: datetime | None = None
    lifted_by: str | None = None
    lift_reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class AddedSuppression(Model):
    """What became of a number that was added; `already_suppressed`: it was there before."""

    suppression: Suppression
    already_suppressed: bool


@dataclass(frozen=True, kw_only=True)
class Verdict(Model):
    """Whether a number may be reached; `suppressed` is None, and `error` says why, where no number was found."""

    phone: str
    e164: str | None = None
    suppressed: bool | None = None
    channel: str | None = None
    reason: str | None = None
    since: datetime | None = None
    expires_at: datetime | None = None
    error: str | None = None

    @property
    def may_be_reached(self) -> bool:
        """Whether there is a number, and nothing keeps it from being reached."""
        return self.suppressed is False


@dataclass(frozen=True, kw_only=True)
class EntryProblem(Model):
    """What is wrong with one entry of many, by its index."""

    index: int
    field: str
    code: str
    message: str
    value: Any = None


@dataclass(frozen=True, kw_only=True)
class SuppressionReport(Model):
    """What became of many numbers; added + already_suppressed + failed are all of them."""

    added: int
    already_suppressed: int
    failed: int
    errors: tuple[EntryProblem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SuppressionImport(Model):
    """What became of a file: rows = used + invalid + ended; numbers = added + already_suppressed + repeated."""

    column: str
    rows: int
    invalid: int
    ended: int
    numbers: int
    added: int
    already_suppressed: int
    repeated: int
    rejects: tuple[Any, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Consent(Model):
    """What a contact said about being reached: `status` is `granted`, `denied` or `withdrawn`."""

    id: str
    contact_id: str
    purpose: str
    channel: str
    status: str
    expired: bool = False
    source: str | None = None
    proof: str | None = None
    stated_at: datetime | None = None
    expires_at: datetime | None = None
    recorded_at: datetime | None = None
    primary_phone: str | None = None

    @property
    def allows(self) -> bool:
        """Whether it is a grant that has not ended."""
        return self.status == "granted" and not self.expired


@dataclass(frozen=True, kw_only=True)
class ContactConsents(Model):
    """What holds for a contact, and some of its statements, the last made first."""

    current: tuple[Consent, ...] = ()
    data: tuple[Consent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConsentReport(Model):
    """What became of many statements."""

    recorded: int
    failed: int
    errors: tuple[EntryProblem, ...] = ()
