"""API key secrets: made once, stored as SHA-256, compared in constant time. Pure.

A secret holds 256 random bits, so a plain SHA-256 is as strong as a slow password hash and costs a microsecond.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

PREFIX_PATTERN = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$")
LOOKUP_BYTES = 8


@dataclass(frozen=True, slots=True)
class NewSecret:
    """A fresh secret (shown once), its hash (stored) and the part that may be shown later."""

    secret: str
    hash: bytes
    shown: str


def new_secret(prefix: str) -> NewSecret:
    """Make a secret such as `gm_sk_live_…`; `prefix` is 1 to 20 letters, digits, `_` or `-`."""
    secret = f"{prefix}_sk_live_{secrets.token_urlsafe(32)}"
    return NewSecret(secret, hash_secret(secret), secret[: len(prefix) + len("_sk_live_") + 4])


def hash_secret(secret: str) -> bytes:
    """The SHA-256 that is stored and looked up."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def matches(stored: bytes, given: bytes) -> bool:
    """Compare two hashes in constant time."""
    return hmac.compare_digest(stored, given)
