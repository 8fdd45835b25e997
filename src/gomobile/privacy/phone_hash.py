"""A number as a keyed hash: it can be recognised, and not be read. Pure.

The twin of the SQL function `phone_hash`: HMAC-SHA256 (RFC 2104) of the canonical number under the secret of its
organization. Without a key ten billion numbers would be hashed and compared within seconds.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable

SECRET_BYTES = 32


def phone_hash(secret: bytes, phone_key: str) -> bytes:
    """The hash of a canonical number, 32 bytes. `secret` has at most 64."""
    return hmac.digest(secret, phone_key.encode(), "sha256")


def phone_hashes(secret: bytes, phone_keys: Iterable[str]) -> dict[str, bytes]:
    """The hash of each number, about 1 µs each."""
    return {key: hmac.digest(secret, key.encode(), "sha256") for key in phone_keys}
