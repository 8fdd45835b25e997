"""`client.audiences`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import IO, Any

from gomobile.client.models.audiences import AddedContacts, Audience, Member, Refreshed, RemovedContacts
from gomobile.client.models.page import Page
from gomobile.client.not_given import NOT_GIVEN, NotGiven, given
from gomobile.client.resources.export import Format, format_of
from gomobile.client.resources.files import opened, saved
from gomobile.client.resources.methods import Awaiting, Blocking, Noun, iterator, method, read_list
from gomobile.client.resources.pages import walk_entries
from gomobile.client.transport.request import Id, Upload, form, make_request, path
from gomobile.client.transport.steps import Emits, Steps

BASE = "audience"
Rules = Mapping[str, Any]


class AudienceMethods(Noun):
    """Groups of contacts with a name, static or live."""

    @method
    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        search: str | None = None,
        type: str | None = None,
        sort_by: str | None = None,
        sort_order: str | None = None,
    ) -> Steps[Page[Audience]]:
        """A page of audiences; `search` looks in names and descriptions, `sort_by` is name, createdAt or updatedAt."""
        params = {
            "page": page, "limit": limit, "search": search, "type": type, "sortBy": sort_by, "sortOrder": sort_order,
        }  # fmt: skip
        request = make_request("GET", path(BASE), params=params)
        return self._ask(request, lambda answer: Page.from_json(answer, Audience.from_json))

    @method
    def get(self, id: Id) -> Steps[Audience]:
        """One audience with the number of its members."""
        return self._ask(make_request("GET", path(BASE, id)), Audience.from_json)

    @method
    def create(
        self,
        name: str,
        *,
        description: str | None = None,
        rules: Rules | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[Audience]:
        """Make a static audience, or, with `rules`, a live one. Raises Conflict when the name is taken."""
        values = {"name": name, "description": description, "rules": rules, "type": "live" if rules else "static"}
        body = {key: value for key, value in values.items() if value is not None}
        request = make_request("POST", path(BASE), json=body, idempotency_key=idempotency_key)
        return self._ask(request, Audience.from_json)

    @method
    def create_from_template(
        self,
        template: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        name: str | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[Audience]:
        """Make a live audience by ready-made rules, such as `inactive`."""
        body: dict[str, Any] = {"template": template, "parameters": dict(parameters or {})}
        if name is not None:
            body["name"] = name
        request = make_request("POST", path(BASE, "from-template"), json=body, idempotency_key=idempotency_key)
        return self._ask(request, Audience.from_json)

    @method
    def update(
        self,
        id: Id,
        *,
        name: str | NotGiven = NOT_GIVEN,
        description: str | NotGiven | None = NOT_GIVEN,
        rules: Rules | NotGiven = NOT_GIVEN,
        version: int | None = None,
    ) -> Steps[Audience]:
        """Rename, describe (None removes it), or give a live audience other rules.

        version: the one that was read; raises PreconditionFailed when somebody has changed the audience since
        """
        body = given({"name": name, "description": description, "rules": rules})
        headers = None if version is None else {"If-Match": f'"{version}"'}
        return self._ask(make_request("PATCH", path(BASE, id), json=body, headers=headers), Audience.from_json)

    @method
    def delete(self, id: Id) -> Steps[Audience]:
        """Take an audience out of use; the contacts stay. Raises Conflict while something uses it."""
        return self._ask(make_request("DELETE", path(BASE, id)), Audience.from_json)

    @method
    def restore(self, id: Id, *, idempotency_key: str | None = None) -> Steps[Audience]:
        """Bring a deleted audience back."""
        request = make_request("POST", path(BASE, id, "restore"), idempotency_key=idempotency_key)
        return self._ask(request, Audience.from_json)

    @iterator
    def members(self, id: Id, *, state: str = "current", search: str | None = None, limit: int = 100) -> Emits[Member]:
        """Every contact that is in an audience, or, with `state="exited"`, that left and is not back."""

        def ask(opening: Mapping[str, Any]) -> Steps[Page[Member]]:
            params = {"state": state, "search": search, "limit": limit, **opening}
            request = make_request("GET", path(BASE, id, "contacts"), params=params)
            return self._ask(request, lambda answer: Page.from_json(answer, Member.from_json))

        return walk_entries(ask)

    @method
    def add_contacts(
        self, id: Id, contacts: Sequence[Id], *, idempotency_key: str | None = None
    ) -> Steps[AddedContacts]:
        """Put up to 10,000 contacts into a static audience."""
        body = {"contacts": [str(contact) for contact in contacts]}
        request = make_request("POST", path(BASE, id, "add-contacts"), json=body, idempotency_key=idempotency_key)
        return self._ask(request, AddedContacts.from_json)

    @method
    def remove_contacts(
        self, id: Id, contacts: Sequence[Id], *, idempotency_key: str | None = None
    ) -> Steps[RemovedContacts]:
        """Take up to 10,000 contacts out of a static audience."""
        body = {"contacts": [str(contact) for contact in contacts]}
        request = make_request("POST", path(BASE, id, "remove-contacts"), json=body, idempotency_key=idempotency_key)
        return self._ask(request, RemovedContacts.from_json)

    @method
    def add_by_filter(
        self, id: Id, *, rules: Rules | None = None, search: str | None = None, idempotency_key: str | None = None
    ) -> Steps[AddedContacts]:
        """Put every contact into a static audience that rules hold for and a search finds, as they are now."""
        body = {key: value for key, value in (("filter", rules), ("search", search)) if value is not None}
        request = make_request("POST", path(BASE, id, "add-by-filter"), json=body, idempotency_key=idempotency_key)
        return self._ask(request, AddedContacts.from_json)

    @method
    def refresh(
        self,
        id: Id,
        *,
        phones: Sequence[str] | None = None,
        contacts: Sequence[Id] | None = None,
        dry_run: bool = False,
    ) -> Steps[Refreshed]:
        """Replace the members of a static audience by those of a list: numbers in any format, or ids of contacts.

        Up to 200,000. Raises Conflict while somebody else replaces them.
        """
        body = {
            "phones": None if phones is None else [*phones],
            "contacts": None if contacts is None else [str(contact) for contact in contacts],
        }
        return self._ask(
            make_request(
                "PUT",
                path(BASE, id, "members"),
                params={"dryRun": dry_run or None},
                json={key: value for key, value in body.items() if value is not None},
            ),
            Refreshed.from_json,
        )

    @method
    def refresh_from(
        self,
        id: Id,
        file: str | os.PathLike[str] | IO[bytes],
        *,
        column: str | None = None,
        dry_run: bool = False,
        filename: str | None = None,
    ) -> Steps[Refreshed]:
        """The same by a file with numbers; `column` is theirs, it is found unless given."""
        with opened(file, filename) as (stream, name):
            upload = Upload(name, stream, form({"column": column}))
            params = {"dryRun": dry_run or None}
            request = make_request("PUT", path(BASE, id, "members"), params=params, upload=upload)
            return (yield from self._ask(request, Refreshed.from_json))

    @method
    def split(
        self,
        id: Id,
        parts: int,
        *,
        names: Sequence[str] | None = None,
        seed: str | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[tuple[Audience, ...]]:
        """Make static audiences that together have the members, each of them once, by chance."""
        values = {"parts": parts, "names": names and [*names], "seed": seed}
        body = {key: value for key, value in values.items() if value is not None}
        request = make_request("POST", path(BASE, id, "split"), json=body, idempotency_key=idempotency_key)
        return self._ask(request, read_list(Audience.from_json, "data"))

    @method
    def export(
        self,
        id: Id,
        to: str | os.PathLike[str] | IO[bytes],
        *,
        format: Format | None = None,
        columns: Sequence[str] | None = None,
    ) -> Steps[int]:
        """Save the present members as a file; returns its size. As `contacts.export`."""
        params = {"format": format or format_of(to), "columns": columns}
        return saved(make_request("GET", path(BASE, id, "export"), params=params), to, self._policy)


class Audiences(AudienceMethods, Blocking):
    """Audiences of the organization."""


class AsyncAudiences(AudienceMethods, Awaiting):
    """Audiences of the organization."""
