"""What can stop the database from being used, said so that an operator can act."""

from __future__ import annotations

from gomobile.errors import Unavailable


class DatabaseUnavailable(Unavailable):
    """The database cannot be used; run `gomobile doctor` to see what is wrong."""

    code = "DATABASE_UNAVAILABLE"
