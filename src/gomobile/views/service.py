"""Saved views: each belongs to the person or key that made it, and is theirs alone unless it is shared."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from psycopg import errors as pg

from gomobile.accounts.caller import Caller, Role
from gomobile.db.pool import Connection
from gomobile.errors import Forbidden, InvalidInput, PreconditionFailed
from gomobile.views import store
from gomobile.views.errors import TooManyViews, ViewExists, ViewNotFound, ViewNotYours
from gomobile.views.view import MAX_VIEWS, View, ViewList, problems_of

__all__ = ["View"]

SHARING: Role = "manager"
"""The least role that shares views, and changes those that others share."""


def list_views(conn: Connection, caller: Caller, list: ViewList | None) -> list[View]:
    """The views of a list (of all lists for None) that the caller made or that are shared."""
    return store.list_views(conn, caller.organization.id, list, caller)


def get(conn: Connection, caller: Caller, id: UUID, *, lock: bool = False) -> View:
    """One view. Raises ViewNotFound, also for what somebody else has for themselves."""
    found = store.get_view(conn, caller.organization.id, id, lock=lock)
    if found is None or not (found.shared or found.belongs_to(caller)):
        raise ViewNotFound
    return found


def create(
    conn: Connection, caller: Caller, list: ViewList, name: str, query: dict[str, Any], *, shared: bool, position: int
) -> View:
    """Save a view. Raises InvalidInput, Forbidden (sharing), ViewExists or TooManyViews."""
    name = name.strip()
    if problems := problems_of(name, query):
        raise InvalidInput(problems)
    _check_sharing(caller, shared=shared)
    if store.count_views(conn, caller.organization.id, list, caller) >= MAX_VIEWS:
        raise TooManyViews
    made = store.insert_view(
        conn, caller.organization.id, caller, list=list, name=name, query=query, shared=shared, position=position
    )
    if made is None:
        raise ViewExists
    return made


def update(
    conn: Connection, caller: Caller, id: UUID, changes: dict[str, Any], versions: Collection[int] | None = None
) -> View:
    """Change `name`, `query`, `shared` or `position`; what is not given stays.

    Raises ViewNotFound, ViewNotYours, InvalidInput, PreconditionFailed or ViewExists.
    """
    current = _own(conn, caller, id, versions)
    if "name" in changes:
        changes = changes | {"name": changes["name"].strip()}
    if problems := problems_of(changes.get("name"), changes.get("query")):
        raise InvalidInput(problems)
    changed = replace(current, **changes)
    if changed.shared != current.shared:
        _check_sharing(caller, shared=True)
    if changed == current:
        return current
    try:
        with conn.transaction():
            return store.update_view(conn, caller.organization.id, changed)
    except pg.UniqueViolation as error:
        raise ViewExists from error


def delete(conn: Connection, caller: Caller, id: UUID) -> None:
    """Forget a view. Raises ViewNotFound or ViewNotYours."""
    _own(conn, caller, id, None)
    store.delete_view(conn, caller.organization.id, id)


def _own(conn: Connection, caller: Caller, id: UUID, versions: Collection[int] | None) -> View:
    found = get(conn, caller, id, lock=True)
    if not (found.belongs_to(caller) or caller.may(SHARING)):
        raise ViewNotYours
    if versions is not None and found.version not in versions:
        raise PreconditionFailed(version=found.version)
    return found


def _check_sharing(caller: Caller, *, shared: bool) -> None:
    if shared and not caller.may(SHARING):
        raise Forbidden(f"Views are shared from the role {SHARING} on; save it for yourself.")
