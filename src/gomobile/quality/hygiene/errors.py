"""What can go wrong with clean-ups."""

from __future__ import annotations

from gomobile.errors import Conflict, NotFound


class CleanUpNotFound(NotFound):
    """There is no clean-up of this name; GET /api/hygiene lists them."""

    code = "CLEAN_UP_NOT_FOUND"


class HygieneRunNotFound(NotFound):
    """There is no such run of a clean-up in this organization."""

    code = "HYGIENE_RUN_NOT_FOUND"


class CleanUpRunning(Conflict):
    """This clean-up is waiting or running already; follow that run, or cancel it."""

    code = "CLEAN_UP_RUNNING"


class HygieneRunFinished(Conflict):
    """This run has ended; there is nothing to cancel."""

    code = "HYGIENE_RUN_FINISHED"
