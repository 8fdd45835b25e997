"""Mail the links that wait for it."""

from __future__ import annotations

from datetime import UTC
from uuid import UUID

from gomobile.accounts import service as accounts
from gomobile.clock import now
from gomobile.db.pool import Connection, connect
from gomobile.db.queries import load
from gomobile.jobs.names import MAIL_LINK
from gomobile.jobs.queue import defer, is_queued
from gomobile.people import link_rows, links, mail_texts, service, smtp, store
from gomobile.people.mail_texts import MailText
from gomobile.people.person import Link, Person
from gomobile.people.secrets import new_token
from gomobile.settings import Settings

SQL = load("gomobile.people")
TRIES = 10
"""Within about three hours: longer than a mail server is usually away."""


def mail_link(conninfo: str, settings: Settings, link_id: UUID) -> None:
    """Make the token of a link and mail it. A link to choose a password for an address that nobody has is dropped.

    Sent before it is kept: a mail that cannot be sent is tried again with another token. Raises MailNotSent.
    """
    if settings.smtp_url is None:
        return
    with connect(conninfo, name="gomobile-mail") as conn:
        link = link_rows.get(conn, link_id)
        if link is None or link.token_hash is not None:
            return
        person = _person(conn, link)
        address = link.email if link.purpose == "invitation" else person and person.email
        if not address:
            link_rows.delete(conn, link.id)
            return
        made = new_token()
        lasts = links.RESET_LASTS if link.purpose == "reset" else links.INVITATION_LASTS
        link_rows.renew(conn, link.id, made.hash, lasts, person.id if person and link.purpose == "reset" else None)
        where = service.public_url(settings) + links.path(link.purpose, made.token)
        expires = (now() + lasts).astimezone(UTC).strftime("%Y-%m-%d %H:%M")
        smtp.send(settings.smtp_url, address, _text(conn, link, person, where, expires))


def resume(conninfo: str) -> None:
    """Queue again the mails that a worker left; not those that were tried as often as a mail is."""
    with connect(conninfo, name="gomobile-mail") as conn:
        for (link_id,) in conn.execute(SQL["unsent_links"], {"task": MAIL_LINK, "tries": TRIES}).fetchall():
            if not is_queued(conn, MAIL_LINK, link_id=str(link_id)):
                defer(conn, MAIL_LINK, only_once=f"{MAIL_LINK} {link_id}", link_id=str(link_id))


def purge(conn: Connection) -> None:
    """Forget sessions, links and attempts that are over."""
    for name in ("purge_sessions", "purge_links", "purge_attempts"):
        conn.execute(SQL[name])


def _person(conn: Connection, link: Link) -> Person | None:
    if link.person_id is not None:
        return store.get_person(conn, link.person_id)
    return store.find_person(conn, link.email_key) if link.email_key else None


def _text(conn: Connection, link: Link, person: Person | None, where: str, expires: str) -> MailText:
    locale = person.locale if person and person.locale else link.locale
    if link.purpose == "reset":
        return mail_texts.reset(locale, link=where, expires=expires)
    assert link.organization_id is not None
    organization = accounts.organization_of(conn, link.organization_id)
    inviter = service.names_of(conn, organization.id, [link.created_by]) if link.created_by_kind == "person" else {}
    return mail_texts.invitation(
        locale,
        organization=organization.name,
        inviter=next(iter(inviter.values()), None),
        link=where,
        expires=expires,
    )
