"""`client.contacts.changes`, `follow_changes` and `interactions`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from gomobile.client.models.changes import Change, Interaction
from gomobile.client.models.page import Page
from gomobile.client.resources.methods import Noun, iterator, method
from gomobile.client.resources.pages import walk_entries
from gomobile.client.transport.request import Id, make_request, path
from gomobile.client.transport.steps import Emit, Emits, Sleep, Steps

LONGEST_FEED_PAGE = 1000
Include = Literal["customAttributes"] | None


class ChangeMethods(Noun):
    """What happened to contacts."""

    @method
    def latest_cursor(self) -> Steps[str]:
        """Where the change feed stands: take it before a first full copy, then follow what comes after it."""
        page = yield from self._changes("now", 1, None)
        return str(page.next_cursor)

    @iterator
    def changes(
        self, cursor: str | None = None, *, limit: int = LONGEST_FEED_PAGE, include: Include = None
    ) -> Emits[Change]:
        """The changes after `cursor` (None: all there are) up to now, in order, none missed and none twice.

        Keep the `cursor` of each change that was dealt with; the next call goes on from there.
        """
        return self._feed(cursor, limit, include, None)

    @iterator
    def follow_changes(
        self,
        cursor: str | None = None,
        *,
        interval: float = 5.0,
        limit: int = LONGEST_FEED_PAGE,
        include: Include = None,
    ) -> Emits[Change]:
        """As `changes`, but never ends: looks for more every `interval` seconds."""
        return self._feed(cursor, limit, include, interval)

    @iterator
    def interactions(self, id: Id, *, limit: int = 100) -> Emits[Interaction]:
        """What happened to a contact, also a deleted one, newest first: who changed what from which value."""

        def ask(opening: Mapping[str, Any]) -> Steps[Page[Interaction]]:
            params = {"limit": limit, **opening}
            request = make_request("GET", path("contact", id, "interactions"), params=params)
            return self._ask(request, lambda answer: Page.from_json(answer, Interaction.from_json))

        return walk_entries(ask)

    def _feed(self, cursor: str | None, limit: int, include: Include, interval: float | None) -> Emits[Change]:
        while True:
            page = yield from self._changes(cursor, limit, include)
            for change in page:
                yield Emit(change)
            cursor = page.next_cursor or cursor
            if not page.has_next_page:
                if interval is None:
                    return
                yield Sleep(interval)

    def _changes(self, cursor: str | None, limit: int, include: Include) -> Steps[Page[Change]]:
        params = {"cursor": cursor, "limit": limit, "include": include}
        request = make_request("GET", "/contact/changes", params=params)
        return self._ask(request, lambda answer: Page.from_json(answer, Change.from_json))
