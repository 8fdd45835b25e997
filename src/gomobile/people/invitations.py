"""Invitations to an organization."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from psycopg import errors as pg

from gomobile.accounts.caller import ROLES, Actor, Role, includes
from gomobile.db.pool import Connection
from gomobile.errors import FieldError, InvalidInput
from gomobile.jobs.names import MAIL_LINK
from gomobile.jobs.queue import defer
from gomobile.people import link_rows, links, store
from gomobile.people.addresses import checked_email, email_key
from gomobile.people.errors import AlreadyInvited, AlreadyMember, InvitationNotFound, RoleTooHigh
from gomobile.people.person import Link, Member
from gomobile.people.secrets import new_token


@dataclass(frozen=True, slots=True)
class Sent:
    """A link on its way: `token` where somebody has to hand it over, None where it is mailed."""

    link: Link
    token: str | None

    @property
    def member(self) -> Member:
        """The invitation as the list of people shows it."""
        link = self.link
        return Member(
            link.id, "invited", link.email or "", link.name, link.role or "agent", False, None, link.created_at,
            link.expires_at,
        )  # fmt: skip


def invite(
    conn: Connection,
    org_id: UUID,
    actor: Actor,
    own_role: Role,
    email: str,
    role: Role,
    *,
    name: str | None = None,
    mailed: bool,
) -> Sent:
    """Invite somebody. `own_role` is that of who invites; `mailed` lets a job send the link.

    Raises InvalidInput, RoleTooHigh, AlreadyMember or AlreadyInvited.
    """
    cleaned, problems = checked_email(email)
    if name is not None:
        problems += links.name_problems(name)
    if role not in ROLES:
        problems.append(FieldError("role", "enum", f"A role is one of {', '.join(ROLES)}.", {"enum": ROLES}, role))
    if problems:
        raise InvalidInput(problems)
    if not includes(own_role, role):
        raise RoleTooHigh
    key = email_key(cleaned)
    known = store.find_person(conn, key)
    if known is not None and store.get_member(conn, org_id, known.id) is not None:
        raise AlreadyMember
    made = new_token()
    try:
        with conn.transaction():
            link = link_rows.insert(
                conn,
                "invitation",
                links.INVITATION_LASTS,
                actor,
                token_hash=None if mailed else made.hash,
                organization_id=org_id,
                email=cleaned,
                email_key=key,
                name=name.strip() if name else None,
                role=role,
            )
    except pg.UniqueViolation as error:
        raise AlreadyInvited from error
    return _sent(conn, link, made.token, mailed=mailed)


def resend(conn: Connection, org_id: UUID, own_role: Role, link_id: UUID, *, mailed: bool) -> Sent:
    """Send an invitation again, with a new link and its whole time; the link before does not work any more.

    Raises InvitationNotFound or RoleTooHigh.
    """
    found = _get(conn, org_id, own_role, link_id)
    made = new_token()
    link_rows.renew(conn, found.id, None if mailed else made.hash, links.INVITATION_LASTS)
    return _sent(conn, _get(conn, org_id, own_role, link_id), made.token, mailed=mailed)


def take_back(conn: Connection, org_id: UUID, own_role: Role, link_id: UUID) -> None:
    """Take an invitation back: its link does not work any more. Raises InvitationNotFound or RoleTooHigh."""
    link_rows.delete(conn, _get(conn, org_id, own_role, link_id).id)


def _sent(conn: Connection, link: Link, token: str, *, mailed: bool) -> Sent:
    if mailed:
        defer(conn, MAIL_LINK, link_id=str(link.id))
    return Sent(link, None if mailed else token)


def _get(conn: Connection, org_id: UUID, own_role: Role, link_id: UUID) -> Link:
    found = link_rows.get_invitation(conn, org_id, link_id)
    if found is None:
        raise InvitationNotFound
    if not includes(own_role, found.role or "agent"):
        raise RoleTooHigh
    return found
