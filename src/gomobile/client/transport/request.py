"""A request and its answer as values. No I/O."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any
from urllib.parse import quote

from gomobile.client.errors import InvalidResponse
from gomobile.client.not_given import NOT_GIVEN
from gomobile.client.transport.headers import RateLimit, rate_limit

Id = str | uuid.UUID
REPEATABLE_METHODS = frozenset({"GET", "HEAD", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A multipart body: form fields and one file, read again from its start for each attempt."""

    filename: str
    file: IO[bytes]
    fields: Mapping[str, str | list[str]]
    boundary: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def repeatable(self) -> bool:
        """Whether the file can be read a second time."""
        return self.file.seekable()


@dataclass(frozen=True, slots=True)
class Request:
    """What to send: `path` is below `/api`. Every attempt of one request sends exactly the same."""

    method: str
    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    upload: Upload | None = None
    max_retries: int | None = None

    @property
    def repeatable(self) -> bool:
        """Whether a second arrival does no more than the first: it may be repeated after a lost answer.

        PATCH sets absolute values here, and every POST carries an Idempotency-Key. With If-Match the second
        arrival would be refused because of the first.
        """
        if self.upload is not None and not self.upload.repeatable:
            return False
        names = {name.lower() for name in self.headers}
        if self.method == "POST":
            return "idempotency-key" in names
        return self.method in REPEATABLE_METHODS and "if-match" not in names


def make_request(
    method: str,
    path: str,
    *,
    params: Mapping[str, Any] | None = None,
    json: Any = NOT_GIVEN,
    upload: Upload | None = None,
    headers: Mapping[str, str] | None = None,
    idempotency_key: str | None = None,
    max_retries: int | None = None,
) -> Request:
    """Describe a request; a POST gets an Idempotency-Key if none is given. Raises ValueError for bad JSON."""
    sent = dict(headers or {})
    if method == "POST":
        sent["Idempotency-Key"] = idempotency_key or str(uuid.uuid4())
    content = None
    if json is not NOT_GIVEN:
        content = encode_json(json)
        sent["Content-Type"] = "application/json"
    return Request(method, path, query(params or {}), sent, content, upload, max_retries)


def path(*segments: object) -> str:
    """A path below `/api` of quoted segments: an id from elsewhere never changes which route is meant.

    Raises ValueError for an empty segment, which would turn "one" into "all", and for `.` and `..`.
    """
    texts = [str(segment) for segment in segments]
    for text in texts:
        if text in ("", ".", ".."):
            raise ValueError(f"{text!r} is not an id.")
    return "/" + "/".join(quote(text, safe="") for text in texts)


def query(params: Mapping[str, Any]) -> dict[str, str]:
    """Query parameters as text, without those that are None or not given; lists are joined by commas."""
    return {name: _text(value) for name, value in params.items() if value is not None and value is not NOT_GIVEN}


def form(fields: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Form fields as text, without those that are None; a list is a field given several times."""
    return {
        name: [_text(part) for part in value] if isinstance(value, list) else _text(value)
        for name, value in fields.items()
        if value is not None
    }


def encode_json(value: Any) -> bytes:
    """JSON, with dates, UUIDs and Decimals as text.

    Raises ValueError for NaN (pandas writes it for a blank; None clears, leaving the field out keeps) and for
    other values that JSON has not, naming where they are.
    """
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain).encode()
    except (ValueError, TypeError) as error:
        where = _misfit(value, "")
        raise ValueError(f"{where}cannot be sent as JSON" if where else str(error)) from error


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of the service, whole; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes = field(default=b"", repr=False)

    def json(self) -> Any:
        """The decoded body; None when it is empty. Raises InvalidResponse."""
        if not self.content:
            return None
        try:
            return json.loads(self.content)
        except ValueError as error:
            shown = self.content[:80].decode("utf-8", "replace")
            raise InvalidResponse(f"The answer ({self.status}) is not JSON but starts with {shown!r}.") from error

    @property
    def request_id(self) -> str | None:
        """The id under which the service logged the request."""
        return self.headers.get("x-request-id")

    @property
    def rate_limit(self) -> RateLimit | None:
        """What is left of the organization's allowance, when the service says it."""
        return rate_limit(self.headers)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple, set, frozenset)):
        return ",".join(_text(part) for part in value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (uuid.UUID, Decimal)):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be sent as JSON")


def _misfit(value: Any, where: str) -> str:
    """Where the first value is that JSON has not: `data[17].zip: nan `; only looked for after a failure."""
    if isinstance(value, Mapping):
        found = (_misfit(part, f"{where}.{name}" if where else str(name)) for name, part in value.items())
        return next((text for text in found if text), "")
    if isinstance(value, (list, tuple)):
        found = (_misfit(part, f"{where}[{at}]") for at, part in enumerate(value))
        return next((text for text in found if text), "")
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain).encode()
    except (ValueError, TypeError):
        return f"{where}: {value!r} "
    return ""
