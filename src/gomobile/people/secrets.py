"""Secrets of sessions and links: 256 random bits, shown to their holder once, kept as SHA-256. Pure."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from gomobile.accounts.keys import LOOKUP_BYTES, hash_secret, matches

__all__ = ["NewToken", "hash_secret", "lookup", "matches", "new_token"]


@dataclass(frozen=True, slots=True)
class NewToken:
    """A fresh token and the hash that is stored."""

    token: str
    hash: bytes


def new_token() -> NewToken:
    """Make a token of 43 letters, digits, `-` and `_`."""
    token = secrets.token_urlsafe(32)
    return NewToken(token, hash_secret(token))


def lookup(token: str) -> tuple[bytes, bytes]:
    """The hash of a token that somebody gave, and the first bytes of it by which a row is found."""
    given = hash_secret(token)
    return given, given[:LOOKUP_BYTES]
