"""`Idempotency-Key`: the same POST sent twice has one effect and one answer.

The answer is stored in the transaction that did the work, so a crash leaves both or neither. While the first request
runs, an advisory lock makes a second one answer 409. Errors are not stored: their transaction was rolled back, and the
repeated request finds the same fault. After the IETF draft draft-ietf-httpapi-idempotency-key-header.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import IO, TYPE_CHECKING, ClassVar
from uuid import UUID

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from gomobile.db.queries import load
from gomobile.errors import AppError, Conflict, InvalidInput
from gomobile.http.body import BoundedRequest
from gomobile.http.json import dumps

if TYPE_CHECKING:
    from gomobile.http.call import Call

SQL = load("gomobile.http")
MAX_LENGTH = 255


class IdempotencyInProgress(Conflict):
    """A request with this Idempotency-Key is still running; try again shortly."""

    code = "IDEMPOTENCY_IN_PROGRESS"


class IdempotencyKeyReused(AppError):
    """This Idempotency-Key was used for another request; use a fresh key for each request."""

    code: ClassVar[str] = "IDEMPOTENCY_KEY_REUSED"
    status: ClassVar[int] = 422


async def fingerprint(request: BoundedRequest, secret: str | None, caller_id: UUID) -> bytes:
    """A hash of what makes two requests the same: method, path, query and body; of a form, its fields and files.

    A body may hold a password or a number, and a plain hash of either is soon guessed. It is keyed by the `secret`
    of an API key, which the database does not have. Somebody who signed in has none (None) that lasts until they have
    signed in again: the hash for them takes as long as that of a password.

    The framework reads a form before this runs and spools large files to disk, so that nothing is held in memory,
    and a repetition may cut its parts with another boundary.
    """
    digest = hmac.new((secret or "").encode("utf-8", "surrogateescape"), digestmod=hashlib.sha256)
    digest.update(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    if request.given_form is not None:
        for name, value in request.given_form.multi_items():
            if isinstance(value, UploadFile):
                digest.update(f"{name!r}; {value.filename!r}\n".encode())
                await run_in_threadpool(_add_file, digest, value.file)
            else:
                digest.update(f"{name!r}={value!r}\n".encode())
    else:
        digest.update(await request.body())
    return digest.digest() if secret else await run_in_threadpool(_slow, digest.digest(), caller_id)


def _slow(digest: bytes, salt: UUID) -> bytes:
    """16 MiB and 40 ms."""
    return hashlib.scrypt(digest, salt=salt.bytes, n=1 << 14, r=8, p=1, dklen=32)


def _add_file(digest: hmac.HMAC, file: IO[bytes]) -> None:
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    file.seek(0)


def replay(call: Call) -> Response | None:
    """The stored answer of an earlier request with the same key, or None for the first one."""
    key = _key(call)
    if key is None:
        return None
    scope = {"org_id": call.org_id, "api_key_id": call.caller.id, "key": key}
    locked = call.conn.execute(SQL["lock_idempotency_key"], scope).fetchone()
    if not locked or not locked[0]:
        raise IdempotencyInProgress(retryAfter=1)
    row = call.conn.execute(SQL["find_idempotency_key"], scope).fetchone()
    if row is None:
        return None
    if bytes(row[0]) != call.body_hash:
        raise IdempotencyKeyReused(idempotencyKey=key)
    headers = {"Idempotent-Replayed": "true"}
    return Response(bytes(row[2]), status_code=row[1], media_type="application/json", headers=headers)


def remember(call: Call, response: Response) -> None:
    """Store the answer in the transaction of the work, without what is shown once."""
    key = _key(call)
    if key is None or not hasattr(response, "body"):
        return
    body = bytes(response.body)
    if call.shown_once:
        body = dumps({name: value for name, value in orjson.loads(body).items() if name not in call.shown_once})
    call.conn.execute(
        SQL["insert_idempotency_key"],
        {
            "org_id": call.org_id,
            "api_key_id": call.caller.id,
            "key": key,
            "request_hash": call.body_hash,
            "status": response.status_code,
            "body": body,
        },
    )


def _key(call: Call) -> str | None:
    if call.request.method != "POST":
        return None
    key = call.request.headers.get("idempotency-key")
    if key is not None and not 1 <= len(key) <= MAX_LENGTH:
        raise InvalidInput.of("Idempotency-Key", "maxLength", f"An Idempotency-Key has 1 to {MAX_LENGTH} characters.")
    return key
