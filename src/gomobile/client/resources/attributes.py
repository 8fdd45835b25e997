"""`client.attributes`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gomobile.client.models.attributes import AttributeDefinition, AttributeUsage
from gomobile.client.not_given import NOT_GIVEN, NotGiven, given
from gomobile.client.resources.methods import Awaiting, Blocking, Noun, method, read_list
from gomobile.client.transport.request import Id, make_request, path
from gomobile.client.transport.steps import Steps

BASE = "custom-attributes"


class AttributeMethods(Noun):
    """Define custom attributes and see who uses them."""

    @method
    def list(self, *, include_archived: bool = False) -> Steps[tuple[AttributeDefinition, ...]]:
        """Every custom attribute, in the order of creation."""
        request = make_request("GET", path(BASE), params={"includeArchived": include_archived or None})
        return self._ask(request, read_list(AttributeDefinition.from_json))

    @method
    def get(self, id: Id) -> Steps[AttributeDefinition]:
        """One attribute, archived or not."""
        return self._ask(make_request("GET", path(BASE, id)), AttributeDefinition.from_json)

    @method
    def create(
        self,
        display_name: str,
        type: str,
        *,
        description: str | None = None,
        options: Sequence[str] | None = None,
        identifying: bool = False,
        idempotency_key: str | None = None,
    ) -> Steps[AttributeDefinition]:
        """Define an attribute; contacts hold its values under the `name` of the result.

        type: text, number, boolean, date, datetime, phone_number, email, url or enum
        options: the labels of an enum
        identifying: scans for duplicates compare it, as a date of birth

        Raises Conflict when the name is taken.
        """
        values = {
            "displayName": display_name, "type": type, "description": description, "options": options,
            "identifying": identifying or None,
        }  # fmt: skip
        body = {name: value for name, value in values.items() if value is not None}
        request = make_request("POST", path(BASE), json=body, idempotency_key=idempotency_key)
        return self._ask(request, AttributeDefinition.from_json)

    @method
    def update(
        self,
        id: Id,
        *,
        description: str | NotGiven | None = NOT_GIVEN,
        options: Sequence[Mapping[str, Any]] | NotGiven = NOT_GIVEN,
        identifying: bool | NotGiven = NOT_GIVEN,
    ) -> Steps[AttributeDefinition]:
        """Change the description (None removes it), the options of an enum, and whether scans compare it.

        options: `{"label": …}` adds one, `{"id": …, "label": …}` renames one, `{"id": …, "archived": True}`
            archives one; those left out stay
        """
        body = given({"description": description, "options": options, "identifying": identifying})
        return self._ask(make_request("PATCH", path(BASE, id), json=body), AttributeDefinition.from_json)

    @method
    def usage(self, id: Id) -> Steps[AttributeUsage]:
        """How many contacts hold a value, in all and per option: to look at before archiving."""
        return self._ask(make_request("GET", path(BASE, id, "usage")), AttributeUsage.from_json)

    @method
    def archive(self, id: Id) -> Steps[None]:
        """Hide an attribute and its values; contacts keep them for a restore."""
        yield from self._send(make_request("DELETE", path(BASE, id)))

    @method
    def restore(self, id: Id, *, idempotency_key: str | None = None) -> Steps[AttributeDefinition]:
        """Bring an archived attribute back with the values that contacts kept."""
        request = make_request("POST", path(BASE, id, "restore"), idempotency_key=idempotency_key)
        return self._ask(request, AttributeDefinition.from_json)


class Attributes(AttributeMethods, Blocking):
    """Custom attributes of the organization."""


class AsyncAttributes(AttributeMethods, Awaiting):
    """Custom attributes of the organization."""
