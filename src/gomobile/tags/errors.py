"""What can go wrong with tags."""

from __future__ import annotations

from gomobile.errors import Conflict, NotFound


class TagNotFound(NotFound):
    """There is no such tag in this organization."""

    code = "TAG_NOT_FOUND"


class TagExists(Conflict):
    """Another tag has this name, whatever its case and accents; use that one or choose another name."""

    code = "TAG_EXISTS"


class TagInUse(Conflict):
    """Rules of live audiences name this tag; change them first."""

    code = "TAG_IN_USE"
