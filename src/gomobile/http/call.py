"""One authenticated request: who asks, with a key or a session, within which limits, in which transaction.

A route takes a `Call` parameter of the role it needs (`AgentCall`, `ManagerCall`, `AdminCall`) and is
registered on `router()`. The route then runs inside one transaction, committed when it returns, rolled back when
it raises, and repeated when PostgreSQL ended it in favour of another one; its return value is rendered as JSON
unless it is a Response already. A route that waits does so in `Call.apart`. A route for people alone takes a
`PersonCall`; one for who is not known yet takes an `OpenVisit`, and opens its transactions itself.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any, get_args, get_origin

from fastapi import APIRouter, Depends, Request
from fastapi.routing import APIRoute
from fastapi.security import APIKeyCookie, APIKeyHeader, HTTPBearer
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Caller, Role
from gomobile.accounts.plans import Bucket
from gomobile.audit import requests as audited
from gomobile.audit import service as audit
from gomobile.audit.entry import Entry, Facts
from gomobile.db.pool import Connection, Database
from gomobile.db.repeating import repeated
from gomobile.errors import AppError, Forbidden, TooManyRequests, Unauthorized
from gomobile.http import idempotency, sessions, strict
from gomobile.http.body import BESIDE_A_FILE, OF_A_CALLER, BoundedRequest
from gomobile.http.download import Download
from gomobile.http.json import Answer, json_response
from gomobile.people import service as people
from gomobile.settings import Settings

_API_KEY = APIKeyHeader(name="X-API-Key", auto_error=False, description="An API key of `gomobile key create`.")
_BEARER = HTTPBearer(auto_error=False, description="The same API key as a bearer token.")
_COOKIE = APIKeyCookie(name=sessions.COOKIE, auto_error=False, description="The session of who signed in.")


@dataclass(slots=True)
class Call:
    """An authenticated request. `conn` is the open transaction while the route runs."""

    caller: Caller
    database: Database
    settings: Settings
    request: Request
    body_hash: bytes
    # Fields of the answer that are shown this once: a repetition with the same Idempotency-Key is answered without.
    shown_once: tuple[str, ...] = ()
    # Set-Cookie headers of the answer.
    cookies: list[str] = field(default_factory=list)
    _conn: Connection | None = None
    _held: ExitStack = field(default_factory=ExitStack)
    _entries: list[Entry] = field(default_factory=list)

    @property
    def conn(self) -> Connection:
        """The transaction of this request."""
        assert self._conn is not None, "a Call has a transaction only while its route runs"
        return self._conn

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Commit what was done and give the connection back for as long as the block waits, or works on others: who
        held one while they take another would soon wait for each other. Another transaction goes on after it.
        """
        self._conn = None
        self._held.close()
        yield
        self._begin()

    def _begin(self) -> None:
        self._conn = self._held.enter_context(self.database.transaction())
        if (answer := idempotency.replay(self)) is not None:
            raise _Replayed(answer)

    @property
    def org_id(self) -> Any:
        """The tenant."""
        return self.caller.organization.id

    @property
    def request_id(self) -> str | None:
        """What the logs call this request."""
        return getattr(self.request.state, "request_id", None)

    @property
    def address(self) -> str | None:
        """The network address that the request came from."""
        return self.request.client.host if self.request.client else None

    def audit(
        self,
        action: str,
        subject_kind: str,
        subject_id: object,
        *,
        before: Facts | None = None,
        after: Facts | None = None,
    ) -> None:
        """Record this in the audit log when the route has returned, in place of what its address alone tells.

        No personal data: contacts by id, numbers by phone hash.
        """
        self._entries.append(Entry(action, subject_kind, str(subject_id), before, after))


class _Replayed(Exception):
    """This request was answered before, with `answer`."""

    def __init__(self, answer: Response) -> None:
        self.answer = answer


@dataclass(slots=True)
class Visit:
    """A request of somebody not known yet."""

    database: Database
    settings: Settings
    request: Request
    # Set-Cookie headers of the answer.
    cookies: list[str] = field(default_factory=list)

    @property
    def request_id(self) -> str | None:
        """What the logs call this request."""
        return getattr(self.request.state, "request_id", None)

    @property
    def address(self) -> str | None:
        """The network address that the request came from."""
        return self.request.client.host if self.request.client else None


def _secret(request: Request) -> str | None:
    """The API key that was sent; None for none."""
    given = request.headers.get("x-api-key")
    if given is None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        given = token.strip() if scheme.lower() == "bearer" else None
    return given


def _caller(conn: Connection, request: Request) -> Caller:
    """Who holds the key, or else the session, that was sent."""
    secret = _secret(request)
    if secret:
        return accounts.authenticate(conn, secret)
    token = sessions.session_token(request) if secret is None else None
    if token is None:
        raise Unauthorized("Sign in, or send an API key in the X-API-Key header, or as `Authorization: Bearer <key>`.")
    caller = people.authenticate(conn, token)
    sessions.check_session_request(request, request.app.state.settings)
    sessions.check_organization(request, caller.organization.id)
    return caller


def authenticated(request: Request, bucket: Bucket = "requests") -> Caller:
    """Who asks, counted against the limits of the organization; blocks while the database answers.

    Raises Unauthorized, CrossSiteRequest, OrganizationChanged or TooManyRequests.
    """
    database: Database = request.app.state.database
    with database.autocommit() as conn:
        caller = _caller(conn, request)
        usage = accounts.count_request(conn, caller.organization, bucket)
    request.state.limits = {
        "X-RateLimit-Limit": str(usage.limit),
        "X-RateLimit-Remaining": str(usage.remaining),
        "X-RateLimit-Reset": str(usage.reset),
    }
    request.state.organization = caller.organization.slug
    if usage.exceeded:
        raise TooManyRequests(
            f"More than {usage.limit} {'bulk ' if bucket == 'bulk' else ''}requests in one second on the plan"
            f" {caller.organization.plan}; wait as long as Retry-After says.",
            retryAfter=1,
        )
    return caller


def look_again(request: Request) -> Caller:
    """Who asks, in the midst of an answer that goes on for long: not counted, and no use of the key or the session, so
    that an open page keeps nobody signed in. Blocks while the database answers. Raises Unauthorized.
    """
    database: Database = request.app.state.database
    with database.autocommit() as conn, conn.transaction(force_rollback=True):
        return _caller(conn, request)


def allow(role: Role, bucket: Bucket = "requests", *, person: bool = False) -> Callable[..., Any]:
    """The dependency of a route that authenticates, counts the request and requires at least `role`, and with `person`
    somebody who signed in.
    """

    async def authenticate(request: Request) -> Caller:
        caller = await run_in_threadpool(authenticated, request, bucket)
        if not caller.may(role):
            who = f"the key {caller.name!r} has" if caller.kind == "key" else "you have"
            raise Forbidden(f"This needs the role {role}; {who} the role {caller.role}.")
        if person and caller.kind != "person":
            raise PersonRequired
        return caller

    async def call(
        request: Request,
        _key: Annotated[Any, Depends(_API_KEY)],
        _bearer: Annotated[Any, Depends(_BEARER)],
        _session: Annotated[Any, Depends(_COOKIE)],
    ) -> Call:
        caller: Caller = request.state.caller
        body_hash = b""
        if request.method == "POST" and "idempotency-key" in request.headers:
            assert isinstance(request, BoundedRequest)
            body_hash = await idempotency.fingerprint(request, _secret(request), caller.id)
        return Call(caller, request.app.state.database, request.app.state.settings, request, body_hash)

    call.role = role  # type: ignore[attr-defined]  # read by the test that tries every route with every role
    call.authenticate = authenticate  # type: ignore[attr-defined]  # done by TransactionalRoute
    return call


AgentCall = Annotated[Call, Depends(allow("agent"))]
ManagerCall = Annotated[Call, Depends(allow("manager"))]
AdminCall = Annotated[Call, Depends(allow("admin"))]
BulkCall = Annotated[Call, Depends(allow("agent", "bulk"))]
PersonCall = Annotated[Call, Depends(allow("agent", person=True))]


async def _visit(request: Request) -> Visit:
    settings: Settings = request.app.state.settings
    sessions.check_origin(request, settings)
    return Visit(request.app.state.database, settings, request)


OpenVisit = Annotated[Visit, Depends(_visit)]


class PersonRequired(Forbidden):
    """This is about the person who is signed in, which an API key is not."""

    code = "PERSON_REQUIRED"


class TransactionalRoute(APIRoute):
    """A route that runs in the transaction of its Call."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        parameters = inspect.signature(endpoint, eval_str=True).parameters
        status = options.get("status_code") or 200
        for name, parameter in parameters.items():
            if get_origin(parameter.annotation) is Annotated and parameter.annotation.__origin__ in (Call, Visit):
                wrap = _in_transaction if parameter.annotation.__origin__ is Call else _visiting
                endpoint = wrap(endpoint, name, status)
                break
        super().__init__(path, endpoint, **options)

    def get_route_handler(self) -> Callable[..., Any]:
        handler = super().get_route_handler()
        needed = [one.call for one in self.dependant.dependencies if hasattr(one.call, "authenticate")]
        known = strict.Known.of(self)

        async def handle(request: Request) -> Response:
            request = BoundedRequest(request.scope, request.receive)
            # Before the framework reads the body: nobody unknown makes the server keep a large file.
            for dependency in needed:
                request.state.caller = await dependency.authenticate(request)  # type: ignore[union-attr]
                request.most = _most(request, known)
            await known.check(request)
            if known.json:
                await request.body()  # here, since the framework calls whatever goes wrong with it bad JSON
            return await handler(request)

        return handle


def _most(request: Request, known: strict.Known) -> int:
    """How many bytes the body of somebody known may have."""
    if known.forms and request.headers.get("content-type", "").startswith(strict.FORM):
        settings: Settings = request.app.state.settings
        return settings.import_max_bytes + BESIDE_A_FILE
    return OF_A_CALLER


def router(prefix: str, tag: str) -> APIRouter:
    """A router whose routes are transactional."""
    return APIRouter(prefix=prefix, tags=[tag], route_class=TransactionalRoute)


def _in_transaction(endpoint: Callable[..., Any], name: str, status: int) -> Callable[..., Any]:
    @functools.wraps(endpoint)
    def run(**arguments: Any) -> Response:
        call: Call = arguments[name]
        return repeated(lambda: _answer(call, endpoint, arguments, status))

    return _described(run, endpoint)


def _visiting(endpoint: Callable[..., Any], name: str, status: int) -> Callable[..., Any]:
    @functools.wraps(endpoint)
    def run(**arguments: Any) -> Response:
        visit: Visit = arguments[name]
        return _rendered(endpoint(**arguments), status, visit.cookies)

    return _described(run, endpoint)


def _described(run: Callable[..., Any], endpoint: Callable[..., Any]) -> Callable[..., Any]:
    signature = inspect.signature(endpoint, eval_str=True)
    if get_origin(signature.return_annotation) is Answer:
        # FastAPI describes what a route returns: here what the response has in it.
        signature = signature.replace(return_annotation=get_args(signature.return_annotation)[0])
    run.__signature__ = signature  # type: ignore[attr-defined]
    return run


def _rendered(result: Any, status: int, cookies: list[str]) -> Response:
    response = result if isinstance(result, Response) else json_response(result, status=status)
    if response.status_code == 204:
        response = Response(status_code=204)
    for one in cookies:
        response.headers.append("Set-Cookie", one)
    return response


def _answer(call: Call, endpoint: Callable[..., Any], arguments: dict[str, Any], status: int) -> Response:
    call._entries.clear()
    call.cookies.clear()
    response: Response | None = None
    try:
        with call._held:
            call._begin()
            response = _rendered(endpoint(**arguments), status, call.cookies)
            idempotency.remember(call, response)
            # Last: appending holds the organization's chain until the transaction ends.
            _record(call, endpoint, arguments, response)
    except _Replayed as replayed:
        return replayed.answer
    except BaseException:
        if isinstance(response, Download):
            response.source.close()  # nobody will read it
        raise
    return response


def _record(call: Call, endpoint: Callable[..., Any], arguments: dict[str, Any], response: Response) -> None:
    request = call.request
    if not call._entries and response.status_code < 400:
        taken = request.scope["route"].dependant.query_params
        # As the route understood it: `dryRun=1` is true.
        given = {
            **request.query_params,
            **{one.alias: arguments[one.name] for one in taken if one.alias in request.query_params},
        }
        for value in arguments.values():
            if isinstance(value, BaseModel):
                given |= {name: getattr(value, name) for name in value.model_fields_set}
            elif isinstance(value, dict):
                given |= value
        entry = audited.describe(
            request.method,
            request.scope["route"].path,
            f"{endpoint.__module__.split('.')[1]}.{endpoint.__name__}",
            {name: arguments.get(name) for name in request.path_params},
            given,
            getattr(response, "body", None),
        )
        if entry is not None:
            call._entries.append(entry)
    audit.record_all(
        conn=call.conn, who=call.caller, entries=call._entries, address=call.address, request_id=call.request_id
    )


__all__ = [
    "AdminCall", "AgentCall", "AppError", "BulkCall", "Call", "ManagerCall", "OpenVisit", "PersonCall", "Visit",
    "allow", "authenticated", "router",
]  # fmt: skip
