"""Headers that keep an answer to who asked for it: browsers guess no type, frame nothing, and keep nothing of the API.

What a route sets itself stays.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import Scope

_ALWAYS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}
_API = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_DOCS = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_YEAR = "max-age=31536000"


def guard(headers: MutableHeaders, scope: Scope) -> None:
    """Add the headers of an answer to this request."""
    for name, value in _ALWAYS.items():
        headers.setdefault(name, value)
    path = scope["path"]
    if path == "/api" or path.startswith("/api/"):
        is_docs = path in ("/api/docs", "/api/docs/oauth2-redirect")
        headers.setdefault("Content-Security-Policy", _DOCS if is_docs else _API)
        if not path.startswith("/api/docs-assets/"):
            # Personal data, and who signs out on a shared machine leaves nothing to go back to.
            headers.setdefault("Cache-Control", "no-store")
    settings = getattr(getattr(scope.get("app"), "state", None), "settings", None)
    if scope["scheme"] == "https" and settings is not None and (settings.public_url or "").startswith("https:"):
        headers.setdefault("Strict-Transport-Security", _YEAR)
