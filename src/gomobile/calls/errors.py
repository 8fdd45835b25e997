"""What can go wrong with files of call results."""

from __future__ import annotations

from gomobile.errors import AppError


class CallColumnsMissing(AppError):
    """The first row of the file names its columns: it needs phone (or contactId) and result."""

    code = "CALL_COLUMNS_MISSING"
    status = 400


class TooManyCalls(AppError):
    """The file holds too many rows for one request; split it, or use `gomobile calls import`."""

    code = "TOO_MANY_CALLS"
    status = 400
