"""Check a statement of consent: every problem at once. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from gomobile.accounts.caller import Organization
from gomobile.attributes.messages import reportable
from gomobile.clock import now
from gomobile.errors import FieldError
from gomobile.privacy.consent.consent import CHANNELS, MAX_PURPOSE, PURPOSE, STATUSES
from gomobile.privacy.moments import read_end, read_moment
from gomobile.privacy.suppression.checks import MAX_PROOF, MAX_SOURCE, check_phone, optional_text

FIELDS = ("purpose", "channel", "status", "source", "proof", "statedAt", "expiresAt", "suppress")
WHO = ("phone", "contactId")
AHEAD = timedelta(minutes=5)
"""How far a clock of somebody else may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Given:
    """A statement that may be recorded, and whose it is, where the body says so: a contact or a canonical number."""

    purpose: str
    channel: str
    status: str
    source: str | None
    proof: str | None
    stated_at: datetime
    expires_at: datetime | None
    suppress: bool
    contact_id: UUID | None = None
    phone_key: str | None = None


def check(raw: object, organization: Organization, *, names_contact: bool) -> tuple[Given | None, list[FieldError]]:
    """Check one statement of a request body, which `names_contact` by phone or contactId; None beside any problem.

    Problem codes: required, type, enum, format, maxLength, future, beforeStatedAt, contradiction, unreadable,
    severalNumbers, invalidCharacter, unknownProperty.
    """
    if not isinstance(raw, dict):
        return None, [FieldError("consent", "type", "A statement of consent is an object.", {}, reportable(raw))]
    known = {*FIELDS, *(WHO if names_contact else ())}
    errors = [
        FieldError(str(name)[:64], "unknownProperty", "This property is not known.") for name in raw.keys() - known
    ]
    who = _who(raw, organization, errors) if names_contact else (None, None)
    purpose = _purpose(raw.get("purpose"), errors)
    channel = _one_of("channel", raw.get("channel"), CHANNELS, errors)
    status = _one_of("status", raw.get("status"), STATUSES, errors)
    source = optional_text(raw.get("source"), "source", MAX_SOURCE, errors)
    proof = optional_text(raw.get("proof"), "proof", MAX_PROOF, errors)
    stated_at = _stated_at(raw.get("statedAt"), errors)
    expires_at = _expires_at(raw.get("expiresAt"), stated_at, organization, errors)
    suppress = raw.get("suppress", False)
    if not isinstance(suppress, bool):
        errors.append(FieldError("suppress", "type", "suppress is true or false.", {}, reportable(suppress)))
    elif suppress and status == "granted":
        text = "Who grants consent is not suppressed by it; leave suppress out."
        errors.append(FieldError("suppress", "contradiction", text))
    if errors:
        return None, errors
    return Given(purpose, channel, status, source, proof, stated_at, expires_at, bool(suppress), *who), []


def _who(raw: dict[str, Any], organization: Organization, errors: list[FieldError]) -> tuple[UUID | None, str | None]:
    id, phone = raw.get("contactId"), raw.get("phone")
    if (id is None) == (phone is None):
        errors.append(FieldError("contactId", "required", "Say whose consent it is: give contactId or phone, one."))
        return None, None
    if id is None:
        found = check_phone(phone, organization, errors)
        return None, found.key if found else None
    try:
        return UUID(id), None
    except (ValueError, TypeError, AttributeError):
        errors.append(FieldError("contactId", "format", "This is no id of a contact.", {}, reportable(id)))
        return None, None


def _purpose(raw: object, errors: list[FieldError]) -> str:
    if raw is None:
        errors.append(FieldError("purpose", "required", "Say for what: marketing, service, survey or a word of yours."))
        return ""
    if not isinstance(raw, str):
        errors.append(FieldError("purpose", "type", "purpose is a text.", {}, reportable(raw)))
        return ""
    purpose = raw.strip().lower()
    if len(purpose) > MAX_PURPOSE or not re.fullmatch(PURPOSE, purpose, re.ASCII):
        text = f"A purpose is 1 to {MAX_PURPOSE} letters, digits, _ and -, a letter first: marketing, service, survey."
        errors.append(FieldError("purpose", "format", text, {"max": MAX_PURPOSE}, reportable(raw)))
    return purpose


def _one_of(field: str, raw: object, choices: tuple[str, ...], errors: list[FieldError]) -> str:
    if raw is None:
        errors.append(FieldError(field, "required", f"Choose one of {', '.join(choices)}."))
    elif raw not in choices:
        text = f"Choose one of {', '.join(choices)}."
        errors.append(FieldError(field, "enum", text, {"expected": list(choices)}, reportable(raw)))
    return str(raw)


def _stated_at(raw: object, errors: list[FieldError]) -> datetime:
    if raw is None:
        return now()
    moment = read_moment(raw)
    if moment is None:
        text = "Write a time with its zone: 2026-12-31T12:00:00Z."
        errors.append(FieldError("statedAt", "format", text, {}, reportable(raw)))
    elif moment > now() + AHEAD:
        errors.append(FieldError("statedAt", "future", "This is still to come; consent is stated first.", {}, raw))
    return moment or now()


def _expires_at(
    raw: object, stated_at: datetime, organization: Organization, errors: list[FieldError]
) -> datetime | None:
    if raw is None:
        return None
    moment = read_end(raw, organization.timezone)
    if moment is None:
        text = "Write a time with its zone, 2026-12-31T12:00:00Z, or a day, through whose end it holds: 2026-12-31."
        errors.append(FieldError("expiresAt", "format", text, {}, reportable(raw)))
    elif moment <= stated_at:
        text = "It ends before it was stated; correct one of both."
        errors.append(FieldError("expiresAt", "beforeStatedAt", text, {}, reportable(raw)))
    return moment
