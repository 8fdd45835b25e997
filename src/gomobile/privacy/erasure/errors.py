"""What can go wrong with erasures."""

from __future__ import annotations

from gomobile.errors import Conflict, NotFound


class NothingHeld(NotFound):
    """Nothing is held about this number; with `suppress` it can be kept from being called all the same."""

    code = "NOTHING_HELD"


class ErasureBlocked(Conflict):
    """The file of an import that is running holds this person; wait for its end or cancel it, then erase again."""

    code = "ERASURE_BLOCKED"
