"""The one place where the HTTP service is assembled."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi_offline import FastAPIOffline

from gomobile import __version__
from gomobile.accounts.routes import router as accounts
from gomobile.assembly import connect_nouns
from gomobile.attributes.routes import router as attributes
from gomobile.audiences.member_routes import router as audience_members
from gomobile.audiences.preview_routes import router as audience_preview
from gomobile.audiences.refresh_routes import router as audience_refresh
from gomobile.audiences.routes import router as audiences
from gomobile.audit.routes import router as audit
from gomobile.bulk.routes import router as bulk
from gomobile.calls.routes import router as calls
from gomobile.changes.routes import router as changes
from gomobile.contacts.phone_routes import router as phones
from gomobile.contacts.routes import router as contacts
from gomobile.db.pool import Database
from gomobile.demo.routes import router as demo
from gomobile.events.hub import Hub
from gomobile.events.routes import router as events
from gomobile.exports.routes import audience_router as audience_export
from gomobile.exports.routes import router as exports
from gomobile.home.routes import router as home
from gomobile.http import errors, health
from gomobile.http.middleware import RequestLog
from gomobile.http.web import WebApp
from gomobile.imports.ingestion_routes import router as ingestion
from gomobile.imports.problem_routes import router as import_problems
from gomobile.imports.routes import router as imports
from gomobile.imports.source_routes import router as import_sources
from gomobile.people.actor_routes import router as actors
from gomobile.people.link_routes import router as links
from gomobile.people.me_routes import router as me
from gomobile.people.routes import router as people
from gomobile.people.sign_in_routes import router as sign_in
from gomobile.policies.routes import router as policies
from gomobile.privacy.consent_routes import router as consent
from gomobile.privacy.erasure_routes import router as erasure
from gomobile.privacy.suppression_routes import router as suppression
from gomobile.quality.duplicate_routes import router as duplicates
from gomobile.quality.hygiene_routes import router as hygiene
from gomobile.quality.merge_routes import router as merges
from gomobile.quality.routes import router as quality
from gomobile.settings import Settings
from gomobile.tags.routes import router as tags
from gomobile.views.routes import router as views
from gomobile.works.routes import router as works

DESCRIPTION = """
The contact platform for organizations that call people. Send an API key in `X-API-Key`.

Lists answer `{data, meta}`; errors `{code, fieldErrors, fieldDetails, statusCode, message, error, timestamp, path}`.
"""

# Literal paths before `/contact/{id}`: a route is matched in the order of inclusion.
NOUNS = (
    health.router, sign_in, links, me, people, actors, accounts, attributes, changes, exports, ingestion, imports,
    import_sources, import_problems, tags, bulk, audience_preview, audiences, audience_members, audience_refresh,
    audience_export,
    calls, quality, duplicates, merges, hygiene, suppression, consent, erasure, audit, policies, works, events, home,
    views, demo, contacts, phones,
)  # fmt: skip


def create_app(database: Database, settings: Settings) -> FastAPI:
    """The service over an open database."""
    # The reference page with its scripts from this server: it works without the internet and tells nobody of its use.
    app = FastAPIOffline(
        title="gomobile",
        version=__version__,
        description=DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url="/api/docs",
        redoc_url=None,
        static_url="/api/docs-assets",
        separate_input_output_schemas=False,
    )
    give(app, database, settings)
    errors.install(app)
    api = APIRouter(prefix="/api")
    for noun in NOUNS:
        api.include_router(noun)
    app.include_router(api)
    app.add_middleware(WebApp)
    app.add_middleware(RequestLog)
    app.openapi = _with_errors(app)  # type: ignore[method-assign]
    return app


def give(app: FastAPI, database: Database, settings: Settings) -> None:
    """What the service works with. Tests give one application a database each: making it takes half a second, and the
    framework keeps each one for good, 13 MB.
    """
    connect_nouns()
    app.state.database = database
    app.state.settings = settings
    app.state.live = Hub(database)


def _with_errors(app: FastAPI) -> Any:
    """Describe the error body once, for every operation, in place of the framework's own 422."""
    build = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema:
            return app.openapi_schema
        schema = build()
        schemas = schema.setdefault("components", {}).setdefault("schemas", {})
        schemas["Error"] = ERROR_SCHEMA
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        for component in schemas.values():
            for described in component.get("properties", {}).values():
                described.pop("title", None)  # the key again, such as "Createdat"
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["responses"].pop("422", None)
                operation["responses"]["default"] = {
                    "description": "Any error.",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
                }
        return schema

    return openapi


ERROR_SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Error",
    "required": ["code", "statusCode", "message", "error", "timestamp", "path"],
    "properties": {
        "code": {"type": "string", "description": "Stable; branch on this."},
        "fieldErrors": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "fieldDetails": {
            "type": "object",
            "additionalProperties": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"code": {"type": "string"}, "params": {"type": "object"}},
                },
            },
        },
        "statusCode": {"type": "integer"},
        "message": {"type": "string"},
        "error": {"type": "string"},
        "timestamp": {"type": "string", "format": "date-time"},
        "path": {"type": "string"},
        "requestId": {"type": ["string", "null"]},
        "params": {"type": "object", "description": "Facts of this error, such as existingContactId."},
    },
}
