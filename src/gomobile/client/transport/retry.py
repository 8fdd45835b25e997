"""When to try again, and after how long. Pure: randomness is passed in.

Repeated are the answers 429, 502, 503, 504 and 409 IDEMPOTENCY_IN_PROGRESS (the first attempt still runs),
broken connections and timeouts; all but the 429 only for requests of which a second arrival does no harm. A
wait that the service asks for is obeyed, else waits double from half a second, with jitter so that clients of
one outage do not come back as one.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from gomobile.client.errors import APIError, GomobileError, TransportError
from gomobile.client.transport.request import Request

RETRIED_STATUSES = frozenset({502, 503, 504})
# Answered before anything was done: to be repeated whatever the request is.
REFUSED_UNTOUCHED = frozenset({429})


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """`max_retries` attempts after the first; waits in seconds, none over `longest_wait`: rather give up."""

    max_retries: int = 4
    first_wait: float = 0.5
    backoff_cap: float = 8.0
    longest_wait: float = 60.0
    random: Callable[[], float] = random.random

    def wait(self, request: Request, failure: GomobileError, retries: int) -> float | None:
        """Seconds until the next attempt after `retries` of them, or None to raise the failure."""
        allowed = self.max_retries if request.max_retries is None else request.max_retries
        if retries >= allowed or not _may_repeat(request, failure):
            return None
        asked = failure.retry_after if isinstance(failure, APIError) else None
        if asked is None:
            backoff = min(self.backoff_cap, self.first_wait * 2**retries)
            return backoff * (0.75 + 0.25 * self.random())
        if asked > self.longest_wait:
            return None
        return asked + 0.25 * self.random()


def _may_repeat(request: Request, failure: GomobileError) -> bool:
    if request.upload is not None and not request.upload.repeatable:
        return False
    if isinstance(failure, TransportError):
        return request.repeatable or not failure.sent
    if not isinstance(failure, APIError):
        return False
    if failure.status in REFUSED_UNTOUCHED:
        return True
    in_progress = failure.code == "IDEMPOTENCY_IN_PROGRESS"
    return request.repeatable and (failure.status in RETRIED_STATUSES or in_progress)
