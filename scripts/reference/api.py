"""`docs/reference/api.md` and `openapi.json`: every route of the HTTP API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from gomobile.accounts.plans import PLANS
from gomobile.db.pool import Database
from gomobile.http.app import create_app
from gomobile.settings import Settings
from scripts.reference.markdown import code, page, paragraph, table
from scripts.reference.objects import answered

_BOUNDS = (("minLength", "maxLength", " characters"), ("minItems", "maxItems", " items"), ("minimum", "maximum", ""))
METHODS = ("get", "post", "put", "patch", "delete")

INTRODUCTION = """
The base address is that of the service plus `/api`, for example `http://127.0.0.1:8000/api`. A running service shows
the same reference, to try it out, at `/api/docs`, and the machine-readable description at `/api/openapi.json`; it is
also [openapi.json](openapi.json). What answers are made of: [objects](objects.md); some of them: [answers](answers.md).

**Key.** Send an API key in the header `X-API-Key`, or as `Authorization: Bearer <key>`. A key belongs to one
organization and has a role: `agent`, `manager` or `admin`, each of which may do what the one before it may. Another
organization's ids are answered with 404, as if they did not exist.

**People** who signed in have a session in the cookie `gomobile_session` in place of a key, and send
`X-Requested-With: gomobile` with whatever changes something: [people](../guide/people.md). They may also be `owner`.

**Lists** answer `{"data": […], "meta": {…}}`. `meta` has `page`, `limit`, `total`, `totalPages`, `hasNextPage`,
`hasPreviousPage` and `nextCursor`. Pass `nextCursor` as `cursor` to read on at constant cost, however far.

**Errors** have one body and stable codes: [error codes](errors.md). A value outside a documented limit is refused with
400, never cut to fit. Unknown properties of a body are refused.

**Idempotency.** Every POST takes `Idempotency-Key` (1 to 255 characters). The same request with the same key within 24
hours is done once; the second answer is the first one, with the header `Idempotent-Replayed: true`.

**Versions.** Answers that show one contact or attribute carry an `ETag`. Send it back in `If-Match` with a change, and
the change is refused with 412 when somebody else was faster.
"""


def describe() -> FastAPI:
    """The service without a database: enough to say what it serves."""
    return create_app(cast("Database", None), Settings(data_dir=Path("/nowhere")))


def roles(app: FastAPI) -> dict[tuple[str, str], str | None]:
    """(method, path) of each route of the API → the role that it needs; None when it needs no key."""
    found: dict[tuple[str, str], str | None] = {}
    for route in iter_route_contexts(app.routes):
        if not hasattr(route, "dependant") or not route.include_in_schema:
            continue
        needed = [role for one in route.dependant.dependencies if (role := getattr(one.call, "role", None))]
        for method in route.methods or ():
            found[method.lower(), cast("str", route.path)] = needed[0] if needed else None
    return found


def openapi_json() -> str:
    """The OpenAPI document in a stable order."""
    return json.dumps(describe().openapi(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def api_page() -> str:
    """The page."""
    app = describe()
    document = app.openapi()
    needed = roles(app)
    by_tag: dict[str, list[str]] = {}
    for path, operations in document["paths"].items():
        for methods, operation in _alike(operations):
            role = needed[methods[0], path]
            by_tag.setdefault(operation["tags"][0], []).extend(_operation(document, methods, path, operation, role))
    parts = [part for tag, found in by_tag.items() for part in (f"## {tag.capitalize()}", *found)]
    return page("HTTP API", INTRODUCTION, _limits(), *parts)


def _limits() -> str:
    rows = [
        (code(plan.name), f"{plan.requests_per_second:,}", f"{plan.bulk_per_second:,}", f"{plan.bulk_contacts:,}")
        for plan in PLANS.values()
    ]
    head = ["Plan", "Requests per second", "Bulk requests per second", "Contacts per bulk request"]
    text = (
        "**Limits** count the requests of an organization, whichever key and process they come through. Each answer has"
        " `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` (Unix seconds). One request too many is"
        " answered with 429 and `Retry-After`."
    )
    return f"{text}\n\n{table(head, rows)}"


def _alike(operations: dict[str, Any]) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """The operations of a path; those that do the same (PUT and PATCH) together."""
    groups: list[tuple[list[str], dict[str, Any]]] = []
    for method in METHODS:
        if (operation := operations.get(method)) is None:
            continue
        for methods, other in groups:
            if other["summary"] == operation["summary"] and other.get("description") == operation.get("description"):
                methods.append(method)
                break
        else:
            groups.append(([method], operation))
    yield from groups


def _operation(
    document: dict[str, Any], methods: list[str], path: str, operation: dict[str, Any], role: str | None
) -> Iterator[str]:
    yield f"### {', '.join(method.upper() for method in methods)} {path}"
    yield paragraph(operation.get("description", ""))
    yield f"Role: {code(role)}." if role else "Needs no key."
    parameters = [
        (
            code(one["name"]),
            one["in"],
            _type(document, one["schema"]),
            _default(one["schema"]),
            one.get("description", ""),
        )
        for one in operation.get("parameters", [])
    ]
    yield table(["Parameter", "In", "Type", "Default", "Meaning"], parameters)
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"Body ({code(media)}):"
        yield table(["Field", "Type", "Required", "Default", "Meaning"], _fields(document, content["schema"]))
    successes = {status: answered(found) for status, found in operation["responses"].items() if status != "default"}
    yield "Success: " + "; ".join(f"{status}, {what}" if what else status for status, what in successes.items()) + "."


def _fields(document: dict[str, Any], schema: dict[str, Any]) -> list[tuple[str, ...]]:
    schema = _resolved(document, schema)
    required = schema.get("required", [])
    return [
        (
            code(name),
            _type(document, field),
            "yes" if name in required else "",
            _default(field),
            field.get("description", ""),
        )
        for name, field in schema.get("properties", {}).items()
    ]


def _type(document: dict[str, Any], schema: dict[str, Any]) -> str:
    """A schema in a few words: `text, at most 64 characters`, `list of …`, `null`."""
    if "$ref" in schema:
        found = _resolved(document, schema)
        if found.get("type") == "object":
            inside = "; ".join(f"{name}: {_type(document, field)}" for name, field in found["properties"].items())
            return f"object {{{inside}}}" if len(inside) < 400 else f"object ({schema['$ref'].rpartition('/')[2]})"
        return _type(document, found)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(_type(document, one) for one in schema[key]))
    if "enum" in schema:
        return ", ".join(code(json.dumps(value, ensure_ascii=False).strip('"')) for value in schema["enum"])
    if "const" in schema:
        return code(schema["const"])
    words = {"string": "text", "integer": "whole number", "boolean": "true or false", "array": "list", "null": "null"}
    kind = schema.get("type", "any")
    text = {"uuid": "UUID", "date-time": "date and time", "binary": "file"}.get(schema.get("format", ""), "")
    if schema.get("contentMediaType") == "application/octet-stream":
        text = "file"
    text = text or words.get(kind, kind)
    if kind == "array":
        text = f"list of {_type(document, schema['items'])}" if schema.get("items") else "list"
    return text + _bounds(schema)


def _bounds(schema: dict[str, Any]) -> str:
    found = []
    for low, high, unit in _BOUNDS:
        least, most = (None if key not in schema else int(schema[key]) for key in (low, high))
        shown = unit.removesuffix("s") if (most or least) == 1 else unit
        if least is not None and most is not None:
            found.append(f"{least:,} to {most:,}{shown}" if least != most else f"{least:,}{shown}")
        elif most is not None:
            found.append(f"at most {most:,}{shown}")
        elif least is not None:
            found.append(f"at least {least:,}{shown}")
    if "pattern" in schema:
        found.append(f"matching {code(schema['pattern'])}")
    return "".join(f", {one}" for one in found)


def _default(schema: dict[str, Any]) -> str:
    value = schema.get("default")
    return code(json.dumps(value, ensure_ascii=False).strip('"')) if value is not None else ""


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Any = document
    for part in schema["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return found
