"""Whether an answer is what OpenAPI says of it: a key that is not described is an error."""

from __future__ import annotations

import functools
import re
from typing import Any

import jsonschema_rs
import orjson
from scripts.reference.api import describe
from starlette.testclient import TestClient

JSON = "application/json"
Schema = dict[str, Any]


class DescribedClient(TestClient):
    """A client that fails a test whose answer is not as described."""

    def request(self, method: str, url: Any, **options: Any) -> Any:  # type: ignore[override]
        answer = super().request(method, url, **options)
        path = answer.request.url.path
        check(method, path, answer.status_code, answer.headers.get("content-type", ""), answer.content)
        return answer


def check(method: str, path: str, status: int, content_type: str, body: bytes) -> None:
    """Raise AssertionError where an answer is not as described. What is no operation of the API is let pass."""
    template = operation_of(method.lower(), path)
    if template is None:
        return
    described = responses(method.lower(), template)
    where = f"{method} {path} answered {status}"
    key = str(status) if str(status) in described else "default"
    assert key != "default" or status >= 400, f"{where}, which is not described: {sorted(described)}"
    content = described[key].get("content", {})
    media = content_type.partition(";")[0]
    assert media in content or not (body or content), f"{where} with {media}, which is not described: {[*content]}"
    if media == JSON:
        for error in validator(method.lower(), template, key).iter_errors(orjson.loads(body)):
            at = ".".join(str(part) for part in error.instance_path)
            raise AssertionError(f"{where}, at {at!r} not as described: {error.message}\n{body[:2_000].decode()}")


@functools.cache
def document() -> Schema:
    """The OpenAPI document of the service."""
    return describe().openapi()


@functools.cache
def closed() -> Schema:
    """The document with every object closed: it has the described keys and no others."""
    return _closed(document())


def _closed(part: Any) -> Any:
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {name: _closed(one) for name, one in part.items()}
    if isinstance(part.get("properties"), dict) and part.get("type") == "object":
        found.setdefault("additionalProperties", False)
    return found


@functools.cache
def _templates() -> list[tuple[str, re.Pattern[str]]]:
    """The paths in the order in which the service matches them."""
    return [(path, re.compile(re.sub(r"\{\w+\}", "[^/]+", path))) for path in document()["paths"]]


def operation_of(method: str, path: str) -> str | None:
    """The path, with its parameters, of the operation that answers a request."""
    for template, pattern in _templates():
        if method in document()["paths"][template] and pattern.fullmatch(path):
            return template
    return None


def responses(method: str, template: str) -> Schema:
    """By status, what an operation answers; `default` is an error."""
    return document()["paths"][template][method]["responses"]


@functools.cache
def validator(method: str, template: str, status: str) -> Any:
    """What tells whether a JSON text is what an operation answers with this status."""
    response = closed()["paths"][template][method]["responses"][status]
    schema = {**response["content"][JSON]["schema"], "components": closed()["components"]}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
