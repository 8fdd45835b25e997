"""Answers of `/demo`."""

from __future__ import annotations

from datetime import datetime

from typing_extensions import TypedDict

from gomobile.demo.store import Status
from gomobile.http.answers import Failure


class DemoProgress(TypedDict):
    """How far the filling of an organization with invented people is: `done` of `total` steps; `made` counts what is
    there by now, by its kind.
    """

    status: Status
    people: int
    seed: int
    done: int
    total: int
    doing: str
    made: dict[str, int]
    error: Failure | None
    startedAt: datetime
    finishedAt: datetime | None


class DemoState(TypedDict):
    """Whether this organization can be filled with invented people, is being filled, or was."""

    available: bool
    running: bool
    done: bool
    progress: DemoProgress | None
