"""The two clients."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, Self

import httpx2

from gomobile.client.models.accounts import Me, Organization
from gomobile.client.not_given import NOT_GIVEN
from gomobile.client.resources.api_keys import ApiKeys, AsyncApiKeys
from gomobile.client.resources.attributes import AsyncAttributes, Attributes
from gomobile.client.resources.audiences import AsyncAudiences, Audiences
from gomobile.client.resources.bulk_actions import AsyncBulkActions, BulkActions
from gomobile.client.resources.consents import AsyncConsents, Consents
from gomobile.client.resources.contacts import AsyncContacts, Contacts
from gomobile.client.resources.duplicates import AsyncDuplicates, Duplicates
from gomobile.client.resources.imports import AsyncImports, Imports
from gomobile.client.resources.merges import AsyncMerges, Merges
from gomobile.client.resources.methods import Awaiting, Blocking, Noun, method
from gomobile.client.resources.suppressions import AsyncSuppressions, Suppressions
from gomobile.client.resources.tags import AsyncTags, Tags
from gomobile.client.transport.config import make_config
from gomobile.client.transport.request import Response, make_request
from gomobile.client.transport.retry import RetryPolicy
from gomobile.client.transport.session import AsyncSession, Session
from gomobile.client.transport.steps import Steps

TIMEOUT_SECONDS = 60.0
MAX_RETRIES = 4


class ClientMethods(Noun):
    """What a client does itself."""

    @method
    def me(self) -> Steps[Me]:
        """Who the key is: the check that an integration makes first."""
        return self._ask(make_request("GET", "/users/me"), Me.from_json)

    @method
    def organization(self) -> Steps[Organization]:
        """The organization of the key, with the limits of its plan."""
        return self._ask(make_request("GET", "/organization"), Organization.from_json)

    @method
    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = NOT_GIVEN,
        headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[Response]:
        """Send any request, with the retries and errors of every other, and return the answer as it came.

        `path` is below `/api` and goes as it is: quote what is put into it.
        """
        request = make_request(
            method.upper(),
            "/" + path.lstrip("/"),
            params=params,
            json=json,
            headers=headers,
            idempotency_key=idempotency_key,
        )
        return self._send(request)


class Gomobile(ClientMethods, Blocking):
    """The service, for one API key. Threads may share a client; close it, or use it as a context manager.

        with Gomobile() as gomobile:
            print(gomobile.me().organization.name)

    api_key, base_url: from GOMOBILE_API_KEY and GOMOBILE_BASE_URL unless given
    timeout: seconds without a sign of life until a request fails; None waits for ever
    max_retries: attempts after the first, where repeating does no harm
    transport: of the HTTP library, for proxies, certificates or tests
    sleep: how waits are made
    """

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        *,
        timeout: float | None = TIMEOUT_SECONDS,
        max_retries: int = MAX_RETRIES,
        transport: httpx2.BaseTransport | None = None,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        config = make_config(api_key, base_url, timeout)
        super().__init__(Session(config, transport, sleep), RetryPolicy(max_retries))
        self.base_url = config.base_url
        self.contacts = Contacts(self._session, self._policy)
        self.attributes = Attributes(self._session, self._policy)
        self.audiences = Audiences(self._session, self._policy)
        self.imports = Imports(self._session, self._policy)
        self.api_keys = ApiKeys(self._session, self._policy)
        self.suppressions = Suppressions(self._session, self._policy)
        self.consents = Consents(self._session, self._policy)
        self.tags = Tags(self._session, self._policy)
        self.bulk_actions = BulkActions(self._session, self._policy)
        self.duplicates = Duplicates(self._session, self._policy)
        self.merges = Merges(self._session, self._policy)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"


class AsyncGomobile(ClientMethods, Awaiting):
    """The service, for asyncio; the arguments are those of Gomobile.

    async with AsyncGomobile() as gomobile:
        print((await gomobile.me()).organization.name)
    """

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        *,
        timeout: float | None = TIMEOUT_SECONDS,
        max_retries: int = MAX_RETRIES,
        transport: httpx2.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[object]] | None = None,
    ) -> None:
        config = make_config(api_key, base_url, timeout)
        super().__init__(AsyncSession(config, transport, sleep), RetryPolicy(max_retries))
        self.base_url = config.base_url
        self.contacts = AsyncContacts(self._session, self._policy)
        self.attributes = AsyncAttributes(self._session, self._policy)
        self.audiences = AsyncAudiences(self._session, self._policy)
        self.imports = AsyncImports(self._session, self._policy)
        self.api_keys = AsyncApiKeys(self._session, self._policy)
        self.suppressions = AsyncSuppressions(self._session, self._policy)
        self.consents = AsyncConsents(self._session, self._policy)
        self.tags = AsyncTags(self._session, self._policy)
        self.bulk_actions = AsyncBulkActions(self._session, self._policy)
        self.duplicates = AsyncDuplicates(self._session, self._policy)
        self.merges = AsyncMerges(self._session, self._policy)

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"
