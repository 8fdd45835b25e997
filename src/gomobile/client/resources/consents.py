"""`client.consents`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from gomobile.client.models.page import Page
from gomobile.client.models.privacy import Consent, ConsentReport, ContactConsents
from gomobile.client.resources.files import saved
from gomobile.client.resources.methods import Awaiting, Blocking, Noun, iterator, method
from gomobile.client.resources.pages import walk_entries
from gomobile.client.transport.request import Id, make_request, path
from gomobile.client.transport.steps import Emits, Steps


class ConsentMethods(Noun):
    """What contacts said about being reached for a purpose by a channel."""

    @method
    def record(
        self,
        contact_id: Id,
        purpose: str,
        channel: str,
        status: str,
        *,
        source: str | None = None,
        proof: str | None = None,
        stated_at: str | None = None,
        expires_at: str | None = None,
        suppress: bool = False,
        idempotency_key: str | None = None,
    ) -> Steps[Consent]:
        """Record a statement; the one made last holds, whenever it was recorded.

        purpose: marketing, service, survey or a word of the organization's own
        channel: call, sms, whatsapp or email
        status: granted, denied or withdrawn
        suppress: with a refusal, suppress the numbers of the contact for this channel too
        """
        values = {
            "purpose": purpose,
            "channel": channel,
            "status": status,
            "source": source,
            "proof": proof,
            "statedAt": stated_at,
            "expiresAt": expires_at,
            "suppress": suppress or None,
        }
        body = {name: value for name, value in values.items() if value is not None}
        request = make_request(
            "POST", path("contact", contact_id, "consents"), json=body, idempotency_key=idempotency_key
        )
        return self._ask(request, Consent.from_json)

    @method
    def record_many(
        self, statements: Sequence[Mapping[str, Any]], *, idempotency_key: str | None = None
    ) -> Steps[ConsentReport]:
        """Record up to 10,000 statements, each with `contactId` or `phone`, in the names of the API."""
        body = {"data": list(statements)}
        request = make_request("POST", path("consents", "bulk"), json=body, idempotency_key=idempotency_key)
        return self._ask(request, ConsentReport.from_json)

    @method
    def of(self, contact_id: Id, *, limit: int | None = None) -> Steps[ContactConsents]:
        """What holds for a contact, and its last statements."""
        request = make_request("GET", path("contact", contact_id, "consents"), params={"limit": limit})
        return self._ask(request, ContactConsents.from_json)

    @method
    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        purpose: str | None = None,
        channel: str | None = None,
        status: str | None = None,
    ) -> Steps[Page[Consent]]:
        """A page of what holds, contact after contact."""
        return self._page({"page": page, "limit": limit, "purpose": purpose, "channel": channel, "status": status})

    @iterator
    def iterate(
        self,
        *,
        limit: int = 100,
        purpose: str | None = None,
        channel: str | None = None,
        status: str | None = None,
    ) -> Emits[Consent]:
        """Everything that holds, contact after contact."""
        params = {"limit": limit, "purpose": purpose, "channel": channel, "status": status}
        return walk_entries(lambda opening: self._page({**params, **opening}))

    @method
    def export(
        self,
        to: str | Path | IO[bytes],
        *,
        purpose: str | None = None,
        channel: str | None = None,
        status: str | None = None,
    ) -> Steps[int]:
        """Save what holds as a CSV, and return its size in bytes."""
        params = {"purpose": purpose, "channel": channel, "status": status}
        return saved(make_request("GET", path("consents", "export"), params=params), to, self._policy)

    def _page(self, params: Mapping[str, Any]) -> Steps[Page[Consent]]:
        request = make_request("GET", path("consents"), params=params)
        return self._ask(request, lambda answer: Page.from_json(answer, Consent.from_json))


class Consents(ConsentMethods, Blocking):
    """Consents of the organization."""


class AsyncConsents(ConsentMethods, Awaiting):
    """Consents of the organization."""
