"""Sessions: begun, recognised by the secret in the cookie, and ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from gomobile.accounts.caller import Caller, Organization
from gomobile.db.pool import Connection
from gomobile.errors import Unauthorized
from gomobile.people import session_rows, store
from gomobile.people.errors import NoOrganization, SessionNotFound
from gomobile.people.person import Session
from gomobile.people.secrets import lookup, matches, new_token

#: How long a session lasts without being used, and at most.
IDLE = timedelta(hours=12)
IDLE_KEPT = timedelta(days=30)
LONGEST = timedelta(days=90)
_MAX_USER_AGENT = 300


@dataclass(frozen=True, slots=True)
class Device:
    """Where a request came from."""

    address: str | None
    user_agent: str | None


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session just begun, with the secret that goes into the cookie and nowhere else."""

    token: str
    session: Session
    organization_id: UUID
    person_id: UUID


def begin(conn: Connection, person_id: UUID, device: Device, *, keep: bool, org_id: UUID | None = None) -> NewSession:
    """Sign a person in, to `org_id` or the first of their organizations. Raises NoOrganization."""
    belongings = store.list_belongings(conn, person_id)
    if not belongings:
        raise NoOrganization
    chosen = next((one.id for one in belongings if one.id == org_id), belongings[0].id)
    made = new_token()
    session = session_rows.insert(
        conn,
        person_id=person_id,
        token_hash=made.hash,
        organization_id=chosen,
        keep=keep,
        address=device.address,
        user_agent=device.user_agent[:_MAX_USER_AGENT] if device.user_agent else None,
        idle=IDLE_KEPT if keep else IDLE,
    )
    store.signed_in(conn, person_id)
    return NewSession(made.token, session, chosen, person_id)


def authenticate(conn: Connection, token: str) -> Caller:
    """Whose session this is, and in which organization. Raises Unauthorized when it is nobody's, or ended."""
    given, first = lookup(token)
    for row in session_rows.authenticate(conn, first):
        if not matches(bytes(row["token_hash"]), given):
            continue
        organization = Organization(**{field: row[field] for field in Organization.__dataclass_fields__})
        if row["stale"]:
            session_rows.touch(conn, row["session_id"], IDLE_KEPT if row["keep"] else IDLE, LONGEST)
        return Caller(organization, "person", row["person_id"], row["person_name"], row["role"], row["session_id"])
    raise Unauthorized("You are not signed in any more; sign in again.")


def of_person(conn: Connection, person_id: UUID) -> list[Session]:
    """Where a person is signed in, used last first."""
    return session_rows.of_person(conn, person_id)


def end(conn: Connection, person_id: UUID, session_id: UUID) -> None:
    """End a session of a person. Raises SessionNotFound."""
    if not session_rows.end(conn, person_id, session_id):
        raise SessionNotFound


def end_all(conn: Connection, person_id: UUID, *, but: UUID | None = None) -> int:
    """End every session of a person, but one if it is given; says how many."""
    return session_rows.end_all(conn, person_id, but)


def choose(conn: Connection, caller: Caller, org_id: UUID) -> Caller:
    """Look at another organization of the person; who they are there. Raises NoOrganization."""
    found = next((one for one in store.list_belongings(conn, caller.id) if one.id == org_id), None)
    if found is None or caller.session_id is None:
        raise NoOrganization("You do not belong to this organization.")
    session_rows.choose(conn, caller.session_id, org_id)
    from gomobile.accounts import service as accounts

    organization = accounts.organization_of(conn, org_id)
    return Caller(organization, "person", caller.id, caller.name, found.role, caller.session_id)
