"""Where nouns are connected that do not know each other; called once by each process before it works."""

from __future__ import annotations

from gomobile.audiences import upkeep
from gomobile.contacts import reactions


def connect_nouns() -> None:
    """Connect what reacts to changes of contacts."""
    reactions.connect(upkeep.react)
