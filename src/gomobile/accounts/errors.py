"""What can go wrong with organizations and keys."""

from __future__ import annotations

from gomobile.errors import Conflict, NotFound


class OrganizationNotFound(NotFound):
    """There is no organization with this slug; `gomobile org list` shows them."""

    code = "ORGANIZATION_NOT_FOUND"


class SlugTaken(Conflict):
    """Another organization has this slug; choose another name or slug."""

    code = "ORGANIZATION_SLUG_TAKEN"


class KeyNotFound(NotFound):
    """There is no such API key in this organization."""

    code = "API_KEY_NOT_FOUND"


class KeyNameTaken(Conflict):
    """Another API key of this organization has this name; choose another or revoke that one."""

    code = "API_KEY_NAME_TAKEN"


class LastAdminKey(Conflict):
    """This is the key you are using; sign in with another admin key to disable or revoke it."""

    code = "API_KEY_IN_USE"
