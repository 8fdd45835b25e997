"""Rows of people and of what they are in organizations."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from psycopg.rows import class_row

from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.people.person import Belonging, Member, Person

SQL = load("gomobile.people")


def find_person(conn: Connection, email_key: str) -> Person | None:
    """The person with this folded address."""
    with conn.cursor(row_factory=class_row(Person)) as cursor:
        return cursor.execute(SQL["find_person_by_email"], {"email_key": email_key}).fetchone()


def get_person(conn: Connection, person_id: UUID, *, lock: bool = False) -> Person | None:
    """One person; `lock` keeps them from changing until the transaction ends."""
    with conn.cursor(row_factory=class_row(Person)) as cursor:
        return cursor.execute(SQL["lock_person" if lock else "get_person"], {"person_id": person_id}).fetchone()


def anybody(conn: Connection) -> bool:
    """Whether there is anybody who can sign in."""
    row = conn.execute(SQL["anybody"]).fetchone()
    return bool(row and row[0])


def lock_people(conn: Connection) -> None:
    """Keep others from making the first person."""
    conn.execute(SQL["lock_people"])


def insert_person(
    conn: Connection, *, email: str, email_key: str, name: str, locale: str | None, password_hash: str
) -> Person:
    """Store a new person."""
    values = {"email": email, "email_key": email_key, "name": name, "locale": locale, "password_hash": password_hash}
    with conn.cursor(row_factory=class_row(Person)) as cursor:
        row = cursor.execute(SQL["insert_person"], values).fetchone()
    assert row is not None
    return row


def rename(conn: Connection, person_id: UUID, name: str | None, *, set_locale: bool, locale: str | None) -> None:
    """Change name (None: as it is) and, with `set_locale`, the language."""
    values = {"person_id": person_id, "name": name, "set_locale": set_locale, "locale": locale}
    conn.execute(SQL["rename_person"], values)


def set_password(conn: Connection, person_id: UUID, password_hash: str) -> None:
    """Store another password hash."""
    conn.execute(SQL["set_password"], {"person_id": person_id, "password_hash": password_hash})


def forget_person(conn: Connection, person_id: UUID) -> bool:
    """Keep nothing but the name of who belongs nowhere; False when they do."""
    return conn.execute(SQL["forget_person"], {"person_id": person_id}).rowcount > 0


def signed_in(conn: Connection, person_id: UUID) -> None:
    """Note that a person signed in."""
    conn.execute(SQL["signed_in"], {"person_id": person_id})


def names(conn: Connection, org_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
    """What keys, people and imports are called."""
    return dict(conn.execute(SQL["names"], {"org_id": org_id, "ids": list(ids)}).fetchall())


def list_belongings(conn: Connection, person_id: UUID) -> list[Belonging]:
    """The organizations that a person may act in, by name."""
    with conn.cursor(row_factory=class_row(Belonging)) as cursor:
        return cursor.execute(SQL["list_belongings"], {"person_id": person_id}).fetchall()


def count_memberships(conn: Connection, person_id: UUID) -> int:
    """How many organizations a person belongs to."""
    row = conn.execute(SQL["count_memberships"], {"person_id": person_id}).fetchone()
    assert row is not None
    return int(row[0])


def insert_membership(conn: Connection, org_id: UUID, person_id: UUID, role: str) -> bool:
    """Let a person belong to an organization; False when they do already."""
    values = {"org_id": org_id, "person_id": person_id, "role": role}
    return conn.execute(SQL["insert_membership"], values).rowcount > 0


def lock_members(conn: Connection, org_id: UUID) -> None:
    """Keep the members of an organization from changing."""
    conn.execute(SQL["lock_members"], {"org_id": org_id})


def count_other_owners(conn: Connection, org_id: UUID, person_id: UUID) -> int:
    """How many owners there are without this person."""
    row = conn.execute(SQL["count_owners"], {"org_id": org_id, "person_id": person_id}).fetchone()
    assert row is not None
    return int(row[0])


def update_membership(
    conn: Connection, org_id: UUID, person_id: UUID, *, role: str | None, disabled: bool | None
) -> None:
    """Change what is not None."""
    values = {"org_id": org_id, "person_id": person_id, "role": role, "disabled": disabled}
    conn.execute(SQL["update_membership"], values)


def delete_membership(conn: Connection, org_id: UUID, person_id: UUID) -> None:
    """A person does not belong to an organization any more."""
    conn.execute(SQL["delete_membership"], {"org_id": org_id, "person_id": person_id})


def get_member(conn: Connection, org_id: UUID, person_id: UUID) -> Member | None:
    """One member."""
    with conn.cursor(row_factory=class_row(Member)) as cursor:
        return cursor.execute(SQL["get_member"], {"org_id": org_id, "person_id": person_id}).fetchone()


def list_members(conn: Connection, org_id: UUID, search: str | None) -> list[Member]:
    """Who belongs to an organization and who is invited, by name."""
    with conn.cursor(row_factory=class_row(Member)) as cursor:
        return cursor.execute(SQL["list_members"], {"org_id": org_id, "search": search}).fetchall()
