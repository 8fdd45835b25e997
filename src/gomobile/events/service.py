"""See what has changed in organizations since the last look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from gomobile.db.pool import Connection
from gomobile.events import store
from gomobile.events.news import News
from gomobile.events.position import Position
from gomobile.events.store import ROWS, Sight
from gomobile.events.topics import topics_of_action, topics_of_work
from gomobile.works import service as works
from gomobile.works.work import LongWork

Told = Mapping[tuple[str, UUID], LongWork]


@dataclass(frozen=True, slots=True)
class Watch:
    """What is known of an organization: until when, the mark of its works, and how they were told last."""

    position: Position
    mark: str = ""
    told: Told = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look found, and what to give to the next one."""

    watch: Watch
    news: News


def begin(conn: Connection, org_id: UUID) -> Watch:
    """Watch an organization from now on."""
    (sight,) = store.look(conn, {org_id: None})
    return Watch(sight.position, sight.mark, _told(conn, sight, {}))


def look(conn: Connection, watches: Mapping[UUID, Watch]) -> dict[UUID, Seen]:
    """What has changed in each organization: one query for all, and those of its works where one has moved on."""
    sights = store.look(conn, {org_id: watch.position for org_id, watch in watches.items()})
    return {sight.org_id: _seen(conn, watches[sight.org_id], sight) for sight in sights}


def _seen(conn: Connection, watch: Watch, sight: Sight) -> Seen:
    news = News()
    if watch.position.era != sight.era or len(sight.changes) == ROWS or len(sight.lines) == ROWS:
        news.change("all")
    for change in sight.changes:
        if change["audienceId"]:
            news.change("audiences", [UUID(change["audienceId"])])
        news.change("contacts", None if change["ids"] is None else map(UUID, change["ids"]))
    for line in sight.lines:
        for topic in topics_of_action(line["action"]):
            news.change(topic, _ids(line["id"]))
    told = watch.told
    if watch.mark != sight.mark:
        told = _told(conn, sight, watch.told)
        for key, work in told.items():
            before = watch.told.get(key)
            if before == work:
                continue
            news.move(work)
            if before is None or (before.status, before.phase) != (work.status, work.phase):
                for topic in topics_of_work(work.kind):
                    news.change(topic, [work.id])
    return Seen(Watch(sight.position, sight.mark, told), news)


def _told(conn: Connection, sight: Sight, before: Told) -> Told:
    """The works as they are: those that go on, those that did when they were told last, and the newest."""
    went_on = [key for key, work in before.items() if work.active]
    return {(work.kind, work.id): work for work in works.list_moving(conn, sight.org_id, went_on)}


def _ids(text: str | None) -> list[UUID] | None:
    try:
        return [UUID(text)] if text else None
    except ValueError:
        return None
