"""`client.suppressions`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from gomobile.client.models.page import Page
from gomobile.client.models.privacy import (
    AddedSuppression,
    Suppression,
    SuppressionImport,
    SuppressionReport,
    Verdict,
)
from gomobile.client.resources.files import opened, saved
from gomobile.client.resources.methods import Awaiting, Blocking, Noun, iterator, method, read_list
from gomobile.client.resources.pages import walk_entries
from gomobile.client.transport.request import Id, Upload, form, make_request, path
from gomobile.client.transport.steps import Emits, Steps

BASE = "suppressions"


class SuppressionMethods(Noun):
    """Numbers that must not be called or written to."""

    @method
    def add(
        self,
        phone: str,
        reason: str,
        *,
        channel: str = "all",
        source: str | None = None,
        proof: str | None = None,
        expires_at: str | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[AddedSuppression]:
        """Suppress a number, whether a contact has it or not.

        reason: asked, complaint, regulator, wrong_person, legal, other, or in your own words
        channel: all, call, sms, whatsapp or email
        expires_at: a time with its zone, or a day, through whose end it holds
        """
        values = {"phone": phone, "reason": reason, "channel": channel}
        values |= {
            name: value
            for name, value in (("source", source), ("proof", proof), ("expiresAt", expires_at))
            if value is not None
        }
        request = make_request("POST", path(BASE), json=values, idempotency_key=idempotency_key)
        return self._ask(request, AddedSuppression.from_json)

    @method
    def add_many(
        self, entries: Sequence[Mapping[str, Any]], *, idempotency_key: str | None = None
    ) -> Steps[SuppressionReport]:
        """Suppress up to 10,000 numbers; entries have the names of the API: `phone`, `reason`, `expiresAt` …

        Those with a problem are left out and listed in `errors`, the others are added.
        """
        request = make_request(
            "POST", path(BASE, "bulk"), json={"data": list(entries)}, idempotency_key=idempotency_key
        )
        return self._ask(request, SuppressionReport.from_json)

    @method
    def check(self, phones: Sequence[str], *, channel: str = "call") -> Steps[tuple[Verdict, ...]]:
        """Whether numbers may be reached by a channel at this moment, in the order given; up to 10,000."""
        body = {"phones": list(phones), "channel": channel}
        request = make_request("POST", path(BASE, "check"), json=body)
        return self._ask(request, read_list(Verdict.from_json, "data"))

    @method
    def get(self, id: Id) -> Steps[Suppression]:
        """One suppression, whatever its state."""
        return self._ask(make_request("GET", path(BASE, id)), Suppression.from_json)

    @method
    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        search: str | None = None,
        channel: str | None = None,
        reason: str | None = None,
        state: str | None = None,
    ) -> Steps[Page[Suppression]]:
        """A page of suppressions, newest first; `search` is a number in any format, or some of its digits."""
        params = {"page": page, "limit": limit, "search": search, "channel": channel, "reason": reason, "state": state}
        return self._page(params)

    @iterator
    def iterate(self, *, limit: int = 100, state: str | None = "active") -> Emits[Suppression]:
        """Every suppression in a state (None: in any), newest first."""
        return walk_entries(lambda opening: self._page({"limit": limit, "state": state, **opening}))

    @method
    def lift(self, id: Id, reason: str) -> Steps[Suppression]:
        """Let the number be reached again; the suppression stays in its history. Raises Conflict when it has ended."""
        return self._ask(make_request("DELETE", path(BASE, id), params={"reason": reason}), Suppression.from_json)

    @method
    def load(
        self,
        file: str | os.PathLike[str] | IO[bytes],
        *,
        reason: str | None = None,
        column: str | None = None,
        channel: str | None = None,
        source: str | None = None,
        proof: str | None = None,
        expires_at: str | None = None,
        filename: str | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[SuppressionImport]:
        """Suppress every number of a file of any format that imports read.

        column: that of the numbers; it is found unless given
        reason, channel, source, proof, expires_at: where the columns of the file do not say
        """
        fields = {
            "column": column,
            "reason": reason,
            "channel": channel,
            "source": source,
            "proof": proof,
            "expiresAt": expires_at,
        }
        with opened(file, filename) as (stream, name):
            upload = Upload(name, stream, form(fields))
            request = make_request("POST", path(BASE, "import"), upload=upload, idempotency_key=idempotency_key)
            return (yield from self._ask(request, SuppressionImport.from_json))

    @method
    def export(self, to: str | Path | IO[bytes], *, state: str = "active", channel: str | None = None) -> Steps[int]:
        """Save suppressed numbers as a CSV, and return its size in bytes; `load` takes it back."""
        params = {"state": state, "channel": channel}
        return saved(make_request("GET", path(BASE, "export"), params=params), to, self._policy)

    def _page(self, params: Mapping[str, Any]) -> Steps[Page[Suppression]]:
        request = make_request("GET", path(BASE), params=params)
        return self._ask(request, lambda answer: Page.from_json(answer, Suppression.from_json))


class Suppressions(SuppressionMethods, Blocking):
    """Suppressions of the organization."""


class AsyncSuppressions(SuppressionMethods, Awaiting):
    """Suppressions of the organization."""
