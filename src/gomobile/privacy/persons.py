"""Who is meant: the contacts that are one person, with the numbers and addresses that are theirs alone."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from gomobile.accounts.caller import Organization
from gomobile.db.pool import Connection
from gomobile.privacy.erasure import store
from gomobile.privacy.person import Person, addresses


def person_of(conn: Connection, organization: Organization, ids: Sequence[UUID], keys: Sequence[str] = ()) -> Person:
    """The person behind contacts and numbers. What others have too, such as the number of a family, is not theirs."""
    org_id = organization.id
    names = store.names_of(conn, org_id, ids)
    numbers = {name.phone_key for name in names if name.phone_key} | set(keys)
    emails = addresses(name.primary_email for name in names)
    other_numbers, other_emails = store.shared(conn, org_id, ids, sorted(numbers), sorted(emails))
    return Person(
        frozenset(ids),
        frozenset(numbers - other_numbers),
        frozenset(emails - other_emails),
        organization.default_region,
    )


def contacts_of_number(conn: Connection, org_id: UUID, phone_key: str) -> list[UUID]:
    """Every contact that is the person with a number: also by a further number, and by merges."""
    found = store.of_number(conn, org_id, phone_key)
    return store.merged_into(conn, org_id, store.survivors(conn, org_id, found))
