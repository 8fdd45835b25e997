"""Whether the service lives, is ready, and how it does."""

from __future__ import annotations

from typing import Literal

import psycopg
from fastapi import APIRouter, Request
from typing_extensions import TypedDict

from gomobile import __version__
from gomobile.db.migrate import pending
from gomobile.errors import AppError
from gomobile.http.answers import also
from gomobile.http.json import Answer, json_response

router = APIRouter(tags=["health"])


ReadyStatus = Literal["ok", "unavailable"]
DatabaseStatus = Literal["ok", "unreachable", "migrations pending"]


class Health(TypedDict):
    """The process answers."""

    status: Literal["ok"]
    version: str


class Ready(TypedDict):
    """Whether the database answers and has the schema of this version."""

    status: ReadyStatus
    database: DatabaseStatus
    version: str


@router.get("/health")
async def health() -> Health:
    """The process answers."""
    return {"status": "ok", "version": __version__}


@router.get("/ready", response_model=Ready, responses=also(503, Ready, "Not ready."))
def ready(request: Request) -> Answer[Ready]:
    """The database answers and has the schema of this version; 503 otherwise."""
    try:
        with request.app.state.database.transaction() as conn:
            waiting = pending(conn)
    except (psycopg.Error, AppError):
        return _ready("unavailable", "unreachable")
    return _ready("unavailable", "migrations pending") if waiting else _ready("ok", "ok")


def _ready(status: ReadyStatus, database: DatabaseStatus) -> Answer[Ready]:
    found: Ready = {"status": status, "database": database, "version": __version__}
    return json_response(found, status=200 if status == "ok" else 503)
