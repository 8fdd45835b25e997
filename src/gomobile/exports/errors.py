"""What can go wrong with exports."""

from __future__ import annotations

from gomobile.errors import AppError, TooManyRequests, Unavailable


class TooManyExports(TooManyRequests):
    """As many exports are running as may run at once; wait for one to end and try again."""

    code = "TOO_MANY_EXPORTS"


class NoTemporarySpace(Unavailable):
    """The data directory takes no temporary file; ask an administrator to look at its disk space and permissions."""

    code = "NO_TEMPORARY_SPACE"


class ExportNotWritten(AppError):
    """The file of the export cannot be written."""

    code = "EXPORT_NOT_WRITTEN"
