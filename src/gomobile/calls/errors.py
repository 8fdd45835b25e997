"""What can go wrong with call results."""

from __future__ import annotations

from gomobile.errors import InvalidInput


class UnreadableCalls(InvalidInput):
    """This file cannot be taken as call results."""

    code = "CALL_FILE_UNREADABLE"
