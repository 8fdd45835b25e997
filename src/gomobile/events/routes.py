"""`/events`."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from typing import Annotated
from uuid import UUID

from fastapi import Header, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from gomobile import __version__
from gomobile.accounts.caller import Caller
from gomobile.clock import now
from gomobile.errors import AppError, Unauthorized
from gomobile.events import answers
from gomobile.events.hub import Hub, Listener
from gomobile.events.news import News
from gomobile.http.call import AgentCall, look_again
from gomobile.http.event_stream import BEAT, MEDIA_TYPE, EventStream, event
from gomobile.http.event_stream import router as make_router
from gomobile.works import service as works
from gomobile.works.presenter import job_json

router = make_router("/events", "live updates")

BEAT_SECONDS = 15.0
CHECK_SECONDS = 60.0
"""Who listens is looked at again so often, and, before anything is told, when the last look lies back CHECK_NEWS."""
CHECK_NEWS_SECONDS = 5.0
RETRY_MS = 3_000

LastEventId = Annotated[
    str | None, Header(alias="Last-Event-ID", max_length=10_000, description="The last id: what came after is told.")
]


@router.get(
    "",
    response_class=EventStream,
    responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}, "description": "Events, without end."}},
)
async def listen(call: AgentCall, lastEventId: LastEventId = None) -> Response:
    """What changes in the organization, as server-sent events, told within two seconds.

    `hello` comes first: `{version}`. `changed` is `{topic, ids?}`: fetch again what you show of the topic; `all` means
    everything. `job` is a job as GET /jobs shows it, whenever it has moved on. `goodbye` comes when the key or the
    session has ended, or belongs to another organization now. A comment comes every 15 seconds.
    """
    hub: Hub = call.request.app.state.live
    listener = await hub.join(call.caller, lastEventId)
    return EventStream(_told(hub, listener, call.request))


async def _told(hub: Hub, listener: Listener, request: Request) -> AsyncIterator[bytes]:
    try:
        yield event("hello", answers.Hello(version=__version__), id=_id(listener), retry=RETRY_MS)
        checked = time.monotonic()
        while True:
            news = await listener.wait(BEAT_SECONDS)
            if listener.ended:
                return
            if time.monotonic() - checked >= (CHECK_NEWS_SECONDS if news else CHECK_SECONDS):
                if not await run_in_threadpool(_is_still, listener.caller, request):
                    yield event("goodbye", {})
                    return
                checked = time.monotonic()
            if not news:
                yield BEAT
                continue
            names = await run_in_threadpool(_names, request, listener.caller, news) if news.jobs else {}
            yield b"".join(_events(news, listener, names))
    finally:
        hub.leave(listener)


def _events(news: News, listener: Listener, names: dict[UUID, str]) -> Iterator[bytes]:
    """News as events; the last one carries the position, so that a connection that breaks among them repeats them."""
    told: list[tuple[str, answers.Change | object]] = [
        ("job", job_json(work, names, now()))
        for work in news.jobs.values()
        if works.may_see(listener.caller, work.kind)
    ]
    for topic, ids in news.topics.items():
        told.append(("changed", {"topic": topic} if ids is None else {"topic": topic, "ids": sorted(ids)}))
    for name, data in told[:-1]:
        yield event(name, data)
    for name, data in told[-1:]:
        yield event(name, data, id=_id(listener))


def _id(listener: Listener) -> str | None:
    return listener.position.encode() if listener.position else None


def _is_still(caller: Caller, request: Request) -> bool:
    """Whether who listens may go on: the key or session is good, and means the same organization and role."""
    try:
        present = look_again(request)
    except Unauthorized:
        return False
    except AppError:
        return True  # the database is busy; it is asked again in a minute
    return (present.organization.id, present.role) == (caller.organization.id, caller.role)


def _names(request: Request, caller: Caller, news: News) -> dict[UUID, str]:
    with request.app.state.database.autocommit() as conn:
        return works.names_of_authors(conn, caller.organization.id, list(news.jobs.values()))
