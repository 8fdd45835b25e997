"""One condition as SQL. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from psycopg import sql

from gomobile.segments.binding import ORG, fill


@dataclass(frozen=True)
class Leaf:
    """true, false: never both, NULL for no. seen: the value as jsonb. boundaries: moments to come, or NULL."""

    true: sql.Composable
    false: sql.Composable
    seen: sql.Composable
    boundaries: tuple[sql.Composable, ...] = ()
    uses: frozenset[str] = frozenset({"contact"})


def own(alias: LiteralString) -> sql.Composable:
    """The rows of a table that belong to the contact."""
    return fill("{a}.organization_id = {org} AND {a}.contact_id = c.id", a=sql.SQL(alias), org=ORG)


def exists(table: LiteralString, alias: LiteralString, test: sql.Composable) -> sql.Composable:
    """Whether the contact has a row in a table that passes a test."""
    return fill(
        "EXISTS (SELECT FROM {table} {a} WHERE {own} AND {test})",
        table=sql.SQL(table), a=sql.SQL(alias), own=own(alias), test=test,
    )  # fmt: skip
