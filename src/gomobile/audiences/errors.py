"""What can go wrong with audiences."""

from __future__ import annotations

from gomobile.errors import Conflict, NotFound


class AudienceNotFound(NotFound):
    """There is no such audience in this organization."""

    code = "AUDIENCE_NOT_FOUND"


class AudienceExists(Conflict):
    """Another audience of this organization has this name; use that one or choose another name."""

    code = "AUDIENCE_EXISTS"


class AudienceInUse(Conflict):
    """Something else uses this audience; change that first."""

    code = "AUDIENCE_IN_USE"


class AudienceIsLive(Conflict):
    """The rules of a live audience decide who is in it; change the rules, or use a static audience."""

    code = "AUDIENCE_IS_LIVE"


class AudienceBusy(Conflict):
    """Somebody else is changing this audience at this moment; look at what they did and try again."""

    code = "AUDIENCE_BUSY"


class TemplateNotFound(NotFound):
    """There is no such audience template; GET /api/audience-templates lists them."""

    code = "AUDIENCE_TEMPLATE_NOT_FOUND"


class AudienceIsStatic(Conflict):
    """This audience is static: it has no rules; contacts are put into it and taken out of it."""

    code = "AUDIENCE_IS_STATIC"
