"""A service that answers by script."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx2

from gomobile.client import AsyncGomobile, Gomobile

Answer = httpx2.Response | Exception


@dataclass
class Script:
    """Answers to give, in order; what was asked and how long was slept is kept."""

    answers: list[Answer]
    requests: list[httpx2.Request] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def client(self, **options: Any) -> Gomobile:
        """The blocking client against this script."""
        transport = httpx2.MockTransport(self)
        return Gomobile("gm_sk_live_test", transport=transport, sleep=self.slept.append, **options)

    def async_client(self, **options: Any) -> AsyncGomobile:
        """The asynchronous client against this script."""

        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)

        transport = httpx2.MockTransport(self)
        return AsyncGomobile("gm_sk_live_test", transport=transport, sleep=sleep, **options)


def answer(status: int = 200, json: Any = None, **headers: str) -> httpx2.Response:
    """An answer of the service; `retry_after="1"` is the header Retry-After."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, json=json, headers=named)


def refusal(status: int, code: str, headers: dict[str, str] | None = None, **body: Any) -> httpx2.Response:
    """An error body of the service."""
    shown = {"code": code, "statusCode": status, "message": f"{code} happened.", "requestId": "req-1", **body}
    return httpx2.Response(status, json=shown, headers=headers or {})


ME = {
    "id": "k1",
    "firstName": "main",
    "role": "admin",
    "organization": {"id": "o1", "name": "Acme", "slug": "acme"},
}


def script(*answers: Answer) -> Script:
    """A service that gives these answers, in order."""
    return Script(list(answers))
