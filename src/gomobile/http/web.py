"""The web app: built files, and its page at every address that is not the API's.

`scripts/web.py` builds the files into `web_dist/` of this package. Names under `/assets/` carry a hash of their
content and are kept by browsers for good; the page itself is asked for each time, and gets a Content-Security-Policy
with a nonce of its own (CSP level 3, https://www.w3.org/TR/CSP3/): nothing but this server's files runs or is fetched.
"""

from __future__ import annotations

import mimetypes
import secrets
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

DIST = Path(__file__).resolve().parents[1] / "web_dist"

_NONCE = "__CSP_NONCE__"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_FOR_GOOD = "public, max-age=31536000, immutable"
_NOT_BUILT = (
    "The web app is not built in this installation. In a source checkout run `make setup`, then start gomobile again;"
    " the HTTP API at /api works without it.\n"
)


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    packed: bytes | None
    media_type: str
    cache: str


class WebApp:
    """Pure ASGI: answers GET of every address outside `/api` with a file of the web app, else with its page."""

    def __init__(self, app: ASGIApp, folder: Path = DIST) -> None:
        self.app = app
        self.files = _read(folder)
        self.page = self.files.pop("index.html", None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or _is_api(scope["path"]):
            await self.app(scope, receive, send)
            return
        await self._answer(scope["path"].lstrip("/"), Request(scope))(scope, receive, send)

    def _answer(self, path: str, request: Request) -> Response:
        if (file := self.files.get(path)) is not None:
            return _file_answer(file, request)
        if path.startswith("assets/"):  # of a version that is gone: the page in its place would not be a script
            return PlainTextResponse("Not found.\n", status_code=404, headers={"Cache-Control": "no-store"})
        if self.page is None:
            return PlainTextResponse(_NOT_BUILT, status_code=503)
        nonce = secrets.token_urlsafe(16)
        headers = {**_HEADERS, "Content-Security-Policy": _POLICY.format(nonce=nonce), "Cache-Control": "no-store"}
        return HTMLResponse(self.page.content.decode().replace(_NONCE, nonce), headers=headers)


def _is_api(path: str) -> bool:
    return path == "/api" or path.startswith("/api/")


def _file_answer(file: _File, request: Request) -> Response:
    headers = {**_HEADERS, "Cache-Control": file.cache, "Vary": "Accept-Encoding"}
    content = file.content
    if file.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        content = file.packed
        headers["Content-Encoding"] = "gzip"
    return Response(content, media_type=file.media_type, headers=headers)


def _read(folder: Path) -> dict[str, _File]:
    """Every file by its address: a few megabytes, read once, so that no path of a request touches the disk."""
    found = {}
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_dir() or path.suffix == ".gz":
            continue
        name = path.relative_to(folder).as_posix()
        packed = path.with_name(path.name + ".gz")
        found[name] = _File(
            content=path.read_bytes(),
            packed=packed.read_bytes() if packed.exists() else None,
            media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
            cache=_FOR_GOOD if name.startswith("assets/") else "no-cache",
        )
    return found
