"""What background work runs with."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from gomobile.settings import Settings


@dataclass(frozen=True, slots=True)
class Work:
    """Where the database is, the settings, and `stop`: set when the worker is to end at the next resting point."""

    conninfo: str
    settings: Settings
    stop: threading.Event
