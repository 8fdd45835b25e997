"""`client.tags`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gomobile.client.models.page import Page
from gomobile.client.models.tags import Tag, Tagging
from gomobile.client.not_given import NOT_GIVEN, NotGiven, given
from gomobile.client.resources.methods import Awaiting, Blocking, Noun, iterator, method
from gomobile.client.resources.pages import walk_entries
from gomobile.client.transport.request import Id, make_request, path
from gomobile.client.transport.steps import Emits, Steps

BASE = "tags"


class TagMethods(Noun):
    """Define tags and put them on contacts."""

    @method
    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        search: str | None = None,
        sort_by: str | None = None,
        sort_order: str | None = None,
    ) -> Steps[Page[Tag]]:
        """A page of tags; `sort_by` is name (if not given), createdAt or contactCount."""
        return self._page({"page": page, "limit": limit, "search": search, "sortBy": sort_by, "sortOrder": sort_order})

    @iterator
    def iterate(self, *, limit: int = 100, search: str | None = None) -> Emits[Tag]:
        """Every tag, by name."""
        return walk_entries(lambda opening: self._page({"limit": limit, "search": search, **opening}))

    @method
    def get(self, id: Id) -> Steps[Tag]:
        """One tag."""
        return self._ask(make_request("GET", path(BASE, id)), Tag.from_json)

    @method
    def create(
        self,
        name: str,
        *,
        color: str | None = None,
        description: str | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[Tag]:
        """Define a tag. Raises Conflict when the name is taken, whatever its case and accents."""
        values = {"name": name, "color": color, "description": description}
        body = {key: value for key, value in values.items() if value is not None}
        return self._ask(make_request("POST", path(BASE), json=body, idempotency_key=idempotency_key), Tag.from_json)

    @method
    def update(
        self,
        id: Id,
        *,
        name: str | NotGiven = NOT_GIVEN,
        color: str | NotGiven | None = NOT_GIVEN,
        description: str | NotGiven | None = NOT_GIVEN,
    ) -> Steps[Tag]:
        """Rename a tag, change its colour or description (None removes them); contacts keep it."""
        body = given({"name": name, "color": color, "description": description})
        return self._ask(make_request("PATCH", path(BASE, id), json=body), Tag.from_json)

    @method
    def delete(self, id: Id) -> Steps[None]:
        """Delete a tag and take it off its contacts. Raises Conflict while rules of audiences name it."""
        yield from self._send(make_request("DELETE", path(BASE, id)))

    @method
    def add_contacts(self, id: Id, contacts: Sequence[Id], *, idempotency_key: str | None = None) -> Steps[Tagging]:
        """Put the tag on up to 10,000 contacts."""
        body = {"contacts": [str(one) for one in contacts]}
        request = make_request("POST", path(BASE, id, "add-contacts"), json=body, idempotency_key=idempotency_key)
        return self._ask(request, lambda answer: _tagging(answer, "added", "alreadyTagged"))

    @method
    def remove_contacts(self, id: Id, contacts: Sequence[Id], *, idempotency_key: str | None = None) -> Steps[Tagging]:
        """Take the tag off up to 10,000 contacts."""
        body = {"contacts": [str(one) for one in contacts]}
        request = make_request("POST", path(BASE, id, "remove-contacts"), json=body, idempotency_key=idempotency_key)
        return self._ask(request, lambda answer: _tagging(answer, "removed", "notTagged"))

    def _page(self, params: dict[str, Any]) -> Steps[Page[Tag]]:
        request = make_request("GET", path(BASE), params=params)
        return self._ask(request, lambda answer: Page.from_json(answer, Tag.from_json))


def _tagging(answer: Mapping[str, Any], changed: str, unchanged: str) -> Tagging:
    named = {"changed": answer.get(changed), "unchanged": answer.get(unchanged), "unknown": answer.get("unknown")}
    return Tagging.from_json(named)


class Tags(TagMethods, Blocking):
    """Tags of the organization."""


class AsyncTags(TagMethods, Awaiting):
    """Tags of the organization."""
