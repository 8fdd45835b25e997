"""People, what they are in organizations, their sessions and links. Pure values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from gomobile.accounts.caller import Role

Locale = Literal["en", "fr", "ar"]
LOCALES: tuple[Locale, ...] = ("en", "fr", "ar")
Purpose = Literal["set_up", "invitation", "reset"]
MAX_NAME = 120


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in; all is None but the name of who left the last organization.

    `totp_confirmed_at`: since when signing in takes a second factor.
    """

    id: UUID
    email: str | None
    email_key: str | None
    name: str
    locale: Locale | None
    password_hash: str | None
    totp_secret: str | None
    totp_confirmed_at: datetime | None
    last_signed_in_at: datetime | None

    @property
    def has_totp(self) -> bool:
        """True when signing in takes a second factor."""
        return self.totp_confirmed_at is not None


@dataclass(frozen=True, slots=True)
class Belonging:
    """An organization that a person belongs to, and as what."""

    id: UUID
    name: str
    slug: str
    role: Role


@dataclass(frozen=True, slots=True)
class Member:
    """A person of one organization, or somebody invited to it (then `id` is that of the invitation)."""

    id: UUID
    status: Literal["invited", "active", "disabled"]
    email: str
    name: str | None
    role: Role
    totp: bool
    last_signed_in_at: datetime | None
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Session:
    """A place where a person is signed in."""

    id: UUID
    address: str | None
    user_agent: str | None
    keep: bool
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A link that lets somebody in once."""

    id: UUID
    purpose: Purpose
    token_hash: bytes | None
    organization_id: UUID | None
    person_id: UUID | None
    email: str | None
    email_key: str | None
    name: str | None
    role: Role | None
    locale: Locale | None
    created_by_kind: str
    created_by: UUID | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    expired: bool
