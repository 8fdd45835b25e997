"""News that wait to be told: one entry for each topic, whatever happened how often. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from gomobile.events.topics import Topic
from gomobile.works.work import LongWork

MOST_IDS = 100
"""Ids that a topic is told with; of more, only that something changed."""
MOST_JOBS = 100


@dataclass
class News:
    """What changed, by topic: the ids, None for any; and the works that moved on, as they are now.

    It stays small however long a listener takes: topics are few, and ids beyond a bound are left out.
    """

    topics: dict[Topic, set[UUID] | None] = field(default_factory=dict)
    jobs: dict[tuple[str, UUID], LongWork] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.topics or self.jobs)

    def change(self, topic: Topic, ids: Iterable[UUID] | None = None) -> None:
        """Note that something of a topic changed; without `ids` it may be anything."""
        known = self.topics.setdefault(topic, set())
        if known is None:
            return
        if ids is None:
            self.topics[topic] = None
            return
        known.update(ids)
        if len(known) > MOST_IDS:
            self.topics[topic] = None

    def move(self, work: LongWork) -> None:
        """Note how far a work is."""
        self.jobs[work.kind, work.id] = work
        if len(self.jobs) > MOST_JOBS:
            self.jobs.clear()
            self.change("jobs")

    def add(self, other: News) -> None:
        """Take over later news."""
        for topic, ids in other.topics.items():
            self.change(topic, ids)
        for work in other.jobs.values():
            self.move(work)
