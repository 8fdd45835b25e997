"""One way to do a transaction again that PostgreSQL ended in favour of another one."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from psycopg import errors as pg

T = TypeVar("T")

_ATTEMPTS = 8
_LONGEST_PAUSE = 0.5


def repeated(step: Callable[[], T]) -> T:
    """Do `step`, which is one whole transaction, and do it again when it lost a deadlock or a conflict.

    Nothing of what it wrote was kept then; what it keeps in memory is its own to begin anew. Raises what `step` raises,
    DeadlockDetected and SerializationFailure too once it has lost 8 times.
    """
    for attempt in range(1, _ATTEMPTS):
        try:
            return step()
        except (pg.DeadlockDetected, pg.SerializationFailure):
            # Two that met at the same step, and begin again at the same moment, would meet again.
            time.sleep(random.uniform(0, min(0.05 * 2**attempt, _LONGEST_PAUSE)))  # noqa: S311 - jitter
    return step()
