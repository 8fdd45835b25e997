"""What can go wrong with long works."""

from __future__ import annotations

from typing import ClassVar

from gomobile.errors import Conflict, NotFound


class JobNotFound(NotFound):
    """There is no such job in this organization."""

    code: ClassVar[str] = "JOB_NOT_FOUND"


class JobNotCancellable(Conflict):
    """This job cannot be stopped; it ends soon, or has ended."""

    code: ClassVar[str] = "JOB_NOT_CANCELLABLE"
