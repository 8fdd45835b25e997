"""What can go wrong with suppressions."""

from __future__ import annotations

from gomobile.errors import Conflict, InvalidInput, NotFound


class SuppressionNotFound(NotFound):
    """There is no such suppression in this organization."""

    code = "SUPPRESSION_NOT_FOUND"


class SuppressionEnded(Conflict):
    """This suppression no longer holds: it was lifted, or it has expired."""

    code = "SUPPRESSION_ENDED"


class NoNumberColumn(InvalidInput):
    """No column of the file looks like phone numbers; name it with `column`."""

    code = "NO_NUMBER_COLUMN"
