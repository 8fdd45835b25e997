"""What can go wrong, as a program that uses the service sees it.

GomobileError
├── ConfigurationError        the client cannot be made: no API key, an unusable address
├── TransportError            no answer came
│   ├── ConnectionFailed      the service was not reached, or the connection broke
│   └── Timeout               no answer in time
├── InvalidResponse           an answer came that is not from this API, such as a proxy's error page
├── APIError                  the service refused: `.status`, `.code`, `.message`, …
│   ├── BadRequest            400  what was sent is wrong: `.field_errors`, `.field_details`
│   ├── Unauthorized          401  the API key is missing, unknown, disabled, expired or revoked
│   ├── Forbidden             403  the role of the key does not allow this
│   ├── NotFound              404  there is no such thing in the organization of the key
│   ├── Conflict              409  `.existing_contact_id` when a number is taken
│   ├── PreconditionFailed    412  somebody else changed it since it was read
│   ├── RateLimited           429  `.retry_after` seconds
│   └── ServerError           5xx  not the caller's fault
├── UpsertInterrupted         upsert_many stopped before the end: `.report` says where
├── JobFailed                 an import, bulk action or scan did not succeed: `.state`
└── WaitTimeout               it still goes on: `.state`
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from gomobile.client.transport.headers import retry_after

if TYPE_CHECKING:
    from gomobile.client.models.job import Job
    from gomobile.client.models.upsert import UpsertReport
    from gomobile.client.transport.request import Response


class GomobileError(Exception):
    """Everything that this client raises."""


class ConfigurationError(GomobileError):
    """The client cannot be made like this."""


class TransportError(GomobileError):
    """No answer came; the request may or may not have been carried out.

    `sent` is False when it certainly was not, because the connection was never made.
    """

    def __init__(self, message: str, *, sent: bool = True) -> None:
        self.sent = sent
        super().__init__(message)


class ConnectionFailed(TransportError):
    """The service was not reached, or the connection broke before the answer was complete."""


class Timeout(TransportError):
    """The service did not answer in time."""


class InvalidResponse(GomobileError):
    """The answer is not what this API answers; is `base_url` right, is there a proxy in between?"""


class APIError(GomobileError):
    """The service refused the request.

    code: stable, to branch on; message: for people
    field_errors: texts by field; field_details: `{code, params}` by field
    params: facts of this error; request_id: what to quote in a report
    """

    status_code: ClassVar[int | None] = None

    def __init__(self, response: Response) -> None:
        body = _body(response)
        self.status = response.status
        self.code = str(body.get("code") or f"HTTP_{response.status}")
        self.message = str(body.get("message") or _unexplained(response))
        self.field_errors: dict[str, list[str]] = _mapping(body.get("fieldErrors"))
        self.field_details: dict[str, list[dict[str, Any]]] = _mapping(body.get("fieldDetails"))
        self.params: dict[str, Any] = _mapping(body.get("params"))
        self.request_id = body.get("requestId") or response.headers.get("x-request-id")
        self.path: str | None = body.get("path")
        self.retry_after = retry_after(response.headers)
        self.body = body
        super().__init__(self.message)

    def __str__(self) -> str:
        suffix = f", request {self.request_id}" if self.request_id else ""
        return f"{self.message} [{self.status} {self.code}{suffix}]"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.__dict__)


class BadRequest(APIError):
    """What was sent is wrong; see `field_errors`."""

    status_code = 400


class Unauthorized(APIError):
    """The API key is missing, unknown, disabled, expired or revoked."""

    status_code = 401


class Forbidden(APIError):
    """The role of the API key does not allow this."""

    status_code = 403


class NotFound(APIError):
    """There is no such thing in the organization of the key."""

    status_code = 404


class Conflict(APIError):
    """This conflicts with what is already there."""

    status_code = 409

    @property
    def existing_contact_id(self) -> str | None:
        """The contact that has the number already, when that is the conflict."""
        found = self.params.get("existingContactId")
        return None if found is None else str(found)


class PreconditionFailed(APIError):
    """Somebody else changed it since it was read; read it again and repeat the change."""

    status_code = 412


class RateLimited(APIError):
    """Too many requests, also after the retries; `retry_after` says how many seconds to wait, where known."""

    status_code = 429


class ServerError(APIError):
    """The service failed; the request id finds it in the log."""


class UpsertInterrupted(GomobileError):
    """`upsert_many` stopped before the end of its input; the cause is `__cause__`.

    `report.acknowledged` items are done: continue with `skip=` that many.
    """

    def __init__(self, report: UpsertReport, cause: BaseException) -> None:
        self.report = report
        super().__init__(
            f"Stopped after {report.acknowledged:,} acknowledged contacts; continue with"
            f" skip={report.acknowledged}. Cause: {cause}"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.report, self.__cause__ or Exception())


class JobFailed(GomobileError):
    """Work in the background ended without success; `state` is what it was last."""

    def __init__(self, state: Job) -> None:
        self.state = state
        reason = (state.error or {}).get("message") or f"it is {state.status}"
        super().__init__(f"{type(state).__name__} {state.id} did not succeed: {reason}")


class WaitTimeout(GomobileError):
    """Work in the background still goes on; `state` is what it was when the wait ended."""

    def __init__(self, state: Job, seconds: float) -> None:
        self.state = state
        super().__init__(f"{type(state).__name__} {state.id} is still {state.status} after {seconds:g} seconds.")


_BY_STATUS: dict[int, type[APIError]] = {
    kind.status_code: kind for kind in APIError.__subclasses__() if kind.status_code is not None
}


def error_for(response: Response) -> APIError:
    """The error of an answer whose status is 400 or above, or a redirect."""
    if response.status >= 500:
        return ServerError(response)
    return _BY_STATUS.get(response.status, APIError)(response)


def _unexplained(response: Response) -> str:
    if 300 <= response.status < 400:
        there = response.headers.get("location", "elsewhere")
        return f"The service redirects to {there}; a key is not sent after it: set base_url to where it is."
    return f"The service answered {response.status} without an explanation."


def _body(response: Response) -> dict[str, Any]:
    try:
        body = response.json()
    except InvalidResponse:
        return {}
    return body if isinstance(body, dict) else {}


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _rebuild(kind: type[APIError], state: dict[str, Any]) -> APIError:
    """An error out of a pickle, as `multiprocessing` and task queues need it."""
    error = kind.__new__(kind)
    error.__dict__.update(state)
    error.args = (error.message,)
    return error
