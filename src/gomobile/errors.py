"""What can go wrong, as callers see it.

AppError
├── InvalidInput      400  VALIDATION_FAILED: one entry per refused field
├── Unauthorized      401
├── Forbidden         403
├── NotFound          404
├── Conflict          409  (each noun subclasses it beside its own code)
├── PreconditionFailed 412
├── TooManyRequests   429
└── Unavailable       503
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar


class AppError(Exception):
    """Something went wrong."""

    code: ClassVar[str] = "INTERNAL_ERROR"
    status: ClassVar[int] = 500

    def __init__(self, message: str | None = None, **params: Any) -> None:
        """`message` replaces the docstring as the text shown; `params` are machine-readable facts for the caller."""
        self.message = message or (type(self).__doc__ or "").strip()
        self.params = params
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class FieldError:
    """One refused field: its path (`primaryEmail`, `customAttributes.age`), a camelCase code and what to do."""

    field: str
    code: str
    message: str
    params: dict[str, Any] = dataclasses.field(default_factory=dict)
    value: Any = None


class InvalidInput(AppError):
    """Some of the input was refused; see the field errors."""

    code = "VALIDATION_FAILED"
    status = 400

    def __init__(self, errors: Iterable[FieldError] = (), message: str | None = None, **params: Any) -> None:
        self.errors = tuple(errors)
        if message is None and self.errors:
            message = "; ".join(f"{error.field}: {error.message}" for error in self.errors[:5])
        super().__init__(message, **params)

    @classmethod
    def of(cls, field: str, code: str, message: str, value: Any = None, **params: Any) -> InvalidInput:
        """One refused field."""
        return cls([FieldError(field, code, message, params, value)])


class Unauthorized(AppError):
    """The API key is missing, unknown, disabled, expired or revoked; send a valid one in X-API-Key."""

    code = "UNAUTHORIZED"
    status = 401


class Forbidden(AppError):
    """The role of this API key does not allow this."""

    code = "FORBIDDEN"
    status = 403


class NotFound(AppError):
    """There is no such thing in this organization."""

    code = "NOT_FOUND"
    status = 404


class Conflict(AppError):
    """This conflicts with what is already there."""

    code = "CONFLICT"
    status = 409


class PreconditionFailed(AppError):
    """It was changed by somebody else since it was read; read it again and repeat the change."""

    code = "PRECONDITION_FAILED"
    status = 412


class TooManyRequests(AppError):
    """Too many requests; wait as long as Retry-After says and try again."""

    code = "RATE_LIMITED"
    status = 429


class Unavailable(AppError):
    """The service cannot answer at the moment; try again shortly."""

    code = "UNAVAILABLE"
    status = 503
