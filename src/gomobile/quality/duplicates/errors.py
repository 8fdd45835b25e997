"""What can go wrong with duplicates."""

from __future__ import annotations

from gomobile.errors import Conflict, NotFound


class DuplicateNotFound(NotFound):
    """There is no such pair; it was merged, or one of the two contacts is gone or not like the other any more."""

    code = "DUPLICATE_NOT_FOUND"


class DuplicateRunNotFound(NotFound):
    """There is no such run in this organization."""

    code = "DUPLICATE_RUN_NOT_FOUND"


class AlreadyDecided(Conflict):
    """Somebody decided about this pair in the meantime; read it again."""

    code = "ALREADY_DECIDED"


class DuplicateRunActive(Conflict):
    """Such a run is waiting or running already; follow that one, or cancel it."""

    code = "DUPLICATE_RUN_ACTIVE"


class DuplicateRunEnded(Conflict):
    """This run has ended; there is nothing to cancel."""

    code = "DUPLICATE_RUN_ENDED"


class CountChanged(Conflict):
    """The number of pairs is not the expected one any more; look at them again and confirm the new number."""

    code = "COUNT_CHANGED"


class Cancelled(Exception):
    """Raised inside a run that was cancelled."""
