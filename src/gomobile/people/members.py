"""Who belongs to an organization, and as what."""

from __future__ import annotations

from uuid import UUID

from gomobile.accounts.caller import ROLES, Role, includes
from gomobile.db.pool import Connection
from gomobile.errors import InvalidInput
from gomobile.people import link_rows, session_rows, store
from gomobile.people.errors import LastOwner, OwnAccess, PersonNotFound, RoleTooHigh
from gomobile.people.person import Member


def list_members(conn: Connection, org_id: UUID, search: str | None = None) -> list[Member]:
    """Everybody who belongs to the organization or is invited to it, by name."""
    return store.list_members(conn, org_id, search)


def get_member(conn: Connection, org_id: UUID, person_id: UUID) -> Member:
    """One person of the organization. Raises PersonNotFound."""
    found = store.get_member(conn, org_id, person_id)
    if found is None:
        raise PersonNotFound
    return found


def change(
    conn: Connection,
    org_id: UUID,
    own_role: Role,
    person_id: UUID,
    *,
    role: Role | None = None,
    disabled: bool | None = None,
    own_id: UUID | None = None,
) -> Member:
    """Change what somebody may do, or whether they may come in at all; None leaves it as it is.

    `own_role` and `own_id` are of who does it. Raises PersonNotFound, RoleTooHigh, OwnAccess or LastOwner.
    """
    if role is not None and role not in ROLES:
        raise InvalidInput.of("role", "enum", f"A role is one of {', '.join(ROLES)}.", role, enum=ROLES)
    store.lock_members(conn, org_id)
    member = get_member(conn, org_id, person_id)
    if not includes(own_role, member.role) or (role is not None and not includes(own_role, role)):
        raise RoleTooHigh
    if disabled and person_id == own_id:
        raise OwnAccess
    if disabled or (role is not None and role != "owner"):
        _keep_an_owner(conn, org_id, member)
    store.update_membership(conn, org_id, person_id, role=role, disabled=disabled)
    if disabled and not store.list_belongings(conn, person_id):
        session_rows.end_all(conn, person_id, None)
    return get_member(conn, org_id, person_id)


def remove(conn: Connection, org_id: UUID, own_role: Role, person_id: UUID, *, own_id: UUID | None = None) -> Member:
    """Let somebody belong to the organization no longer; who they were is returned.

    Of who belongs to none any more the name alone is kept, for the history. Raises as `change` does.
    """
    store.lock_members(conn, org_id)
    member = get_member(conn, org_id, person_id)
    if not includes(own_role, member.role):
        raise RoleTooHigh
    if person_id == own_id:
        raise OwnAccess
    _keep_an_owner(conn, org_id, member)
    store.get_person(conn, person_id, lock=True)  # who accepts an invitation at this moment waits
    store.delete_membership(conn, org_id, person_id)
    if not store.list_belongings(conn, person_id):
        session_rows.end_all(conn, person_id, None)
    if store.forget_person(conn, person_id):
        link_rows.delete_resets(conn, person_id)
    return member


def _keep_an_owner(conn: Connection, org_id: UUID, member: Member) -> None:
    if member.role == "owner" and member.status == "active" and not store.count_other_owners(conn, org_id, member.id):
        raise LastOwner
