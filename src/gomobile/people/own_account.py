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


def check_password(database: Database, person_id: UUID, password: str, field: str) -> str | None:
    """The hash that is stored of the person's password, which this is. Raises InvalidInput when it is not, and
    TooManyAttempts when it was guessed too often: a session that somebody else got hold of must not be good for that.
    """
    count_attempt(database, "own password", person_id)
    with database.transaction() as conn:
        stored = _person(conn, person_id).password_hash
    if not passwords.verify(stored, password):
        raise _wrong(field)
    with database.autocommit() as conn:
        attempts.forget_other(conn, "own password", str(person_id))
    return stored


def count_attempt(database: Database, what: str, person_id: UUID) -> None:
    """Count an attempt, whatever becomes of the request. Raises TooManyAttempts."""
    with database.autocommit() as conn:
        attempts.begin_other(conn, what, str(person_id), free=5, first=1, longest=900)


def change_password(conn: Connection, caller: Caller, proven: str | None, new: str) -> int:
    """Store a new password and end every other session; says how many. `proven` is the stored hash of the one that
    was given for the present one. Raises InvalidInput.
    """
    person = _person(conn, caller.id)
    if person.password_hash != proven:
        raise _wrong("current")  # another request has changed it since
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


def confirm_totp(conn: Connection, person_id: UUID, code: str) -> list[str]:
    """Turn the second factor on; the recovery codes. The caller has counted the attempt. Raises TotpOn, TotpNotBegun
    or InvalidInput.
    """
    person = _person(conn, person_id)
    if person.has_totp:
        raise TotpOn
    if person.totp_secret is None:
        raise TotpNotBegun
    codes = using_codes.confirm(conn, person, code)
    if codes is None:
        text = "This is not the code that the app shows; look that the clock of the phone is right."
        raise InvalidInput.of("code", "wrongCode", text)
    return codes


def remove_totp(conn: Connection, person_id: UUID) -> None:
    """Turn the second factor off."""
    conn.execute(SQL["remove_totp"], {"person_id": person_id})


def _wrong(field: str) -> InvalidInput:
    return InvalidInput.of(field, "wrongPassword", "This is not your password.")


def _person(conn: Connection, person_id: UUID) -> Person:
    found = store.get_person(conn, person_id, lock=True)
    if found is None:
        raise PersonNotFound
    return found
