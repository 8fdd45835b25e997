"""What can go wrong with an import as a whole. Problems of single rows are values, not errors."""

from __future__ import annotations

from gomobile.errors import AppError, Conflict, NotFound


class ImportNotFound(NotFound):
    """There is no such import in this organization."""

    code = "IMPORT_NOT_FOUND"


class MappingNotFound(NotFound):
    """There is no saved mapping of this name."""

    code = "IMPORT_MAPPING_NOT_FOUND"


class ImportState(Conflict):
    """The import is not in a state that allows this."""

    code = "IMPORT_STATE"


class ImportRetried(Conflict):
    """The rejected rows of this import went into another one (`retriedAs`); put right there what is left."""

    code = "IMPORT_RETRIED"


class NothingToRetry(Conflict):
    """No row of this import was rejected, or all of them are left out: there is nothing to take in again."""

    code = "IMPORT_NOTHING_TO_RETRY"


class TooManyCorrections(AppError):
    """So many cells are better put right in the file: mend it and upload it again."""

    code = "IMPORT_TOO_MANY_CORRECTIONS"
    status = 400


class ImportBusy(Conflict):
    """Another process is working on this import at the moment."""

    code = "IMPORT_BUSY"


class ImportExpired(Conflict):
    """The upload has expired; upload the file again."""

    code = "IMPORT_EXPIRED"


class NoPhoneColumn(AppError):
    """No column is mapped to primaryPhone, by which contacts are identified; map one."""

    code = "NO_PHONE_COLUMN"
    status = 400


class SourceMissing(AppError):
    """The file of this import is no longer kept; upload it again."""

    code = "IMPORT_SOURCE_MISSING"
    status = 409


class Cancelled(Exception):
    """Raised inside the engine when somebody asked it to stop."""
