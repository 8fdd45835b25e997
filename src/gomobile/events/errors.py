"""What can go wrong with live updates."""

from __future__ import annotations

from typing import ClassVar

from gomobile.errors import Unavailable


class TooManyListeners(Unavailable):
    """No more pages can listen to live updates at this moment; reload by hand, or try again as Retry-After says."""

    code: ClassVar[str] = "TOO_MANY_LISTENERS"
