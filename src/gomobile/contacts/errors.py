"""What can go wrong with contacts."""

from __future__ import annotations

from gomobile.errors import Conflict, NotFound


class ContactNotFound(NotFound):
    """There is no such contact in this organization, or it was deleted."""

    code = "CONTACT_NOT_FOUND"


class ContactExists(Conflict):
    """Another contact has this number; update that one, or send both through POST /contact/upsert."""

    code = "CONTACT_EXISTS"
