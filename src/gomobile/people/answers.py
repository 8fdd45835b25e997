"""People, sessions and links, as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NotRequired
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.accounts.caller import Role
from gomobile.http.answers import PageMeta
from gomobile.people.person import Locale, Purpose


class SessionPerson(TypedDict):
    """Who is signed in; `totp` tells whether signing in takes a second factor."""

    id: UUID
    name: str
    email: str
    locale: Locale | None
    totp: bool


class SessionOrganization(TypedDict):
    """The organization that is looked at."""

    id: UUID
    name: str
    slug: str
    country: str
    timezone: str
    currency: str
    defaultRegion: str
    plan: str


class Belonging(TypedDict):
    """An organization of the person, and their role there."""

    id: UUID
    name: str
    slug: str
    role: Role


class SignedIn(TypedDict):
    """Who is signed in, where, and as what."""

    person: SessionPerson
    organization: SessionOrganization
    role: Role
    organizations: list[Belonging]


class Session(TypedDict):
    """A place where the person is signed in; `current` is the one that asks."""

    id: UUID
    current: bool
    address: str | None
    userAgent: str | None
    keep: bool
    createdAt: datetime
    lastSeenAt: datetime
    expiresAt: datetime


class Sessions(TypedDict):
    """Every place where the person is signed in, used last first."""

    data: list[Session]


class Ended(TypedDict):
    """How many sessions ended."""

    ended: int


class LinkOrganization(TypedDict):
    """The organization that a link leads to."""

    id: UUID
    name: str


class Link(TypedDict):
    """What a link is for. `existing`: somebody has this address already and gives the password that they have."""

    purpose: Purpose
    email: str | None
    name: str | None
    organization: LinkOrganization | None
    role: Role | None
    existing: bool
    expiresAt: datetime


class TotpSecret(TypedDict):
    """What an authenticator app takes: the secret, or `uri` as the QR code `qr`, which is SVG markup."""

    secret: str
    uri: str
    qr: str


class RecoveryCodes(TypedDict):
    """Codes that each work once in place of the app; shown this once."""

    recoveryCodes: list[str]


class Member(TypedDict):
    """A person of the organization, or an invitation to it, whose `id` it then is."""

    id: UUID
    status: Literal["invited", "active", "disabled"]
    email: str
    name: str | None
    role: Role
    totp: bool
    lastSignedInAt: datetime | None
    createdAt: datetime
    expiresAt: datetime | None


class MemberPage(TypedDict):
    """Who belongs to the organization and who is invited, by name."""

    data: list[Member]
    meta: PageMeta


class ActorName(TypedDict):
    """What somebody who made a change is called."""

    id: UUID
    name: str


class ActorNames(TypedDict):
    """Those of the ids that are known."""

    data: list[ActorName]


class Invitation(Member):
    """An invitation just sent; `link` only where no mail server is set: hand it over. It is shown this once."""

    mailed: bool
    link: NotRequired[str]


class ResetLink(TypedDict):
    """A link to choose a new password; `link` only where no mail server is set. It is shown this once."""

    mailed: bool
    expiresAt: datetime
    link: NotRequired[str]


class Asked(TypedDict):
    """What happens next, whether somebody has this address or not."""

    message: str
    mailed: bool
