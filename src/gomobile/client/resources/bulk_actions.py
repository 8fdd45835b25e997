"""`client.bulk_actions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Unpack

from gomobile.client.models.bulk import BulkAction
from gomobile.client.models.contact_filters import ContactChoice, filter_body
from gomobile.client.models.page import Page
from gomobile.client.resources.methods import Awaiting, Blocking, Noun, iterator, method
from gomobile.client.resources.pages import walk_entries
from gomobile.client.resources.waiting import wait_for
from gomobile.client.transport.request import Id, make_request, path
from gomobile.client.transport.steps import Emits, Steps

BASE = "bulk-actions"


class BulkActionMethods(Noun):
    """Do one thing to every contact of a filter: count, start, wait, undo."""

    @method
    def count(self, **choice: Unpack[ContactChoice]) -> Steps[int]:
        """How many contacts the filters mean at this moment, exactly; they are those of ContactChoice."""
        request = make_request("POST", path(BASE, "count"), json={"filter": filter_body(choice)})
        return self._ask(request, lambda answer: int(answer["count"]))

    @method
    def start(
        self,
        action: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        expected_count: int,
        contacts: Sequence[Id] | None = None,
        idempotency_key: str | None = None,
        **choice: Unpack[ContactChoice],
    ) -> Steps[BulkAction]:
        """Start an action in the background; see `wait`.

        action: `tag` and `untag` with `{"tag": …}`, `add_to_audience` and `remove_from_audience` with
            `{"audienceId": …}`, `set_field` with `{"field": …, "value": …}`; `archive`, `unarchive`, `delete` and
            `restore` without parameters
        expected_count: what `count` said for the same filters
        contacts: ids of contacts instead of filters

        Raises Conflict, with the present `count` in its `params`, when the number differs by more than 1 %.
        """
        meant = filter_body(choice) if contacts is None else {"contacts": [str(one) for one in contacts]}
        body = {"action": action, "parameters": parameters, "filter": meant, "expectedCount": expected_count}
        body = {name: value for name, value in body.items() if value is not None}
        request = make_request("POST", path(BASE), json=body, idempotency_key=idempotency_key)
        return self._ask(request, BulkAction.from_json)

    @method
    def get(self, id: Id) -> Steps[BulkAction]:
        """One action: its state, progress and undo."""
        return self._get(id)

    @method
    def list(self, *, page: int | None = None, limit: int | None = None) -> Steps[Page[BulkAction]]:
        """A page of actions, newest first."""
        return self._page({"page": page, "limit": limit})

    @iterator
    def iterate(self, *, limit: int = 100) -> Emits[BulkAction]:
        """Every action, newest first."""
        return walk_entries(lambda opening: self._page({"limit": limit, **opening}))

    @method
    def cancel(self, id: Id, *, idempotency_key: str | None = None) -> Steps[BulkAction]:
        """Stop it at its next chunk; what is done stays, and can be undone."""
        return self._act(id, "cancel", idempotency_key)

    @method
    def undo(self, id: Id, *, idempotency_key: str | None = None) -> Steps[BulkAction]:
        """Put back what it changed, except where somebody has changed the same since."""
        return self._act(id, "undo", idempotency_key)

    @method
    def wait(
        self, id: Id, *, on_progress: Callable[[BulkAction], object] | None = None, timeout: float | None = None
    ) -> Steps[BulkAction]:
        """Wait until the action or its undo has ended, and return its last state.

        `on_progress` is called with each state seen. Raises JobFailed, or WaitTimeout after `timeout` seconds.
        """
        return wait_for(lambda: self._get(id), on_progress, timeout)

    def _get(self, id: Id) -> Steps[BulkAction]:
        return self._ask(make_request("GET", path(BASE, id)), BulkAction.from_json)

    def _page(self, params: Mapping[str, Any]) -> Steps[Page[BulkAction]]:
        request = make_request("GET", path(BASE), params=params)
        return self._ask(request, lambda answer: Page.from_json(answer, BulkAction.from_json))

    def _act(self, id: Id, verb: str, idempotency_key: str | None) -> Steps[BulkAction]:
        request = make_request("POST", path(BASE, id, verb), idempotency_key=idempotency_key)
        return self._ask(request, BulkAction.from_json)


class BulkActions(BulkActionMethods, Blocking):
    """Bulk actions of the organization."""


class AsyncBulkActions(BulkActionMethods, Awaiting):
    """Bulk actions of the organization."""
