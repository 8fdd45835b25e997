"""Request bodies of people and signing in."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from gomobile.accounts.caller import Role
from gomobile.people.person import MAX_NAME, Locale

Email = Annotated[str, Field(min_length=1, max_length=254)]
# Long ones are refused with words of their own where one is chosen; this bounds what is read at all.
Password = Annotated[str, Field(max_length=1_000)]
Code = Annotated[str, Field(max_length=64, description="Of the authenticator app, or a recovery code.")]
Token = Annotated[str, Field(min_length=1, max_length=200, description="What stands behind the # of the link.")]
Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SignIn(_Body):
    """E-mail and password, and a code where the second factor is on. `keep`: stay signed in for 30 days."""

    email: Email
    password: Password
    code: Code | None = None
    keep: bool = False


class OrganizationChoice(_Body):
    """The organization to look at."""

    organizationId: UUID


class LinkRead(_Body):
    """A link that somebody opened."""

    token: Token


class LinkUse(_Body):
    """What the link asks for: a password; for the first account an e-mail address; a name for somebody new; a code
    where somebody who is known has the second factor on.
    """

    token: Token
    password: Password
    name: Name | None = None
    email: Email | None = None
    locale: Locale | None = None
    code: Code | None = None
    keep: bool = False


class Forgot(_Body):
    """Whose password was forgotten."""

    email: Email


class MeUpdate(_Body):
    """What may change of oneself; `locale` null: as the browser has it."""

    name: Name | None = None
    locale: Locale | None = None


class PasswordChange(_Body):
    """The password now and the new one."""

    current: Password
    new: Password


class TotpCode(_Body):
    """A first code of the authenticator app."""

    code: Code


class PasswordProof(_Body):
    """The password now."""

    password: Password


class InvitationCreate(_Body):
    """Whom to invite, and as what."""

    email: Email
    name: Name | None = None
    role: Role = "agent"


class MemberUpdate(_Body):
    """What may change of a person in this organization."""

    role: Role | None = None
    disabled: bool | None = None
