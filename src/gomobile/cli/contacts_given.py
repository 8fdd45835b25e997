"""Contacts that a command names: by a number in any format, or by id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

if TYPE_CHECKING:
    from gomobile.accounts.caller import Organization
    from gomobile.db.pool import Connection

Contacts = Annotated[list[str], typer.Argument(help="Phone numbers, in any format, or ids of contacts.")]


def find_given(conn: Connection, owner: Organization, given: list[str]) -> tuple[list[UUID], list[str]]:
    """The contacts that ids and numbers mean, and the numbers that mean none."""
    from gomobile.audiences import service

    ids: list[UUID] = []
    numbers: list[str] = []
    for one in given:
        try:
            ids.append(UUID(one))
        except ValueError:
            numbers.append(one)
    found, unknown = service.find_by_phones(conn, owner, numbers)
    return [*ids, *found], unknown
