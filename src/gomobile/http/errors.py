"""The one renderer of error bodies, in the shape of the published API."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import psycopg
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from gomobile.clock import iso, now
from gomobile.errors import AppError, FieldError, InvalidInput, Unavailable
from gomobile.http.json import json_response

log = structlog.get_logger("gomobile.http")

# pydantic's error types as the codes of the published API; `ctx` keys become `params`.
PYDANTIC_CODES: dict[str, tuple[str, dict[str, str]]] = {
    "missing": ("required", {}),
    "string_too_short": ("minLength", {"min_length": "min"}),
    "string_too_long": ("maxLength", {"max_length": "max"}),
    "too_short": ("minItems", {"min_length": "min"}),
    "too_long": ("maxItems", {"max_length": "max"}),
    "extra_forbidden": ("unknownProperty", {}),
    "literal_error": ("enum", {"expected": "expected"}),
    "enum": ("enum", {"expected": "expected"}),
    "greater_than_equal": ("min", {"ge": "min"}),
    "greater_than": ("min", {"gt": "min"}),
    "less_than_equal": ("max", {"le": "max"}),
    "less_than": ("max", {"lt": "max"}),
    "string_pattern_mismatch": ("format", {}),
    "uuid_parsing": ("format", {}),
    "timezone_aware": ("format", {}),
    "json_invalid": ("json", {}),
}


def field_errors(errors: Iterable[Any]) -> list[FieldError]:
    """Turn pydantic's errors into ours: a dotted path without `body`/`query`, a code, parameters and the message."""
    found = []
    for error in errors:
        where = [str(part) for part in error["loc"] if part not in ("body", "query", "path", "header")]
        kind = error["type"]
        code, names = PYDANTIC_CODES.get(kind, ("format" if "pars" in kind or "value_error" in kind else "type", {}))
        context = error.get("ctx") or {}
        params = {ours: context[theirs] for theirs, ours in names.items() if theirs in context}
        message = "This property is not known." if code == "unknownProperty" else error["msg"]
        if code == "json":
            where, message = [], f"The body is not valid JSON: {context.get('error', 'it is cut short')}."
        found.append(FieldError(".".join(where) or "body", code, message.removeprefix("Value error, "), params))
    return found


def render(request: Request, error: AppError) -> Response:
    """The response for an error."""
    status = HTTPStatus(error.status)
    body: dict[str, Any] = {"code": error.code}
    if isinstance(error, InvalidInput):
        texts: dict[str, list[str]] = {}
        details: dict[str, list[dict[str, Any]]] = {}
        for problem in error.errors:
            texts.setdefault(problem.field, []).append(problem.message)
            details.setdefault(problem.field, []).append({"code": problem.code, "params": problem.params})
        body |= {"fieldErrors": texts, "fieldDetails": details}
    body |= {
        "statusCode": int(status),
        "message": error.message,
        "error": status.name,
        "timestamp": iso(now()),
        "path": request.url.path,
        "requestId": getattr(request.state, "request_id", None),
    }
    if error.params:
        body["params"] = error.params
    headers = {}
    if "retryAfter" in error.params:
        headers["Retry-After"] = str(error.params["retryAfter"])
    return json_response(body, status=int(status), headers=headers)


class _HttpError(AppError):
    """A route, method or body that the framework refuses."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.code = HTTPStatus(status).name  # type: ignore[misc]
        self.status = status  # type: ignore[misc]


_HTTP_MESSAGES = {
    404: "There is no such address; see /api/docs.",
    405: "This address does not take this method; see /api/docs.",
}


def install(app: FastAPI) -> None:
    """Register the handlers: every error leaves through `render`."""

    def app_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, AppError)
        if error.status >= 500:
            log.error("request failed", code=error.code, message=error.message, exc_info=error)
        return render(request, error)

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return render(request, InvalidInput(field_errors(error.errors())))

    def http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return render(request, _HttpError(error.status_code, _HTTP_MESSAGES.get(error.status_code, str(error.detail))))

    def unstorable(request: Request, error: Exception) -> Response:
        if "NUL" not in str(error):
            raise error
        text = "A text holds a NUL character, which cannot be stored; remove it."
        return render(request, InvalidInput.of("request", "invalidCharacter", text))

    def too_deep(request: Request, error: Exception) -> Response:
        # Where it ended is told, not the thousand lines on the way there.
        (end,) = traceback.extract_tb(error.__traceback__, limit=-1)
        log.warning("nested too deeply", file=end.filename, function=end.name)
        text = "The body is nested deeper than a few hundred levels; send it flatter."
        return render(request, InvalidInput.of("body", "maxDepth", text))

    def database_busy(request: Request, error: Exception) -> Response:
        log.error("database refused", error=type(error).__name__, exc_info=error)
        return render(request, Unavailable(retryAfter=1))

    app.add_exception_handler(AppError, app_error)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(psycopg.DataError, unstorable)
    app.add_exception_handler(RecursionError, too_deep)
    app.add_exception_handler(psycopg.OperationalError, database_busy)  # also what it ends: a deadlock, a long query
