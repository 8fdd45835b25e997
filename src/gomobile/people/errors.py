"""What can go wrong with people and signing in."""

from __future__ import annotations

from gomobile.errors import Conflict, Forbidden, NotFound, TooManyRequests, Unauthorized


class InvalidCredentials(Unauthorized):
    """This e-mail address and password do not belong together."""

    code = "INVALID_CREDENTIALS"


class CodeRequired(Unauthorized):
    """Give the code that your authenticator app shows, or one of your recovery codes."""

    code = "CODE_REQUIRED"


class InvalidCode(Unauthorized):
    """This code is wrong or was used already; give the one that your authenticator app shows now."""

    code = "INVALID_CODE"


class TooManyAttempts(TooManyRequests):
    """Too many attempts that failed; wait as long as Retry-After says and try again."""

    code = "TOO_MANY_ATTEMPTS"


class NoOrganization(Forbidden):
    """You belong to no organization any more; ask an administrator for an invitation."""

    code = "NO_ORGANIZATION"


class PersonNotFound(NotFound):
    """There is no such person in this organization."""

    code = "PERSON_NOT_FOUND"


class SessionNotFound(NotFound):
    """You have no such session; it may have ended already."""

    code = "SESSION_NOT_FOUND"


class InvitationNotFound(NotFound):
    """There is no such invitation in this organization; it may have been accepted or taken back."""

    code = "INVITATION_NOT_FOUND"


class LinkNotFound(NotFound):
    """This link is not valid: it is incomplete, was used already, or a newer one took its place; ask for another."""

    code = "LINK_NOT_FOUND"


class LinkExpired(Conflict):
    """This link has expired; ask for another."""

    code = "LINK_EXPIRED"


class AlreadyMember(Conflict):
    """Somebody with this e-mail address belongs to the organization already."""

    code = "PERSON_EXISTS"


class AlreadyInvited(Conflict):
    """Somebody with this e-mail address is invited already; send that invitation again or take it back."""

    code = "PERSON_INVITED"


class LastOwner(Conflict):
    """This is the only owner of the organization; make somebody else an owner first."""

    code = "LAST_OWNER"


class RoleTooHigh(Forbidden):
    """Nobody gives or takes a role above their own; only an owner makes owners."""

    code = "ROLE_TOO_HIGH"


class OwnAccess(Conflict):
    """This is yourself; let another administrator do it."""

    code = "OWN_ACCESS"


class PersonOfSeveral(Conflict):
    """This person belongs to other organizations too, which the link would open; run `gomobile user link` instead."""

    code = "PERSON_OF_SEVERAL"


class TotpOn(Conflict):
    """The second factor is on already; remove it before setting it up again."""

    code = "TOTP_ON"


class TotpNotBegun(Conflict):
    """The second factor was not set up; begin with it."""

    code = "TOTP_NOT_BEGUN"
