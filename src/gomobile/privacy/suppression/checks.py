"""Check what a caller gave of a suppression: every problem at once. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gomobile.accounts.caller import Organization
from gomobile.attributes.messages import reportable
from gomobile.attributes.parse.text import storable, trim
from gomobile.clock import now
from gomobile.errors import FieldError, InvalidInput
from gomobile.phones.normalize import Phone, PhoneError, normalize
from gomobile.privacy.moments import read_end
from gomobile.privacy.suppression.suppression import CHANNELS, REASONS

MAX_REASON = 200
MAX_SOURCE = 200
MAX_PROOF = 2_000
MAX_PHONE = 64
FIELDS = ("phone", "channel", "reason", "source", "proof", "expiresAt")
LIMITS = {"reason": MAX_REASON, "source": MAX_SOURCE, "proof": MAX_PROOF}


@dataclass(frozen=True, slots=True)
class Given:
    """A suppression that may be added."""

    phone_key: str
    channel: str
    reason: str
    source: str | None
    proof: str | None
    expires_at: datetime | None


def check(raw: object, organization: Organization) -> tuple[Given | None, list[FieldError]]:
    """Check one suppression of a request body; None beside any problem.

    Problem codes: required, type, maxLength, enum, format, past, severalNumbers, unreadable, invalidCharacter,
    unknownProperty.
    """
    if not isinstance(raw, dict):
        return None, [FieldError("suppression", "type", "A suppression is an object.", {}, reportable(raw))]
    errors = [
        FieldError(str(name)[:64], "unknownProperty", "This property is not known.")
        for name in raw.keys() - set(FIELDS)
    ]
    phone = check_phone(raw.get("phone"), organization, errors)
    channel = _channel(raw.get("channel"), errors)
    reason, problem = check_reason(raw.get("reason"))
    if problem:
        errors.append(problem)
    source = optional_text(raw.get("source"), "source", MAX_SOURCE, errors)
    proof = optional_text(raw.get("proof"), "proof", MAX_PROOF, errors)
    expires_at = _expiry(raw.get("expiresAt"), organization, errors)
    if errors or phone is None:
        return None, errors
    return Given(phone.key, channel, reason, source, proof, expires_at), []


def check_defaults(
    organization: Organization, *, reason: str | None, source: str | None, proof: str | None, expires_at: str | None
) -> tuple[dict[str, str | None], datetime | None]:
    """What holds for a whole file: texts by name, and the expiry. Raises InvalidInput."""
    errors: list[FieldError] = []
    given = {"reason": reason, "source": source, "proof": proof}
    texts = {name: optional_text(text, name, LIMITS[name], errors) for name, text in given.items()}
    expiry = _expiry(expires_at, organization, errors)
    if errors:
        raise InvalidInput(errors)
    return texts, expiry


def check_phone(raw: Any, organization: Organization, errors: list[FieldError]) -> Phone | None:
    """The one number that is meant."""
    if raw is None or raw == "":
        errors.append(FieldError("phone", "required", "A phone number is required."))
        return None
    if not isinstance(raw, str):
        errors.append(FieldError("phone", "type", "A phone number is a text.", {}, reportable(raw)))
        return None
    if len(raw) > MAX_PHONE or not storable(raw):
        text = f"A phone number has at most {MAX_PHONE} characters, and no NUL."
        errors.append(FieldError("phone", "maxLength", text, {"max": MAX_PHONE}, reportable(raw)))
        return None
    try:
        phone = normalize(raw, organization.default_region)
    except PhoneError as error:
        errors.append(FieldError("phone", error.code, error.message, {}, raw))
        return None
    if phone.others:
        text = f"There are several numbers: {'; '.join((phone.used, *phone.others))}. Give each one of its own."
        errors.append(FieldError("phone", "severalNumbers", text, {}, raw))
        return None
    return phone


def check_reason(raw: object) -> tuple[str, FieldError | None]:
    """A reason: one of REASONS, or any text."""
    errors: list[FieldError] = []
    text = optional_text(raw, "reason", MAX_REASON, errors)
    if not errors and not text:
        suggested = ", ".join(REASONS)
        errors.append(FieldError("reason", "required", f"Say why: {suggested}, or in your own words."))
    return text or "", errors[0] if errors else None


def optional_text(raw: object, field: str, longest: int, errors: list[FieldError]) -> str | None:
    """A text of at most `longest` characters, trimmed; a blank one is None."""
    if raw is None:
        return None
    if not isinstance(raw, str):
        errors.append(FieldError(field, "type", f"{field} is a text.", {}, reportable(raw)))
        return None
    text = trim(raw)
    if not storable(text):
        errors.append(FieldError(field, "invalidCharacter", "A text holds no NUL character; leave it out."))
        return None
    if len(text) > longest:
        message = f"{field} has at most {longest} characters."
        errors.append(FieldError(field, "maxLength", message, {"max": longest}, reportable(text)))
        return None
    return text or None


def _channel(raw: object, errors: list[FieldError]) -> str:
    if raw is None:
        return "all"
    if raw not in CHANNELS:
        text = f"Choose one of {', '.join(CHANNELS)}."
        errors.append(FieldError("channel", "enum", text, {"expected": list(CHANNELS)}, reportable(raw)))
    return str(raw)


def _expiry(raw: object, organization: Organization, errors: list[FieldError]) -> datetime | None:
    if raw is None:
        return None
    moment = read_end(raw, organization.timezone)
    if moment is None:
        text = "Write a time with its zone, 2026-12-31T12:00:00Z, or a day, through whose end it holds: 2026-12-31."
        errors.append(FieldError("expiresAt", "format", text, {}, reportable(raw)))
    elif moment <= now():
        text = "This is over already; give a time to come, or leave it out for no end."
        errors.append(FieldError("expiresAt", "past", text, {}, reportable(raw)))
    return moment
