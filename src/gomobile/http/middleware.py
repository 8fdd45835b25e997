"""A request id, one log line, the limit headers and metrics for each request."""

from __future__ import annotations

import os
import re
import time
import uuid

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gomobile.errors import AppError
from gomobile.http.errors import render
from gomobile.http.guarding import guard

log = structlog.get_logger("gomobile.http")

SHARED_METRICS = "PROMETHEUS_MULTIPROC_DIR"
"""What prometheus_client reads when it is imported: the folder in which processes share their figures."""

REQUESTS = Counter("gomobile_http_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram("gomobile_http_request_seconds", "Time to answer.", ["method", "route"])
# Made before anybody asks: a file of shared figures is unreadable while it is being made.
REQUESTS.labels("GET", "/health", 200)
SECONDS.labels("GET", "/health")
_GIVEN_ID = re.compile(r"^[A-Za-z0-9._-]{1,64}$")


def _metrics() -> bytes:
    """The figures of all HTTP processes, where `gomobile serve` started several and named where they keep them."""
    if SHARED_METRICS not in os.environ:
        return generate_latest()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return generate_latest(registry)


class RequestLog:
    """Pure ASGI, so that streamed answers stay streams."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"] == "/metrics":
            await Response(_metrics(), media_type=CONTENT_TYPE_LATEST)(scope, receive, send)
            return
        request = Request(scope)
        given = request.headers.get("x-request-id", "")
        request_id = given if _GIVEN_ID.match(given) else uuid.uuid4().hex
        request.state.request_id = request_id
        started = time.perf_counter()
        status = 500
        begun = False

        async def respond(message: Message) -> None:
            nonlocal status, begun
            if message["type"] == "http.response.start":
                begun = True
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                guard(headers, scope)
                for name, value in getattr(request.state, "limits", {}).items():
                    headers[name] = value
            await send(message)

        try:
            await self.app(scope, receive, respond)
        except Exception as error:
            log.exception("request crashed", request_id=request_id, error=type(error).__name__)
            if not begun:
                failure = AppError(f"Something went wrong on our side; report the request id {request_id}.")
                await render(request, failure)(scope, receive, respond)
        finally:
            seconds = time.perf_counter() - started
            route = getattr(scope.get("route"), "path", "unmatched")
            REQUESTS.labels(scope["method"], route, status).inc()
            SECONDS.labels(scope["method"], route).observe(seconds)
            log.info(
                "request",
                request_id=request_id,
                method=scope["method"],
                route=route,
                status=status,
                ms=round(seconds * 1000, 1),
                organization=getattr(request.state, "organization", None),
            )
