"""`client.merges`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gomobile.client.models.contacts import Contact
from gomobile.client.models.merges import Merge, MergeResult, Unmerged
from gomobile.client.models.page import Page
from gomobile.client.resources.contacts import match_headers
from gomobile.client.resources.methods import Awaiting, Blocking, Noun, iterator, method
from gomobile.client.resources.pages import walk_entries
from gomobile.client.transport.request import Id, make_request, path
from gomobile.client.transport.steps import Emits, Steps

BASE = "merges"


class MergeMethods(Noun):
    """Make several contacts one, and several of one again."""

    @method
    def preview(
        self, survivor: Id, contacts: Sequence[Id], *, choices: Mapping[str, Any] | None = None
    ) -> Steps[MergeResult]:
        """What a merge would make of these contacts; nothing is written."""
        body = {"survivor": str(survivor), **_body(contacts, choices)}
        return self._ask(make_request("POST", "/contact/merge/preview", json=body), MergeResult.from_json)

    @method
    def merge(
        self,
        survivor: Id,
        contacts: Sequence[Id],
        *,
        choices: Mapping[str, Any] | None = None,
        if_match: Contact | str | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[MergeResult]:
        """Let contacts go into one, which gets their numbers, tags, audiences, calls and consents.

        choices: by field (`city`, `customAttributes.plan`) the id of the contact whose value is kept, or a value; a
            field that is left out gets the value that was set last
        if_match: the survivor as it was read, or its `etag`; PreconditionFailed when it has changed since

        Raises Conflict when one of them is in another contact already.
        """
        request = make_request(
            "POST",
            path("contact", survivor, "merge"),
            json=_body(contacts, choices),
            headers=match_headers(if_match),
            idempotency_key=idempotency_key,
        )
        return self._ask(request, MergeResult.from_json)

    @method
    def unmerge(self, id: Id, *, idempotency_key: str | None = None) -> Steps[Unmerged]:
        """Bring both contacts of a merge back as they were; what was changed since stays.

        Raises Conflict when a later merge is to be undone first.
        """
        request = make_request("POST", path(BASE, id, "unmerge"), idempotency_key=idempotency_key)
        return self._ask(request, Unmerged.from_json)

    @method
    def get(self, id: Id) -> Steps[Merge]:
        """One merge."""
        return self._ask(make_request("GET", path(BASE, id)), Merge.from_json)

    @method
    def list(
        self, *, contact_id: Id | None = None, page: int | None = None, limit: int | None = None
    ) -> Steps[Page[Merge]]:
        """A page of merges, newest first, the undone ones too; of one contact if it is given."""
        return self._page({"contactId": contact_id, "page": page, "limit": limit})

    @iterator
    def iterate(self, *, contact_id: Id | None = None, limit: int = 100) -> Emits[Merge]:
        """Every merge, newest first."""
        return walk_entries(lambda opening: self._page({"contactId": contact_id, "limit": limit, **opening}))

    def _page(self, params: Mapping[str, Any]) -> Steps[Page[Merge]]:
        request = make_request("GET", path(BASE), params=params)
        return self._ask(request, lambda answer: Page.from_json(answer, Merge.from_json))


def _body(contacts: Sequence[Id], choices: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"contacts": [str(one) for one in contacts], "choices": dict(choices or {})}


class Merges(MergeMethods, Blocking):
    """Merges of the organization."""


class AsyncMerges(MergeMethods, Awaiting):
    """Merges of the organization."""
