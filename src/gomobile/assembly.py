"""Where nouns are connected that do not know each other; called once by each process before it works."""

from __future__ import annotations

from gomobile.audiences import upkeep
from gomobile.contacts import reactions
from gomobile.privacy.suppression import service as suppression


def connect_nouns() -> None:
    """Connect what reacts to changes of contacts."""
    # Suppressions first: live audiences look at them by number.
    reactions.connect(suppression.react, upkeep.react)
