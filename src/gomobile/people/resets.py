"""Links to choose a new password: asked for by who forgot it, or made by an administrator."""

from __future__ import annotations

from uuid import UUID

from gomobile.accounts.caller import Actor, Role, includes
from gomobile.db.pool import Connection, Database
from gomobile.jobs.names import MAIL_LINK
from gomobile.jobs.queue import defer
from gomobile.people import attempts, link_rows, links, store
from gomobile.people.addresses import email_key
from gomobile.people.errors import PersonNotFound, PersonOfSeveral, RoleTooHigh, TooManyAttempts
from gomobile.people.invitations import Sent
from gomobile.people.person import Person
from gomobile.people.secrets import new_token


def forgot(database: Database, email: str, address: str | None, *, mailed: bool) -> None:
    """Let a job mail a link, if somebody has this address: the job finds out, so that this takes the same time for all.

    More than a few mails to one address are left out silently. Raises TooManyAttempts for a network address that asks
    for many.
    """
    key = email_key(email)
    with database.autocommit() as conn:
        attempts.begin_other(conn, "forgot from", attempts.network(address), free=20, first=10, longest=900)
        try:
            attempts.begin_other(conn, "forgot", key, free=2, first=300, longest=3600)
        except TooManyAttempts:
            return
    if not mailed:
        return
    with database.transaction() as conn:
        link = link_rows.insert(conn, "reset", links.RESET_LASTS, Actor("system"), email_key=key)
        defer(conn, MAIL_LINK, link_id=str(link.id))


def for_member(conn: Connection, org_id: UUID, actor: Actor, own_role: Role, person_id: UUID, *, mailed: bool) -> Sent:
    """A link for a person of the organization. Raises PersonNotFound, RoleTooHigh or PersonOfSeveral."""
    member = store.get_member(conn, org_id, person_id)
    if member is None:
        raise PersonNotFound
    if not includes(own_role, member.role):
        raise RoleTooHigh
    person = store.get_person(conn, person_id, lock=True)  # who joins another organization at this moment waits
    # A link that an administrator of one organization sees must not open another one.
    if not mailed and store.count_memberships(conn, person_id) > 1:
        raise PersonOfSeveral
    assert person is not None, "a member is a person"
    return for_person(conn, actor, person, mailed=mailed)


def for_person(conn: Connection, actor: Actor, person: Person, *, mailed: bool) -> Sent:
    """A link for somebody, whatever they belong to: for who runs the server. Earlier ones do not work any more."""
    link_rows.delete_resets(conn, person.id)
    made = new_token()
    link = link_rows.insert(
        conn,
        "reset",
        links.RESET_LASTS if mailed else links.HANDED_RESET_LASTS,
        actor,
        token_hash=None if mailed else made.hash,
        person_id=person.id,
        email_key=person.email_key,
    )
    if mailed:
        defer(conn, MAIL_LINK, link_id=str(link.id))
    return Sent(link, None if mailed else made.token)
