"""What is told of work that ended with an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import structlog

from gomobile.errors import AppError

if TYPE_CHECKING:
    from gomobile.http.answers import Failure

log = structlog.get_logger("gomobile.jobs")

# PostgreSQL ends, or begins; and it is not reached at all, which has no code.
_GONE = ("08", "57P")


def failure_of(error: Exception) -> Failure | None:
    """What people see of an error that ended some work. Of an unexpected one the log tells the rest.

    None while the database cannot be reached: nothing is wrong with the work, and it goes on by itself later.
    """
    if isinstance(error, AppError):
        return {"code": error.code, "message": error.message}
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) and (
        error.sqlstate is None or error.sqlstate.startswith(_GONE)
    ):
        return None
    log.exception("work failed", exc_info=error)
    return {"code": AppError.code, "message": "Something went wrong; the log of the server tells what."}
