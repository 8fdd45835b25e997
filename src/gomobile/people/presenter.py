"""People, sessions and links as the API and the command line show them. Pure."""

from __future__ import annotations

from uuid import UUID

from gomobile.accounts.caller import Caller
from gomobile.people import answers
from gomobile.people.person import Belonging, Member, Person, Session


def signed_in_json(caller: Caller, person: Person, belongings: list[Belonging]) -> answers.SignedIn:
    """Who is signed in, where, and as what."""
    organization = caller.organization
    return {
        "person": {
            "id": person.id,
            "name": person.name,
            "email": person.email or "",
            "locale": person.locale,
            "totp": person.has_totp,
        },
        "organization": {
            "id": organization.id,
            "name": organization.name,
            "slug": organization.slug,
            "country": organization.country,
            "timezone": organization.timezone,
            "currency": organization.currency,
            "defaultRegion": organization.default_region,
            "plan": organization.plan,
        },
        "role": caller.role,
        "organizations": [{"id": one.id, "name": one.name, "slug": one.slug, "role": one.role} for one in belongings],
    }


def session_json(session: Session, current: UUID | None) -> answers.Session:
    """A place where the person is signed in."""
    return {
        "id": session.id,
        "current": session.id == current,
        "address": session.address,
        "userAgent": session.user_agent,
        "keep": session.keep,
        "createdAt": session.created_at,
        "lastSeenAt": session.last_seen_at,
        "expiresAt": session.expires_at,
    }


def member_json(member: Member) -> answers.Member:
    """A person of an organization, or an invitation to it."""
    return {
        "id": member.id,
        "status": member.status,
        "email": member.email,
        "name": member.name,
        "role": member.role,
        "totp": member.totp,
        "lastSignedInAt": member.last_signed_in_at,
        "createdAt": member.created_at,
        "expiresAt": member.expires_at,
    }
