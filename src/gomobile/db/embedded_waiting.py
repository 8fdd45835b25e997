"""Waiting without a deadline, and telling people what for."""

from __future__ import annotations

import time
from collections.abc import Callable

#: Called with a sentence about what is being waited for, about once a second.
OnWait = Callable[[str], None]


class Waiting:
    """Paces a loop that waits: short sleeps, and a sentence about once a second, silent for the first."""

    def __init__(self, on_wait: OnWait) -> None:
        self._on_wait = on_wait
        self._started = self._said = time.monotonic()

    @property
    def seconds(self) -> float:
        """Seconds waited so far."""
        return time.monotonic() - self._started

    def say(self, what: str) -> None:
        """Sleep a moment; about once a second tell what is being waited for."""
        time.sleep(0.02 if self.seconds < 1 else 0.2)
        if time.monotonic() - self._said >= 1:
            self._said = time.monotonic()
            self._on_wait(f"{what}… {self.seconds:.0f} s")
