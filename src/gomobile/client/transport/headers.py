"""What response headers say about waiting. Pure."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

CLOCKS_AGREE = 2.0
"""Seconds; `Date` has whole ones only, and the time here is finer."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """The allowance that an answer reported: requests per second, those left, seconds until it renews."""

    limit: int
    remaining: int
    renews_in: float


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait by `Retry-After`, number or HTTP date (RFC 9110, 10.2.3); None if absent or odd."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit():
        return float(text)
    moment = _http_date(text)
    return None if moment is None else max(0.0, moment - _service_time(headers))


def rate_limit(headers: Mapping[str, str]) -> RateLimit | None:
    """The allowance by the `X-RateLimit-*` headers; None when they are absent or unreadable."""
    try:
        limit, remaining = int(headers["x-ratelimit-limit"]), int(headers["x-ratelimit-remaining"])
        reset = float(headers["x-ratelimit-reset"])
    except (KeyError, ValueError):
        return None
    return RateLimit(limit, remaining, max(0.0, reset - _service_time(headers)))


def _service_time(headers: Mapping[str, str]) -> float:
    """The time here, or the service's when they disagree: a clock that is off would make waits of minutes."""
    shown, here = _http_date(headers.get("date", "")), time.time()
    return here if shown is None or abs(here - shown) < CLOCKS_AGREE else shown


def _http_date(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
