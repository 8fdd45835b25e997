"""People: who they are, where they belong, and what others may do about it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from gomobile.db.pool import Connection
from gomobile.errors import FieldError, InvalidInput
from gomobile.people import store
from gomobile.people.addresses import email_key
from gomobile.people.errors import PersonNotFound
from gomobile.people.links import name_problems
from gomobile.people.person import LOCALES, Belonging, Person
from gomobile.people.sessions import authenticate
from gomobile.settings import Settings

__all__ = ["authenticate", "belongings", "names_of", "person"]


def names_of(conn: Connection, org_id: UUID, ids: Collection[UUID | None]) -> dict[UUID, str]:
    """What those who made changes are called, by id: keys and people by their names, imports by their files."""
    wanted = {id for id in ids if id is not None}
    return store.names(conn, org_id, wanted) if wanted else {}


def anybody(conn: Connection) -> bool:
    """Whether there is anybody who can sign in."""
    return store.anybody(conn)


def person(conn: Connection, person_id: UUID) -> Person:
    """One person. Raises PersonNotFound."""
    found = store.get_person(conn, person_id)
    if found is None:
        raise PersonNotFound
    return found


def find_by_email(conn: Connection, email: str) -> Person | None:
    """The person with this e-mail address, however it is written."""
    return store.find_person(conn, email_key(email))


def belongings(conn: Connection, person_id: UUID) -> list[Belonging]:
    """The organizations that a person may act in, by name."""
    return store.list_belongings(conn, person_id)


def rename(conn: Connection, person_id: UUID, changes: dict[str, str | None]) -> Person:
    """Change `name` or `locale` (None: as the browser has it). Raises InvalidInput."""
    problems = []
    name = changes.get("name")
    if "name" in changes:
        problems += name_problems(name or "")
    if changes.get("locale") not in (None, *LOCALES):
        text = f"A language is one of {', '.join(LOCALES)}, or null."
        problems.append(FieldError("locale", "enum", text, {"enum": LOCALES}))
    if problems:
        raise InvalidInput(problems)
    store.rename(
        conn, person_id, name.strip() if name else None, set_locale="locale" in changes, locale=changes.get("locale")
    )
    return person(conn, person_id)


def public_url(settings: Settings) -> str:
    """The address that people reach the service at, as far as the settings tell; without a slash at its end."""
    if settings.public_url:
        return settings.public_url
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 (compared, not bound)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
