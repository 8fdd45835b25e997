"""Whether the service lives, is ready, and how it does."""

from __future__ import annotations

import psycopg
from fastapi import APIRouter, Request
from starlette.responses import Response

from gomobile import __version__
from gomobile.db.migrate import pending
from gomobile.errors import AppError
from gomobile.http.json import json_response

router = APIRouter(tags=["health"])


@router.get("/health")
async def health() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok", "version": __version__}


@router.get("/ready")
def ready(request: Request) -> Response:
    """The database answers and has the schema of this version; 503 otherwise."""
    try:
        with request.app.state.database.transaction() as conn:
            waiting = pending(conn)
    except (psycopg.Error, AppError):
        return json_response({"status": "unavailable", "database": "unreachable"}, status=503)
    if waiting:
        return json_response({"status": "unavailable", "database": "migrations pending"}, status=503)
    return json_response({"status": "ok", "database": "ok", "version": __version__})
