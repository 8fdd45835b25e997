"""Organizations, keys and those who act, as the API shows them."""

from __future__ import annotations

from uuid import UUID

from typing_extensions import TypedDict

from gomobile.accounts.caller import ActorKind


class Actor(TypedDict):
    """Who did something; `id` of the key, import, bulk action or person, null for the system."""

    kind: ActorKind
    id: UUID | None
