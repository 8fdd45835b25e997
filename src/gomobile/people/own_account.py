"""What people change about how they sign in."""

from __future__ import annotations

from uuid import UUID

from gomobile.accounts.caller import Caller
from gomobile.db.pool import Connection, Database
from gomobile.db.queries import load
from gomobile.errors import InvalidInput
from gomobile.people import attempts, link_rows, passwords, second_factor, session_rows, store, using_codes
from gomobile.people.errors import PersonNotFound, TotpNotBegun, TotpOn
from gomobile.people.person import Person

SQL = load("gomobile.people")


def check_password(conn: Connection, database: Database, person_id: UUID, password: str, field: str) -> None:
    """Raise InvalidInput when this is not the person's password, TooManyAttempts when it was guessed too often.

    A session that somebody else got hold of must not be good for guessing.
    """
    _attempt(database, "own password", person_id)
    if not passwords.verify(_person(conn, person_id).password_hash, password):
        raise InvalidInput.of(field, "wrongPassword", "This is not your password.")
    with database.autocommit() as counting:
        attempts.forget_other(counting, "own password", str(person_id))


def change_password(conn: Connection, caller: Caller, new: str) -> int:
    """Store a new password and end every other session; says how many. Raises InvalidInput."""
    person = _person(conn, caller.id)
    if problems := passwords.problems(new, person.email or "", "new"):
        raise InvalidInput(problems)
    store.set_password(conn, person.id, passwords.hash_password(new))
    link_rows.delete_resets(conn, person.id)
    return session_rows.end_all(conn, person.id, caller.session_id)


def begin_totp(conn: Connection, person_id: UUID) -> tuple[str, str, str]:
    """A new secret, its address for the app, and that as a QR code. Raises TotpOn."""
    person, secret = _person(conn, person_id), second_factor.new_secret()
    if conn.execute(SQL["begin_totp"], {"person_id": person_id, "secret": secret}).rowcount == 0:
        raise TotpOn
    uri = second_factor.uri(secret, person.email or "")
    return secret, uri, second_factor.qr(uri)


def confirm_totp(conn: Connection, database: Database, person_id: UUID, code: str) -> list[str]:
    """Turn the second factor on; the recovery codes. Raises TotpOn, TotpNotBegun, InvalidInput or TooManyAttempts."""
    person = _person(conn, person_id)
    if person.has_totp:
        raise TotpOn
    if person.totp_secret is None:
        raise TotpNotBegun
    _attempt(database, "first code", person_id)
    codes = using_codes.confirm(conn, person, code)
    if codes is None:
        text = "This is not the code that the app shows; look that the clock of the phone is right."
        raise InvalidInput.of("code", "wrongCode", text)
    return codes


def remove_totp(conn: Connection, person_id: UUID) -> None:
    """Turn the second factor off."""
    conn.execute(SQL["remove_totp"], {"person_id": person_id})


def _attempt(database: Database, what: str, person_id: UUID) -> None:
    with database.autocommit() as counting:
        attempts.begin_other(counting, what, str(person_id), free=5, first=1, longest=900)


def _person(conn: Connection, person_id: UUID) -> Person:
    found = store.get_person(conn, person_id, lock=True)
    if found is None:
        raise PersonNotFound
    return found
