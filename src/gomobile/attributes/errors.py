"""What can go wrong with attribute definitions."""

from __future__ import annotations

from gomobile.errors import Conflict, NotFound


class AttributeNotFound(NotFound):
    """There is no such custom attribute in this organization."""

    code = "ATTRIBUTE_NOT_FOUND"


class AttributeExists(Conflict):
    """Another attribute of this organization has this name; use that one or choose another name."""

    code = "ATTRIBUTE_EXISTS"


class AttributeInUse(Conflict):
    """Rules of live audiences name this attribute; change them first."""

    code = "ATTRIBUTE_IN_USE"


class AttributeArchived(Conflict):
    """This attribute is archived; restore it before changing it."""

    code = "ATTRIBUTE_ARCHIVED"
