"""Use up a code of the second factor: each works once."""

from __future__ import annotations

from gomobile.clock import now
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.people.person import Person
from gomobile.people.second_factor import new_recovery_codes, recovery_hash, step_of

SQL = load("gomobile.people")


def accept(conn: Connection, person: Person, code: str) -> bool:
    """Use up a code of the app or a recovery code; False when it is wrong or was used before."""
    assert person.totp_secret is not None
    step = step_of(person.totp_secret, code, now())
    if step is not None:
        return conn.execute(SQL["use_totp_step"], {"person_id": person.id, "step": step}).rowcount > 0
    values = {"person_id": person.id, "hash": recovery_hash(code)}
    return conn.execute(SQL["use_recovery_code"], values).rowcount > 0


def confirm(conn: Connection, person: Person, code: str) -> list[str] | None:
    """Turn the second factor on with a first code of the app; the recovery codes, or None when the code is wrong."""
    assert person.totp_secret is not None
    step = step_of(person.totp_secret, code, now())
    if step is None:
        return None
    codes = new_recovery_codes()
    values = {"person_id": person.id, "step": step, "recovery_hashes": [recovery_hash(one) for one in codes]}
    return codes if conn.execute(SQL["confirm_totp"], values).rowcount > 0 else None
