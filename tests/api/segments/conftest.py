"""Rules over a real database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg import sql

from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Organization
from gomobile.attributes.definition import TYPES, Definition, EnumOption
from gomobile.db.pool import Connection, connect
from gomobile.segments.compiling import compile_rules
from gomobile.segments.context import Context
from gomobile.segments.explaining import explain_query
from gomobile.segments.tree import parse
from tests.api.segments.people import AUDIENCES, TAGS

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@dataclass
class Rules:
    """Rules of one organization, asked of what its connection sees."""

    conn: Connection
    context: Context

    @contextmanager
    def undone(self) -> Iterator[None]:
        """A part of a test that leaves nothing behind."""
        with self.conn.transaction(force_rollback=True):
            yield

    def explain(self, raw: Any, id: UUID, now: datetime = NOW) -> dict[str, Any]:
        """What each node says of a contact."""
        explained = explain_query(parse(raw, self.context), self.context, prefix="w_")
        values = {**explained.values, "org_id": self.context.organization.id, "now": now, "contact_id": id}
        row = self.conn.execute(explained.query, values).fetchone()
        assert row is not None
        return explained.tree(row)

    def members(self, raw: Any, now: datetime = NOW) -> set[UUID]:
        """The contacts for which the rules are true."""
        compiled = compile_rules(parse(raw, self.context), self.context, prefix="r_")
        query = sql.SQL("SELECT c.id FROM contacts c WHERE c.organization_id = %(org_id)s AND {}").format(
            compiled.predicate
        )
        values = {**compiled.values, "org_id": self.context.organization.id, "now": now}
        return {id for (id,) in self.conn.execute(query, values).fetchall()}

    def boundaries(self, raw: Any, now: datetime = NOW) -> dict[UUID, datetime | None]:
        """For each contact the moment at which its answer may change."""
        compiled = compile_rules(parse(raw, self.context), self.context, prefix="r_")
        if compiled.boundary is None:
            return {}
        query = sql.SQL("SELECT c.id, {} FROM contacts c WHERE c.organization_id = %(org_id)s").format(
            compiled.boundary
        )
        values = {**compiled.values, "org_id": self.context.organization.id, "now": now}
        return dict(self.conn.execute(query, values).fetchall())


def definitions() -> dict[str, Definition]:
    """An attribute of each type, named as the type."""
    options = (EnumOption("gold", "Gold"), EnumOption("silver", "Silver"), EnumOption("old", "Old", archived=True))
    return {type: Definition(uuid4(), type, type.title(), type, options if type == "enum" else ()) for type in TYPES}


def context_of(organization: Organization) -> Context:
    return Context(
        organization, definitions(), {f"tag{tag[-1]}": UUID(tag) for tag in TAGS}, frozenset(map(UUID, AUDIENCES))
    )


@pytest.fixture
def rules(conninfo: str) -> Iterator[Rules]:
    """A Moroccan organization without contacts."""
    with connect(conninfo) as conn:
        organization = accounts.create_organization(conn, "Rules", country="MA")
        yield Rules(conn, context_of(organization))
