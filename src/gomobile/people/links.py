"""Links that let somebody in once: made, read and used."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection, Database
from gomobile.errors import FieldError, InvalidInput
from gomobile.people import link_rows, passwords, sessions, signing_in, store, using_codes
from gomobile.people.addresses import checked_email, email_key
from gomobile.people.errors import (
    CodeRequired,
    InvalidCode,
    InvalidCredentials,
    LinkExpired,
    LinkNotFound,
)
from gomobile.people.person import MAX_NAME, Link, Person
from gomobile.people.secrets import lookup, matches, new_token
from gomobile.people.sessions import Device, NewSession

SET_UP_LASTS = timedelta(days=7)
INVITATION_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=2)
#: A reset link that somebody hands over by hand takes longer to arrive than a mail.
HANDED_RESET_LASTS = timedelta(days=1)


def path(purpose: str, token: str) -> str:
    """Where a link leads, below the address of the service. The token is behind the #: browsers send it to nobody."""
    return f"/reset#{token}" if purpose == "reset" else f"/welcome#{token}"


def new_set_up_link(conn: Connection, org_id: UUID) -> str | None:
    """The token of a link to make the first owner; None when there is somebody already. Earlier ones are taken back."""
    store.lock_people(conn)
    if store.anybody(conn):
        return None
    link_rows.delete_set_ups(conn)
    made = new_token()
    link_rows.insert(
        conn, "set_up", SET_UP_LASTS, Actor("system"), token_hash=made.hash, organization_id=org_id, role="owner"
    )
    return made.token


def read(conn: Connection, token: str) -> tuple[Link, bool]:
    """What a link is for, and whether its e-mail address is of somebody known. Raises LinkNotFound or LinkExpired."""
    link = _find(conn, token)
    if link.purpose == "reset" and link.person_id is not None:
        return link, True
    return link, link.email_key is not None and store.find_person(conn, link.email_key) is not None


def use(
    database: Database,
    token: str,
    password: str,
    device: Device,
    *,
    name: str | None = None,
    email: str | None = None,
    locale: str | None = None,
    code: str | None = None,
    keep: bool = False,
    request_id: str | None = None,
) -> NewSession:
    """Do what a link is for and sign in; it cannot be used again.

    Raises LinkNotFound, LinkExpired, InvalidInput naming each refused field, and for somebody known what `sign_in`
    raises.
    """
    with database.transaction() as conn:
        link, known = read(conn, token)
    if link.purpose == "reset":
        return _reset(database, link, token, password, device, code=code, keep=keep, request_id=request_id)
    if link.purpose == "invitation" and known:
        return _join(database, link, token, password, device, code=code, keep=keep, request_id=request_id)
    chosen, problems = checked_email(email or "") if link.purpose == "set_up" else (link.email or "", [])
    if link.purpose == "set_up" and not email:
        problems = [FieldError("email", "required", "Give the e-mail address that you will sign in with.")]
    called = (name or link.name or "").strip()
    problems += name_problems(called) + passwords.problems(password, chosen)
    if problems:
        raise InvalidInput(problems)
    hashed = passwords.hash_password(password)
    with database.transaction() as conn:
        store.lock_people(conn)
        link = _find(conn, token)
        if link.purpose == "set_up" and store.anybody(conn):
            raise LinkNotFound
        if store.find_person(conn, email_key(chosen)) is not None:
            raise InvalidCredentials  # made a moment ago, through another link
        person = store.insert_person(
            conn,
            email=chosen,
            email_key=email_key(chosen),
            name=called,
            locale=locale or link.locale,
            password_hash=hashed,
        )
        return _enter(conn, link, person, device, keep=keep, request_id=request_id)


def name_problems(name: str) -> list[FieldError]:
    """What is wrong with the name of a person."""
    if not name.strip():
        return [FieldError("name", "required", "Give your name, as others will see it.")]
    if len(name.strip()) > MAX_NAME:
        text = f"A name has at most {MAX_NAME} characters."
        return [FieldError("name", "maxLength", text, {"max": MAX_NAME}, name[:MAX_NAME])]
    return []


def _join(
    database: Database, link: Link, token: str, password: str, device: Device, *, code: str | None, keep: bool,
    request_id: str | None,
) -> NewSession:  # fmt: skip
    person = signing_in.prove(database, link.email or "", password, device, code=code)
    with database.transaction() as conn:
        signing_in.proved(conn, person, device)
        return _enter(conn, _find(conn, token), person, device, keep=keep, request_id=request_id)


def _enter(
    conn: Connection, link: Link, person: Person, device: Device, *, keep: bool, request_id: str | None
) -> NewSession:
    """Belong to the organization of a link, and be signed in there."""
    assert link.organization_id is not None
    store.lock_members(conn, link.organization_id)
    store.insert_membership(conn, link.organization_id, person.id, link.role or "agent")
    link_rows.use(conn, link.id)
    # One that an administrator of another organization holds would open this one too.
    link_rows.delete_resets(conn, person.id)
    begun = sessions.begin(conn, person.id, device, keep=keep, org_id=link.organization_id)
    action = "person.set_up" if link.purpose == "set_up" else "invitation.accepted"
    signing_in.note(
        conn, link.organization_id, person.id, action, device, request_id, after={"role": link.role or "agent"}
    )
    return begun


def _reset(
    database: Database, link: Link, token: str, password: str, device: Device, *, code: str | None, keep: bool,
    request_id: str | None,
) -> NewSession:  # fmt: skip
    with database.transaction() as conn:
        person = store.get_person(conn, link.person_id) if link.person_id else None
    if person is None or person.email is None:
        raise LinkNotFound
    if problems := passwords.problems(password, person.email):
        raise InvalidInput(problems)
    if person.has_totp:
        signing_in.begin_attempt(database, person, device, code)
    hashed = passwords.hash_password(password)
    with database.transaction() as conn:
        link = _find(conn, token)
        current = store.get_person(conn, person.id, lock=True)
        if current is None or current.email is None:
            raise LinkNotFound
        if current.has_totp:
            if not code:
                raise CodeRequired
            if not using_codes.accept(conn, current, code):
                raise InvalidCode
        signing_in.proved(conn, current, device)
        store.set_password(conn, person.id, hashed)
        link_rows.use(conn, link.id)
        link_rows.delete_resets(conn, person.id)
        sessions.end_all(conn, person.id)
        begun = sessions.begin(conn, person.id, device, keep=keep)
        signing_in.note(conn, begun.organization_id, person.id, "person.password_reset", device, request_id)
        return begun


def _find(conn: Connection, token: str) -> Link:
    given, first = lookup(token)
    for link in link_rows.with_hash(conn, first):
        if link.token_hash is not None and matches(bytes(link.token_hash), given):
            if link.expired:
                raise LinkExpired
            return link
    raise LinkNotFound
