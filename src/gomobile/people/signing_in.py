"""Signing in with e-mail and password.

Its steps are transactions of their own: the attempt is counted before the password is looked at and stays counted when
it fails, and no connection waits while a password is hashed.
"""

from __future__ import annotations

from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.audit import service as audit
from gomobile.db.pool import Connection, Database
from gomobile.errors import Unavailable
from gomobile.people import attempts, passwords, sessions, store, using_codes
from gomobile.people.addresses import email_key
from gomobile.people.errors import CodeRequired, InvalidCode, InvalidCredentials
from gomobile.people.person import Person
from gomobile.people.sessions import Device, NewSession


def sign_in(
    database: Database,
    email: str,
    password: str,
    device: Device,
    *,
    code: str | None = None,
    keep: bool = False,
    request_id: str | None = None,
) -> NewSession:
    """Begin a session. Raises InvalidCredentials, CodeRequired, InvalidCode, TooManyAttempts or NoOrganization.

    Who does not exist is answered as a wrong password is, after the same time.
    """
    person = prove(database, email, password, device, code=code)
    with database.transaction() as conn:
        failed = proved(conn, person, device)
        if passwords.outdated(person.password_hash or ""):
            store.set_password(conn, person.id, passwords.hash_password(password))
        begun = sessions.begin(conn, person.id, device, keep=keep)
        note(
            conn, begun.organization_id, begun.person_id, "person.signed_in", device, request_id,
            after={"failedAttemptsBefore": failed} if failed else None,
        )  # fmt: skip
    return begun


def prove(database: Database, email: str, password: str, device: Device, *, code: str | None) -> Person:
    """Whose e-mail address, password and code these are. The attempt counts as failed until `proved` is called."""
    key = email_key(email)
    with database.autocommit() as conn:
        attempts.begin(conn, key, device.address)
        person = store.find_person(conn, key)
    try:
        right = passwords.verify(person.password_hash if person else None, password)
    except Unavailable:
        with database.autocommit() as conn:
            attempts.taken_back(conn, key, device.address)  # nobody looked at the password
        raise
    if not right or person is None:
        raise InvalidCredentials
    if person.has_totp:
        with database.autocommit() as conn:
            if not code:
                attempts.taken_back(conn, key, device.address)
                raise CodeRequired
            attempts.begin_code(conn, person.id)
            if not using_codes.accept(conn, person, code):
                raise InvalidCode
    return person


def begin_attempt(database: Database, person: Person, device: Device, code: str | None) -> None:
    """Count an attempt to give a code. Raises CodeRequired without one, or TooManyAttempts."""
    if not code:
        raise CodeRequired
    with database.autocommit() as conn:
        attempts.begin(conn, person.email_key or "", device.address)
        attempts.begin_code(conn, person.id)


def proved(conn: Connection, person: Person, device: Device) -> int:
    """Forget the attempts of who proved to be this person; says how many had failed before, from anywhere.

    Raises InvalidCredentials when the password was changed while it was looked at.
    """
    current = store.get_person(conn, person.id, lock=True)
    if current is None or current.password_hash != person.password_hash:
        raise InvalidCredentials
    if person.has_totp:
        attempts.forget_codes(conn, person.id)
    return attempts.succeeded(conn, person.email_key or "", device.address)


def note(
    conn: Connection,
    org_id: UUID,
    person_id: UUID,
    action: str,
    device: Device,
    request_id: str | None,
    *,
    after: dict[str, int | str] | None = None,
) -> None:
    """Put what a person did into the audit log; the name is not in it, since it could never be erased."""
    audit.record(
        conn, Actor("person", person_id), action, subject_kind="person", subject_id=person_id, after=after,
        address=device.address, request_id=request_id, org_id=org_id,
    )  # fmt: skip
