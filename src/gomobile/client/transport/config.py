"""Which service, with which key. Read once, when a client is made."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

import httpx2

from gomobile import __version__
from gomobile.client.errors import ConfigurationError

DEFAULT_BASE_URL = "http://127.0.0.1:8000"
CONNECT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Config:
    """A checked key and address; `timeout` in seconds, for each read and write."""

    base_url: str
    timeout: float | None
    api_key: str = field(repr=False)

    def options(self) -> dict[str, Any]:
        """Arguments for the HTTP library. Redirects are refused: they would carry the key to another host."""
        connect = CONNECT_SECONDS if self.timeout is None else min(CONNECT_SECONDS, self.timeout)
        return {
            "base_url": f"{self.base_url}/api",
            "headers": {
                "X-API-Key": self.api_key,
                "Accept": "application/json",
                "User-Agent": f"gomobile-python/{__version__}",
            },
            "timeout": httpx2.Timeout(self.timeout, connect=connect),
            "follow_redirects": False,
        }


def make_config(api_key: str | None, base_url: str | None, timeout: float | None) -> Config:
    """Check key and address, by default from GOMOBILE_API_KEY and _BASE_URL. Raises ConfigurationError."""
    key = (os.environ.get("GOMOBILE_API_KEY", "") if api_key is None else api_key).strip()
    if not key:
        raise ConfigurationError(
            "There is no API key: pass api_key=… or set GOMOBILE_API_KEY. `gomobile key create` makes one."
        )
    if not (key.isascii() and key.isprintable()) or " " in key:
        # Never with the key: messages end up in logs.
        raise ConfigurationError("The API key has characters that no key has; was more than the key copied?")
    address = (base_url or os.environ.get("GOMOBILE_BASE_URL") or DEFAULT_BASE_URL).strip().rstrip("/")
    return Config(_checked(address.removesuffix("/api")), timeout, key)


def _checked(address: str) -> str:
    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL as error:
        raise ConfigurationError(f"base_url={address!r} is not an address: {error}") from error
    if url.scheme not in ("http", "https") or not url.host or url.query or url.fragment:
        raise ConfigurationError(f"base_url={address!r} is not an address such as {DEFAULT_BASE_URL}.")
    if url.userinfo:
        raise ConfigurationError("base_url holds a user name or password, which would end up in logs.")
    return address
