"""`client.contacts`: one by one, and as lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from gomobile.client.models.contact_filters import ListFilters, filter_body
from gomobile.client.models.contact_input import ContactFields, ContactInput, contact_body
from gomobile.client.models.contacts import Contact, SavedContact
from gomobile.client.models.page import Page
from gomobile.client.resources.changes import ChangeMethods
from gomobile.client.resources.export import ExportMethods
from gomobile.client.resources.methods import Noun, iterator, method
from gomobile.client.resources.pages import walk_entries, walk_pages
from gomobile.client.resources.upsert import AwaitingUpsert, BlockingUpsert
from gomobile.client.transport.request import Id, make_request, path
from gomobile.client.transport.steps import Emits, Steps

LONGEST_PAGE = 100


class ContactMethods(Noun):
    """Create, read, change, delete and list contacts."""

    @method
    def create(
        self, primary_phone: str, *, idempotency_key: str | None = None, **fields: Unpack[ContactFields]
    ) -> Steps[SavedContact]:
        """Create a contact; look at `attribute_errors` of the result for attribute values that were refused.

        Raises Conflict when a contact has the number already: `existing_contact_id` names it, and `upsert`
        would update it.
        """
        body = contact_body({"primary_phone": primary_phone, **fields})
        request = make_request("POST", "/contact", json=body, idempotency_key=idempotency_key)
        return self._ask(request, SavedContact.from_answer)

    @method
    def get(self, id: Id) -> Steps[Contact]:
        """One contact with its custom attributes. Raises NotFound, also for a deleted one."""
        return self._ask(make_request("GET", path("contact", id)), Contact.from_json)

    @method
    def update(
        self, id: Id, *, if_match: Contact | str | None = None, **changes: Unpack[ContactInput]
    ) -> Steps[SavedContact]:
        """Change what is given; None clears, what is left out or NOT_GIVEN stays, `custom_attributes` merge.

        if_match: the contact as it was read, or its `etag`; PreconditionFailed when it has changed since
        """
        request = make_request(
            "PATCH", path("contact", id), json=contact_body(changes), headers=match_headers(if_match)
        )
        return self._ask(request, SavedContact.from_answer)

    @method
    def delete(self, id: Id, *, permanent: bool = False, if_match: Contact | str | None = None) -> Steps[None]:
        """Move a contact to the trash, or with `permanent` (admin) remove it and its history for good."""
        params = {"permanent": permanent or None}
        yield from self._send(
            make_request("DELETE", path("contact", id), params=params, headers=match_headers(if_match))
        )

    @method
    def restore(self, id: Id, *, idempotency_key: str | None = None) -> Steps[SavedContact]:
        """Bring a contact back from the trash. Raises Conflict when another one has its number by now."""
        return self._act(id, "restore", idempotency_key)

    @method
    def archive(self, id: Id, *, idempotency_key: str | None = None) -> Steps[SavedContact]:
        """Keep a contact, but out of lists, audiences and dialling."""
        return self._act(id, "archive", idempotency_key)

    @method
    def unarchive(self, id: Id, *, idempotency_key: str | None = None) -> Steps[SavedContact]:
        """Bring an archived contact back into lists, live audiences and dialling."""
        return self._act(id, "unarchive", idempotency_key)

    @method
    def list(self, *, page: int | None = None, **filters: Unpack[ListFilters]) -> Steps[Page[Contact]]:
        """One page of contacts, newest first unless sorted otherwise; the filters are those of ListFilters.

        `page` counts from 1. Walk a long list with `iterate`: its pages cost the same however deep they are.
        """
        return self._page({"page": page, **filter_body(filters)})

    @iterator
    def iterate(self, **filters: Unpack[ListFilters]) -> Emits[Contact]:
        """Every contact of the list, asked for page by page (of 100 unless `limit` differs) as needed."""
        params = {"limit": LONGEST_PAGE, **filter_body(filters)}
        return walk_entries(lambda opening: self._page(params | opening))

    @iterator
    def iter_pages(self, **filters: Unpack[ListFilters]) -> Emits[Page[Contact]]:
        """Every page of the list; keep `page.next_cursor` to continue later."""
        params = {"limit": LONGEST_PAGE, **filter_body(filters)}
        return walk_pages(lambda opening: self._page(params | opening))

    def _act(self, id: Id, verb: str, idempotency_key: str | None) -> Steps[SavedContact]:
        request = make_request("POST", path("contact", id, verb), idempotency_key=idempotency_key)
        return self._ask(request, SavedContact.from_answer)

    def _page(self, params: Mapping[str, Any]) -> Steps[Page[Contact]]:
        if "filter" in params:  # rules may be longer than an address
            body = {name: value for name, value in params.items() if value is not None}
            request = make_request("POST", "/contact/query", json=body)
        else:
            request = make_request("GET", "/contact", params=params)
        return self._ask(request, lambda answer: Page.from_json(answer, Contact.from_json))


def match_headers(if_match: Contact | str | None) -> dict[str, str]:
    """The header of a change that is made only to this version of a contact."""
    tag = if_match.etag if isinstance(if_match, Contact) else if_match
    if if_match is not None and not tag:
        raise ValueError("if_match needs a contact with a version, or an etag.")
    return {"If-Match": tag} if tag else {}


class Contacts(ContactMethods, ChangeMethods, ExportMethods, BlockingUpsert):
    """Contacts of the organization."""


class AsyncContacts(ContactMethods, ChangeMethods, ExportMethods, AwaitingUpsert):
    """Contacts of the organization."""
