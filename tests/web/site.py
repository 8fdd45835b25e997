"""A real gomobile with a demo organization and its owner, for tests in a real browser."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import dataclass

OWNER = ("Salma Tazi", "salma@example.com")
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Site:
    """Where it listens, and the cookie value of a session of its owner."""

    address: str
    session: str

    def call(self, method: str, path: str, body: object = None) -> object:
        """One request as the owner; returns the JSON of the answer."""
        answer = _request(self.address, method, path, body, self.session)
        with answer:
            text = answer.read()
        return json.loads(text) if text else None


def set_up(address: str, link: str) -> Site:
    """Make the owner through the link that the first start printed."""
    name, email = OWNER
    body = {"token": link.partition("#")[2], "name": name, "email": email, "password": PASSWORD, "locale": "en"}
    with _request(address, "POST", "/api/auth/links/use", body) as answer:
        cookies = answer.headers.get_all("Set-Cookie") or []
    session = next(one for one in cookies if one.startswith("gomobile_session="))
    return Site(address, session.split(";")[0].partition("=")[2])


def _request(address: str, method: str, path: str, body: object, session: str | None = None):
    headers = {"Content-Type": "application/json", "X-Requested-With": "gomobile", "Origin": address}
    if session is not None:
        headers["Cookie"] = f"gomobile_session={session}"
    data = None if body is None else json.dumps(body).encode()
    return urllib.request.urlopen(
        urllib.request.Request(f"{address}{path}", data=data, headers=headers, method=method), timeout=60
    )
