"""Passwords: what is accepted, and argon2id with bounded work."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gomobile.errors import FieldError, Unavailable
from gomobile.people.common_passwords import is_common

MIN_LENGTH = 10
MAX_LENGTH = 256
# 46 MiB once over (OWASP's first choice of equals): 40 ms on a server's core.
_HASHER = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)
# Verified in place of the hash of somebody who does not exist: the answer takes the same time.
_NOBODY = "$argon2id$v=19$m=47104,t=1,p=1$" + "AAAAAAAAAAAAAAAAAAAAAA" + "$" + "A" * 43
#: At work at once, and waiting for that, in one process. Whoever is above gets 503: a flood of attempts must neither
#: take the memory nor every thread of the service.
_AT_WORK = threading.BoundedSemaphore(2)
_ADMITTED = threading.BoundedSemaphore(10)


def problems(password: str, email: str, field: str = "password") -> list[FieldError]:
    """What is wrong with a new password: nothing, or each reason with what to do."""
    if len(password) < MIN_LENGTH:
        text = f"A password has at least {MIN_LENGTH} characters; a few words are easy to remember."
        return [FieldError(field, "minLength", text, {"min": MIN_LENGTH})]
    if len(password) > MAX_LENGTH:
        return [FieldError(field, "maxLength", f"A password has at most {MAX_LENGTH} characters.", {"max": MAX_LENGTH})]
    folded = password.casefold().strip()
    whole = email.casefold().strip()
    if folded in (whole, whole.partition("@")[0]):
        return [FieldError(field, "sameAsEmail", "The e-mail address is no password; choose another.")]
    if is_common(folded):
        return [FieldError(field, "common", "This password is among the first that others try; choose another.")]
    return []


def hash_password(password: str) -> str:
    """The argon2id hash that is stored. Raises Unavailable when too many are at work."""
    with _working():
        return _HASHER.hash(password.encode("utf-8", "surrogatepass"))


def verify(stored: str | None, password: str) -> bool:
    """Whether this is the password; None, for nobody, takes as long as a wrong one. Raises Unavailable as above."""
    given = password[: MAX_LENGTH + 1].encode("utf-8", "surrogatepass")
    with _working():
        try:
            return _HASHER.verify(stored or _NOBODY, given) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def outdated(stored: str) -> bool:
    """Whether a hash was made with less work than is asked for today."""
    return _HASHER.check_needs_rehash(stored)


@contextlib.contextmanager
def _working() -> Iterator[None]:
    if not _ADMITTED.acquire(blocking=False):
        raise Unavailable("Too many people sign in at this moment; try again shortly.", retryAfter=2)
    try:
        with _AT_WORK:
            yield
    finally:
        _ADMITTED.release()
