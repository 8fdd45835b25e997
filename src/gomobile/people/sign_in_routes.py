"""`/auth`: signing in and out, and where one is signed in."""

from __future__ import annotations

from uuid import UUID

from gomobile.http.call import Call, OpenVisit, PersonCall, Visit
from gomobile.http.call import router as make_router
from gomobile.http.sessions import cleared, cookie
from gomobile.people import answers, service, sessions, signing_in
from gomobile.people.presenter import session_json, signed_in_json
from gomobile.people.schemas import OrganizationChoice, SignIn
from gomobile.people.sessions import Device, NewSession

router = make_router("/auth", "sign-in")


@router.post("/sign-in")
def sign_in(visit: OpenVisit, body: SignIn) -> answers.SignedIn:
    """Sign in with e-mail and password; the answer sets the cookie of the session. Needs no key.

    `CODE_REQUIRED`: repeat it with the `code` that the authenticator app shows. Attempts that fail are answered ever
    later: 429 with `Retry-After`.
    """
    begun = signing_in.sign_in(
        visit.database,
        body.email,
        body.password,
        device_of(visit),
        code=body.code,
        keep=body.keep,
        request_id=visit.request_id,
    )
    return entered(visit, begun, keep=body.keep)


@router.get("/session")
def get_session(call: PersonCall) -> answers.SignedIn:
    """Who is signed in, in which organization, and as what; 401 when nobody is."""
    return _shown(call)


@router.post("/organization")
def choose_organization(call: PersonCall, body: OrganizationChoice) -> answers.SignedIn:
    """Look at another organization of one's own: every request of this session is about it from then on."""
    call.caller = sessions.choose(call.conn, call.caller, body.organizationId)
    return _shown(call)


@router.post("/sign-out", status_code=204)
def sign_out(call: PersonCall) -> None:
    """End this session."""
    assert call.caller.session_id is not None
    sessions.end(call.conn, call.caller.id, call.caller.session_id)
    call.cookies.append(cleared(call.request, call.settings))


@router.post("/sign-out-everywhere")
def sign_out_everywhere(call: PersonCall) -> answers.Ended:
    """End every session of oneself, this one too."""
    ended = sessions.end_all(call.conn, call.caller.id)
    call.cookies.append(cleared(call.request, call.settings))
    call.audit("person.signed_out_everywhere", "person", call.caller.id, after={"sessions": ended})
    return {"ended": ended}


@router.get("/sessions")
def list_sessions(call: PersonCall) -> answers.Sessions:
    """Where one is signed in, used last first."""
    found = sessions.of_person(call.conn, call.caller.id)
    return {"data": [session_json(one, call.caller.session_id) for one in found]}


@router.delete("/sessions/{id}", status_code=204)
def end_session(call: PersonCall, id: UUID) -> None:
    """End one session of oneself."""
    sessions.end(call.conn, call.caller.id, id)
    if id == call.caller.session_id:
        call.cookies.append(cleared(call.request, call.settings))


def device_of(visit: Visit | Call) -> Device:
    """Where a request came from."""
    return Device(visit.address, visit.request.headers.get("user-agent"))


def entered(visit: Visit, begun: NewSession, *, keep: bool) -> answers.SignedIn:
    """Set the cookie of a session just begun, and say who is signed in."""
    visit.cookies.append(cookie(begun.token, visit.request, visit.settings, keep=keep))
    with visit.database.transaction() as conn:
        caller = sessions.authenticate(conn, begun.token)
        return signed_in_json(caller, service.person(conn, caller.id), service.belongings(conn, caller.id))


def _shown(call: Call) -> answers.SignedIn:
    caller = call.caller
    return signed_in_json(caller, service.person(call.conn, caller.id), service.belongings(call.conn, caller.id))
