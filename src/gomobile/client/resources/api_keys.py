"""`client.api_keys`, for keys of the role admin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gomobile.client.models.accounts import ApiKey, NewApiKey
from gomobile.client.not_given import NOT_GIVEN, NotGiven, given
from gomobile.client.resources.methods import Awaiting, Blocking, Noun, method, read_list
from gomobile.client.transport.request import Id, make_request, path
from gomobile.client.transport.steps import Steps

BASE = "auth", "api-keys"


class ApiKeyMethods(Noun):
    """Make, change and revoke API keys."""

    @method
    def list(self, *, search: str | None = None) -> Steps[tuple[ApiKey, ...]]:
        """The keys that are not revoked, newest first; `search` looks at name and shown prefix."""
        request = make_request("GET", path(*BASE), params={"search": search})
        return self._ask(request, read_list(ApiKey.from_json, "apiKeys"))

    @method
    def create(
        self,
        name: str,
        *,
        role: str = "agent",
        prefix: str | None = None,
        expires_at: datetime | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[NewApiKey]:
        """Make a key; its `secret` is told this once. `role` is admin, manager or agent and never changes."""
        values: Mapping[str, Any] = {"name": name, "role": role, "prefix": prefix, "expiresAt": expires_at}
        body = {key: value for key, value in values.items() if value is not None}
        request = make_request("POST", path(*BASE), json=body, idempotency_key=idempotency_key)
        return self._ask(request, NewApiKey.from_json)

    @method
    def update(
        self,
        id: Id,
        *,
        name: str | NotGiven = NOT_GIVEN,
        is_active: bool | NotGiven = NOT_GIVEN,
        expires_at: datetime | NotGiven | None = NOT_GIVEN,
    ) -> Steps[ApiKey]:
        """Rename, disable or enable a key, or change its expiry (None: never)."""
        body = given({"name": name, "isActive": is_active, "expiresAt": expires_at})
        return self._ask(make_request("PATCH", path(*BASE, id), json=body), ApiKey.from_json)

    @method
    def revoke(self, id: Id) -> Steps[None]:
        """Revoke a key for good."""
        yield from self._send(make_request("DELETE", path(*BASE, id)))


class ApiKeys(ApiKeyMethods, Blocking):
    """API keys of the organization."""


class AsyncApiKeys(ApiKeyMethods, Awaiting):
    """API keys of the organization."""
