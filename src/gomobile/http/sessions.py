"""The cookie of people who signed in, and the guard against requests that other sites make with it."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from starlette.requests import Request

from gomobile.errors import Conflict, Forbidden
from gomobile.settings import Settings

COOKIE = "gomobile_session"
#: The cookie of who stays signed in; the session itself may end earlier.
_KEPT_SECONDS = 90 * 24 * 3600
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class CrossSiteRequest(Forbidden):
    """This must come from the app itself: from its own address, with the header `X-Requested-With: gomobile`."""

    code = "CROSS_SITE_REQUEST"


class OrganizationChanged(Conflict):
    """Another organization was chosen since, in another window; nothing was done. Load this page again."""

    code = "ORGANIZATION_CHANGED"


def session_token(request: Request) -> str | None:
    """The secret in the cookie."""
    return request.cookies.get(COOKIE) or None


def cookie(token: str, request: Request, settings: Settings, *, keep: bool) -> str:
    """The Set-Cookie header that begins a session; the browser forgets it when it closes unless `keep`."""
    return _cookie(token, request, settings) + (f"; Max-Age={_KEPT_SECONDS}" if keep else "")


def cleared(request: Request, settings: Settings) -> str:
    """The Set-Cookie header that ends a session."""
    return _cookie("", request, settings) + "; Max-Age=0"


def check_origin(request: Request, settings: Settings) -> None:
    """Raise CrossSiteRequest where the browser says that another site makes this request.

    Browsers send `Origin` with whatever changes something, and `Sec-Fetch-Site` over https and on this machine.
    """
    if request.method in _SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if (site is not None and site != "same-origin") or (
        origin is not None and _host(origin) not in _own_hosts(request, settings)
    ):
        raise CrossSiteRequest


def check_session_request(request: Request, settings: Settings) -> None:
    """The same for a request with a session, which must also carry a header that no other site can send unasked."""
    if request.method in _SAFE:
        return
    check_origin(request, settings)
    if request.headers.get("x-requested-with", "").lower() != "gomobile":
        raise CrossSiteRequest
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("", "application/json", "multipart/form-data") and not kind.endswith("+json"):
        raise CrossSiteRequest


def check_organization(request: Request, organization_id: UUID) -> None:
    """Raise OrganizationChanged where the page says with `X-Organization`, or a link with `?organization=`, that it was
    made for another organization than the session looks at: a window that was left open must neither write into the one
    chosen in a second window nor fetch its contacts.
    """
    given = request.headers.get("x-organization") or request.query_params.get("organization")
    if given is not None and given.lower() != str(organization_id):
        raise OrganizationChanged


def base_url(request: Request, settings: Settings) -> str:
    """The address that the asker reaches the service at, for links shown to them and to nobody else."""
    return settings.public_url or str(request.base_url).rstrip("/")


def _cookie(value: str, request: Request, settings: Settings) -> str:
    secure = request.url.scheme == "https" or (settings.public_url or "").startswith("https:")
    return f"{COOKIE}={value}; Path=/; HttpOnly; SameSite=Strict" + ("; Secure" if secure else "")


def _own_hosts(request: Request, settings: Settings) -> set[str]:
    hosts = {_host(f"{request.url.scheme}://{request.headers.get('host', '')}")}
    if settings.public_url:
        hosts.add(_host(settings.public_url))
    return hosts - {""}


def _host(url: str) -> str:
    """Host and port, without the port that is usual; empty for `null`, the origin of a page that has none."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return ""
    return f"{parts.hostname}:{port}" if parts.hostname else ""
