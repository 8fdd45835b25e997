"""What events tell."""

from __future__ import annotations

from typing import NotRequired
from uuid import UUID

from typing_extensions import TypedDict

from gomobile.events.topics import Topic


class Hello(TypedDict):
    """The first event: the version of the service. A page of another version is reloaded."""

    version: str


class Change(TypedDict):
    """Something of a topic changed: the ids, left out for more than 100 or where it may be any."""

    topic: Topic
    ids: NotRequired[list[UUID]]
